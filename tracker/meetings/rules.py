"""The rules of meetings: which state may follow which, how conclusions are numbered and what their tasks are called."""

import re
from collections.abc import Mapping

from tracker.core.errors import N_, RuleBroken
from tracker.meetings.models import ConclusionState, MeetingState

MEETING_MOVES: Mapping[MeetingState, set[MeetingState]] = {
    MeetingState.PLANNED: {MeetingState.INVITED, MeetingState.IN_SESSION, MeetingState.CANCELLED},
    MeetingState.INVITED: {MeetingState.IN_SESSION, MeetingState.CANCELLED},
    MeetingState.IN_SESSION: {MeetingState.CONCLUDED},
    MeetingState.CONCLUDED: {MeetingState.PUBLISHED},
    MeetingState.PUBLISHED: set(),
    MeetingState.CANCELLED: set(),
}
CONCLUSION_MOVES: Mapping[ConclusionState, set[ConclusionState]] = {
    ConclusionState.DRAFT: {ConclusionState.PUBLISHED, ConclusionState.DROPPED},
    ConclusionState.DROPPED: {ConclusionState.DRAFT},
    ConclusionState.PUBLISHED: set(),
}
NOT_HELD_YET = (MeetingState.PLANNED, MeetingState.INVITED)  # a notice that is read in says that they were
LONGEST_TITLE = 160
LONGEST_NUMBER = 20
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ỸĐ])|\n")


class ConclusionNeedsUnit(RuleBroken):
    """Nobody is addressed."""

    message = N_("This conclusion addresses no unit yet. Choose at least one unit or group that carries it out.")


class ConclusionNeedsWords(RuleBroken):
    """Nothing is concluded."""

    message = N_("Write what the chair concludes.")


class NumberIsTaken(RuleBroken):
    """Two conclusions of one meeting would have one number."""

    message = N_("There is a conclusion %(number)s in this meeting already. Choose another number or leave it empty.")


class MeetingIsNotOpen(RuleBroken):
    """Conclusions are recorded while the meeting lasts, and it has not begun."""

    message = N_("This meeting has not begun. Open it, then record its conclusions.")


class MeetingIsClosed(RuleBroken):
    """Closing freezes the conclusions."""

    message = N_("This meeting is closed, so its conclusions stay as they are. What changes later is a new notice.")


class NothingToPublish(RuleBroken):
    """A meeting that concluded nothing."""

    message = N_("This meeting has no conclusion to publish.")


class MeetingUnderWay(RuleBroken):
    """A notice is read in while the same meeting's conclusions are being recorded here."""

    message = N_("The meeting “%(meeting)s” has conclusions of its own here. Publish it, or drop them, then try again.")


def check_in_session(state: MeetingState) -> None:
    """Conclusions are recorded, mended and dropped only while the meeting lasts."""
    if state in NOT_HELD_YET:
        raise MeetingIsNotOpen
    if state is not MeetingState.IN_SESSION:
        raise MeetingIsClosed


def next_number(before: str) -> str:
    """The number after another: "2.3" -> "2.4", "" -> "1", "4a" -> "" (not known)."""
    if not before:
        return "1"
    head, dot, last = before.rpartition(".")
    after = f"{head}{dot}{int(last) + 1}" if last.isascii() and last.isdigit() else ""
    return after if len(after) <= LONGEST_NUMBER else ""


def title_of(text: str) -> str:
    """The first sentence of a conclusion, cut at a word where it is long: the title of its task."""
    first = _SENTENCE_ENDS.split(text.strip(), maxsplit=1)[0].strip().rstrip(".;")
    if len(first) <= LONGEST_TITLE:
        return first
    cut = first[:LONGEST_TITLE]
    return (cut[: cut.rindex(" ")] if " " in cut else cut).rstrip(" ,;:–-") + "…"
