"""What the states of meetings and conclusions are called."""

from flask_babel import gettext

from tracker.core.errors import N_
from tracker.meetings.models import (
    AgendaKind,
    ConclusionKind,
    ConclusionState,
    MeetingState,
    NoticeState,
    Reply,
    Said,
    SectionLevel,
)
from tracker.meetings.rules.fulfilment import Fulfilment

MEETING_STATE = {
    MeetingState.PLANNED: N_("Planned"),
    MeetingState.INVITED: N_("Units invited"),
    MeetingState.IN_SESSION: N_("In session"),
    MeetingState.CONCLUDED: N_("Closed, not published yet"),
    MeetingState.PUBLISHED: N_("Published"),
    MeetingState.CANCELLED: N_("Cancelled"),
}
CONCLUSION_STATE = {
    ConclusionState.DRAFT: N_("Draft conclusion"),
    ConclusionState.PUBLISHED: N_("Published"),
    ConclusionState.DROPPED: N_("Dropped"),
}
AGENDA_KIND = {
    AgendaKind.PREVIOUS: N_("Earlier conclusions still open"),
    AgendaKind.OVERDUE: N_("Overdue parts"),
    AgendaKind.RETURNED: N_("Returned parts"),
    AgendaKind.AWAITING: N_("Parts awaiting acceptance"),
    AgendaKind.UNREPORTED: N_("Units that have not reported"),
    AgendaKind.TARGETS: N_("Targets behind"),
    AgendaKind.TOPIC: N_("Topic"),
}
FULFILMENT = {
    Fulfilment.OVERDUE: N_("Overdue"),
    Fulfilment.OPEN: N_("Being carried out"),
    Fulfilment.LATE: N_("Done late"),
    Fulfilment.ON_TIME: N_("Done on time"),
    Fulfilment.DROPPED: N_("No longer in force"),
    Fulfilment.REPLACED: N_("Replaced by a later notice"),
}
CONCLUSION_KIND = {
    ConclusionKind.TASK: N_("Task"),
    ConclusionKind.DUTY: N_("Duty to report"),
    ConclusionKind.AMENDMENT: N_("Amendment of a target"),
}
NOTICE_STATE = {
    NoticeState.DRAFT: N_("Draft of a notice"),
    NoticeState.ISSUED: N_("Issued"),
    NoticeState.DROPPED: N_("Dropped"),
}
SECTION_LEVEL = {
    SectionLevel.PART: N_("I. Heading of a part"),
    SectionLevel.HEADING: N_("1. Heading: who carries it out"),
    SectionLevel.ITEM: N_("1. Point"),
    SectionLevel.LETTER: N_("a) Point"),
    SectionLevel.DASH: N_("- Point"),
    SectionLevel.PARAGRAPH: N_("Paragraph without a number"),
}
SAID = {
    Said.CONFIRMED: N_("Confirmed"),
    Said.DISAGREED: N_("Disagrees"),
}
# How each state looks: a tone of shared/macros/badges.html.
MEETING_TONE = {
    MeetingState.PLANNED: "open",
    MeetingState.INVITED: "open",
    MeetingState.IN_SESSION: "overdue",
    MeetingState.CONCLUDED: "due-soon",
    MeetingState.PUBLISHED: "done",
    MeetingState.CANCELLED: "excused",
}


REPLY = {
    Reply.WAITING: N_("No answer yet"),
    Reply.COMING: N_("Comes"),
    Reply.DEPUTY: N_("Sends somebody else"),
    Reply.ABSENT: N_("Cannot come"),
}
REPLY_TONE = {
    Reply.WAITING: "due-soon",
    Reply.COMING: "done",
    Reply.DEPUTY: "done",
    Reply.ABSENT: "excused",
}


def replies() -> list[tuple[str, str]]:
    """Answers to invitations as choices."""
    return [(reply.value, gettext(label)) for reply, label in REPLY.items()]


def options() -> list[tuple[str, str]]:
    """The states of meetings as the choices of a filter."""
    return [(state.value, gettext(label)) for state, label in MEETING_STATE.items()]


def kinds() -> list[tuple[str, str]]:
    """What a conclusion can become, as choices."""
    return [(kind.value, gettext(label)) for kind, label in CONCLUSION_KIND.items()]
