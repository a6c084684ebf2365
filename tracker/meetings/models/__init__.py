"""Venues, series, meetings, invitations, agenda, conclusions and notices."""

from tracker.meetings.models.agenda import AgendaItem, AgendaKind, MeetingPaper
from tracker.meetings.models.conclusions import (
    Addressee,
    Conclusion,
    ConclusionKind,
    ConclusionState,
    Confirmation,
    Said,
)
from tracker.meetings.models.invitations import Invitation, Reply
from tracker.meetings.models.meetings import Meeting, MeetingState
from tracker.meetings.models.notices import Notice, NoticeSection, NoticeState, SectionLevel
from tracker.meetings.models.venues import MeetingSeries, Venue

__all__ = [
    "Addressee",
    "AgendaItem",
    "AgendaKind",
    "Conclusion",
    "ConclusionKind",
    "ConclusionState",
    "Confirmation",
    "Invitation",
    "Meeting",
    "MeetingPaper",
    "MeetingSeries",
    "MeetingState",
    "Notice",
    "NoticeSection",
    "NoticeState",
    "Reply",
    "Said",
    "SectionLevel",
    "Venue",
]
