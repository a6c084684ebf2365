"""How conclusions are numbered, and what their tasks are called."""

import re

from tracker.core.errors import N_, RuleBroken

LONGEST_TITLE = 160
LONGEST_NUMBER = 20
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ỸĐ])|\n")


class ConclusionNeedsUnit(RuleBroken):
    """Nobody is addressed."""

    message = N_("This conclusion addresses no unit yet. Choose at least one unit or group that carries it out.")


class ConclusionNeedsWords(RuleBroken):
    """Nothing is concluded."""

    message = N_("Write what the chair concludes.")


class AmendmentNeedsTarget(RuleBroken):
    """A target is to be changed, and it is not clear which one or to what."""

    message = N_("Say which target is changed and what it demands from now on: its new figure, or each unit's.")


class NothingToSplit(RuleBroken):
    """A point that has no second half."""

    message = N_("Begin a new line, or write //, where this conclusion is to be split in two.")


class AtTheEnd(RuleBroken):
    """The first one is moved up, or the last one down."""

    message = N_("This conclusion stands at the end of the list already.")


class HalvesWereMended(RuleBroken):
    """A split is taken back after somebody went on with one of the two."""

    message = N_("One of the two was changed or answered meanwhile, so they stay two. Mend them as they are now.")


class NumberIsTaken(RuleBroken):
    """Two conclusions of one meeting would have one number."""

    message = N_("There is a conclusion %(number)s in this meeting already. Choose another number or leave it empty.")


def next_number(before: str) -> str:
    """The number after another: "2.3" -> "2.4", "" -> "1", "4a" -> "" (not known)."""
    if not before:
        return "1"
    head, dot, last = before.rpartition(".")
    after = f"{head}{dot}{int(last) + 1}" if last.isascii() and last.isdigit() else ""
    return after if len(after) <= LONGEST_NUMBER else ""


def halves(text: str, caret: int | None) -> tuple[str, str]:
    """A point in two: at `//`, where a line begins anew, or else at the caret; "" for a half that is empty."""
    for mark in ("//", "\n"):
        first, found, second = text.strip().partition(mark)
        if found:
            return _begun(first), _begun(second)
    return (_begun(text[:caret]), _begun(text[caret:])) if caret is not None else (text.strip(), "")


def _begun(half: str) -> str:
    half = half.strip().lstrip(";,. ").removesuffix(";").strip()
    return half[:1].upper() + half[1:]


def title_of(text: str) -> str:
    """The first sentence of a conclusion, cut at a word where it is long: the title of its task."""
    first = _SENTENCE_ENDS.split(text.strip(), maxsplit=1)[0].strip().rstrip(".;")
    if len(first) <= LONGEST_TITLE:
        return first
    cut = first[:LONGEST_TITLE]
    return (cut[: cut.rindex(" ")] if " " in cut else cut).rstrip(" ,;:–-") + "…"
