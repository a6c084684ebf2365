"""What in a report speaks against itself or what the tracker knows. Pointed out while writing, never refused."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tracker.core.errors import N_, Doubt, RuleBroken
from tracker.core.folding import fold
from tracker.plans.rules import CountsAreAPair, PartAboveWhole, PercentDiffers, figure_of
from tracker.reports.rules.answers import Typed
from tracker.reports.rules.likeness import is_unchanged

ENOUGH = 0.7  # of the words of a title that a sentence must have to speak of it
FEWEST_WORDS = 2  # of a title, else any sentence would
_DONE = re.compile(
    r"\bda (?:\w+ ){0,2}?(?:hoan thanh|hoan tat|xong)\b|\bhoan thanh (?:100|xong|toan bo|tot)"
    r"|\b(?:lam|thuc hien) xong\b"
)
_ALL_DONE = re.compile(r"\b(?:tat ca|toan bo|100 ?%) (?:cac )?(?:nhiem vu|cong viec|noi dung)\b")
_REACHED = re.compile(
    r"\b(?:dat|vuot|hoan thanh)(?: va vuot)?(?: \w+){0,2} chi tieu\b|\bchi tieu\b.{0,120}\b(?:dat|vuot|hoan thanh)\b"
)
_NOT_YET = re.compile(
    r"\b(?:chua|khong|se|phan dau|du kien|tiep tuc|dang|con|mot so|mot phan|buoc dau|can|phai|nham"
    r"|quy toi|thoi gian toi)\b"
)
_FIGURE = r"(?<![\d.,])(\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,6})?|\d{1,15}(?:,\d{1,6})?)"  # 14, 1.250, 12,5
_OF_WHICH = re.compile(rf"{_FIGURE} (\w+)[^.;\n\d]*?trong đó((?:[^.;\n]|\.(?=\d))*)")


class SaidDone(Doubt):
    """Done in words, and not in the tracker."""

    message = N_("This says that “%(title)s” is done; in the tracker it stands at %(percent)s %%.")


class AllSaidDone(Doubt):
    """All done in words, and something open."""

    message = N_(
        "This says that everything is done; %(count)s of the period's parts are not, the first is “%(title)s”."
    )


class PartsExceedSum(Doubt):
    """More in parts than there are."""

    message = N_("%(whole)s %(what)s are named, and the parts come to %(parts)s: these figures do not add up.")


class NothingAndWords(Doubt):
    """Nothing to report, in many words."""

    message = N_("“Nothing to report” is ticked and something is written all the same. Only one of them can hold.")


class Unchanged(Doubt):
    """The same text, period after period."""

    message = N_("This is word for word what was written in the two periods before. Is it still so?")


class ReachedUnmeasured(Doubt):
    """A target reached, and no figure that says so."""

    message = N_("This says that a target is reached; nothing has been measured of it in this period: “%(target)s”.")


class ReachedAndMissed(Doubt):
    """A target reached, and a figure that says otherwise."""

    message = N_("This says that a target is reached; what was measured falls short of it: “%(target)s”.")


@dataclass(frozen=True, slots=True)
class KnownPart:
    """A part of the period as the tracker has it."""

    title: str
    percent: int
    done: bool


@dataclass(frozen=True, slots=True)
class KnownTarget:
    """A target that demands something of the unit. `reached` is None where the period has no figure of it."""

    text: str
    reached: bool | None


@dataclass(frozen=True, slots=True)
class Known:
    """What one answer is held against. `earlier` is what stood under the same item, the last period first."""

    parts: Sequence[KnownPart] = ()
    targets: Sequence[KnownTarget] = ()
    earlier: Sequence[str] = ()


def contradictions(typed: Typed, known: Known) -> list[RuleBroken]:
    """All that is found in one answer."""
    found: list[RuleBroken] = [*_of_counts(typed), *_of_sums(typed.words), *_of_progress(typed.words, known.parts)]
    found += _of_targets(typed.words, known.targets)
    if typed.nothing_to_report and typed.words.strip():
        found.append(NothingAndWords())
    if len(known.earlier) > 1 and is_unchanged(typed.words, *known.earlier[:2]):
        found.append(Unchanged())
    return found


def _of_counts(typed: Typed) -> Iterator[RuleBroken]:
    """What a percent and its counts must agree in, as the rules of plans have it."""
    try:
        figure_of(typed.figure, typed.part, typed.whole)
    except (CountsAreAPair, PartAboveWhole, PercentDiffers) as refusal:
        yield refusal


def _of_sums(words: str) -> Iterator[Doubt]:
    """ "14 hộ, trong đó 9 hộ …, 7 hộ …": parts that are more than their whole."""
    for sum_, what, rest in _OF_WHICH.findall(unicodedata.normalize("NFC", words.lower())):
        parts = re.findall(rf"{_FIGURE} {re.escape(what)}\b", rest)
        if len(parts) > 1 and sum(map(_value, parts)) > _value(sum_):
            yield PartsExceedSum(whole=sum_, what=what, parts=" + ".join(parts))


def _of_progress(words: str, parts: Sequence[KnownPart]) -> Iterator[Doubt]:
    open_parts = [part for part in parts if not part.done and part.percent < 100]
    told: set[str] = set()
    for line in fold_lines(words):
        named = [part for part in parts if _speaks_of(line, part.title)]
        for said in [line] if len(named) == 1 else _sentences(line):
            if not _DONE.search(said) or _NOT_YET.search(_without(said, (part.title for part in named))):
                continue
            for part in open_parts:
                if _speaks_of(said, part.title) and part.title not in told:
                    told.add(part.title)
                    yield SaidDone(title=part.title, percent=part.percent)
            if _ALL_DONE.search(said) and open_parts and not named:
                yield AllSaidDone(count=len(open_parts), title=open_parts[0].title)


def _of_targets(words: str, targets: Sequence[KnownTarget]) -> Iterator[Doubt]:
    for said in (one for line in fold_lines(words) for one in _sentences(line)):
        named = [target for target in targets if _speaks_of(said, target.text)]
        if not _REACHED.search(said) or _NOT_YET.search(_without(said, (target.text for target in named))):
            continue
        for target in named:
            if target.reached is False:
                yield ReachedAndMissed(target=target.text)
        unmeasured = next((target for target in named or targets if target.reached is None), None)
        if unmeasured is not None:
            yield ReachedUnmeasured(target=unmeasured.text)


def fold_lines(words: str) -> list[str]:
    """The lines of a text, folded; empty ones left out."""
    return [folded for line in words.splitlines() if (folded := fold(line))]


def _sentences(line: str) -> list[str]:
    return [one.strip() for one in re.split(r"[.;!?](?!\d)", line) if one.strip()]


def _speaks_of(said: str, title: str) -> bool:
    wanted = _words_of(title)
    return len(wanted) >= FEWEST_WORDS and len(wanted & _words_of(said)) >= ENOUGH * len(wanted)


@lru_cache(maxsize=1024)  # each sentence is held against each title
def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{2,}", fold(text)))


def _without(said: str, titles: Iterable[str]) -> str:
    """A sentence without the words of what it names: "hộ cần hỗ trợ" puts nothing off."""
    named = {word for title in titles for word in fold(title).split()}
    return " ".join(word for word in said.split() if word not in named)


def _value(figure: str) -> Decimal:
    return Decimal(figure.replace(".", "").replace(",", "."))
