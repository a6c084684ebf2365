"""Which state of a meeting, a conclusion or a notice may follow which."""

from collections.abc import Mapping

from tracker.core.errors import N_, RuleBroken
from tracker.meetings.models import ConclusionState, MeetingState, NoticeState

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
NOTICE_MOVES: Mapping[NoticeState, set[NoticeState]] = {
    NoticeState.DRAFT: {NoticeState.ISSUED, NoticeState.DROPPED},
    NoticeState.ISSUED: set(),
    NoticeState.DROPPED: set(),
}


class MeetingIsNotOpen(RuleBroken):
    """Conclusions are recorded while the meeting lasts, and it has not begun."""

    message = N_("This meeting has not begun. Open it, then record its conclusions.")


class MeetingIsClosed(RuleBroken):
    """Closing freezes the conclusions."""

    message = N_("This meeting is closed, so its conclusions stay as they are. What changes later is a new notice.")


class MeetingUnderWay(RuleBroken):
    """A notice is read in while the same meeting's conclusions are being recorded here."""

    message = N_("The meeting “%(meeting)s” has conclusions of its own here. Publish it, or drop them, then try again.")


class NoticeIsIssued(RuleBroken):
    """Its wording stays: the paper is out."""

    message = N_("This notice has been issued, so its wording stays as it is. What changes later is another notice.")


class NoticeIsDropped(RuleBroken):
    """A draft that was given up."""

    message = N_("This draft was dropped, so nothing was saved. The notice that counts is on the meeting's page.")


class NothingToPublish(RuleBroken):
    """A meeting that concluded nothing."""

    message = N_("This meeting has no conclusion to publish.")


def check_draft(state: NoticeState) -> None:
    """A notice is worded as long as it is a draft."""
    if state is NoticeState.ISSUED:
        raise NoticeIsIssued
    if state is NoticeState.DROPPED:
        raise NoticeIsDropped


def check_in_session(state: MeetingState) -> None:
    """Conclusions are recorded, mended and dropped only while the meeting lasts."""
    if state in NOT_HELD_YET:
        raise MeetingIsNotOpen
    if state is not MeetingState.IN_SESSION:
        raise MeetingIsClosed
