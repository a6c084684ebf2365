"""Who may see and do what in meetings."""

from collections.abc import Collection
from typing import Any, Protocol

import sqlalchemy as sa

from tracker.meetings.models import (
    Addressee,
    AgendaItem,
    Conclusion,
    ConclusionState,
    Invitation,
    Meeting,
    MeetingPaper,
    MeetingSeries,
    Notice,
    NoticeSection,
    NoticeState,
    Venue,
)
from tracker.meetings.rules.agenda import READABLE
from tracker.office.models import Person, Programme, ProgrammeMember, Unit, UnitGroup, UnitGroupMember


class Followed(Protocol):
    """What `queries.glimpse` gives."""

    @property
    def programme_id(self) -> int:
        """Of the meeting."""

    @property
    def is_member(self) -> bool:
        """Whether one of the asker's units takes part in it."""


def can_list(person: Person) -> bool:
    """Whoever has a part in some programme."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """Meetings of the programmes that a person observes, or that their unit is a member of."""
    member_of = sa.select(ProgrammeMember.programme_id).where(ProgrammeMember.unit_id.in_(person.own_unit_ids))
    return Meeting.programme_id.in_(person.observed_programme_ids) | Meeting.programme_id.in_(member_of)


def can_view(person: Person, meeting: Meeting) -> bool:
    """The same for one meeting, its programme's members loaded."""
    return person.observes(meeting.programme_id) or bool(own_members(person, meeting.programme))


def can_plan(person: Person) -> bool:
    """Staff and chair of some programme."""
    return person.runs_some_programme


def can_run(person: Person, meeting: Meeting) -> bool:
    """Staff and chair open and close it and record its conclusions; `rules` say when."""
    return person.runs(meeting.programme_id)


def can_see_attendance(person: Person, meeting: Meeting) -> bool:
    """All of it, and how all units answered: whoever reads the programme whole."""
    return person.observes(meeting.programme_id)


def can_arrive(person: Person, meeting: Meeting) -> bool:
    """Officers and heads of its members say that they are there; `rules` say when."""
    return meeting.programme.ended_on is None and bool(own_members(person, meeting.programme))


def can_view_invitation(person: Person, invitation: Invitation) -> bool:
    """The unit itself, and whoever reads the programme whole."""
    return person.acts_for(invitation.unit_id) or person.observes(invitation.meeting.programme_id)


def can_answer(person: Person, invitation: Invitation) -> bool:
    """The unit's officers and heads; whoever runs the meeting in its name, as told by telephone."""
    own = person.acts_for(invitation.unit_id) and invitation.meeting.programme.ended_on is None
    return own or can_run(person, invitation.meeting)


def can_run_invitation(person: Person, invitation: Invitation) -> bool:
    """Whoever runs its meeting."""
    return can_run(person, invitation.meeting)


def can_see_venues(person: Person) -> bool:
    """Whoever has a part in some programme, and admin."""
    return person.is_admin or can_list(person)


def can_manage_venues(person: Person) -> bool:
    """Admin, and staff and chair of some programme: venues belong to the whole office."""
    return person.is_admin or can_plan(person)


def can_look_after_venues_alone(person: Person) -> bool:
    """Admin who has no part in a programme finds them among the office's places; others beside the meetings."""
    return person.is_admin and not can_list(person)


def can_view_venue(person: Person, _venue: Venue) -> bool:
    """As the list."""
    return can_see_venues(person)


def can_manage_venue(person: Person, _venue: Venue) -> bool:
    """As all of them."""
    return can_manage_venues(person)


def can_view_series(person: Person, series: MeetingSeries) -> bool:
    """Like the meetings of its programme, whose members are loaded."""
    return person.observes(series.programme_id) or bool(own_members(person, series.programme))


def can_run_series(person: Person, series: MeetingSeries) -> bool:
    """Staff and chair of its programme."""
    return person.runs(series.programme_id)


def can_publish(person: Person, meeting: Meeting) -> bool:
    """The chair alone."""
    return person.chairs(meeting.programme_id)


def can_view_notice(person: Person, notice: Notice) -> bool:
    """Those who observe; once it is issued the programme's members too."""
    if notice.state is NoticeState.ISSUED:
        return can_view(person, notice.meeting)
    return person.observes(notice.meeting.programme_id)


def can_word_notice(person: Person, notice: Notice) -> bool:
    """Whoever runs its meeting."""
    return can_run(person, notice.meeting)


def can_issue_notice(person: Person, notice: Notice) -> bool:
    """The chair alone."""
    return can_publish(person, notice.meeting)


def can_view_section(person: Person, section: NoticeSection) -> bool:
    """As its notice."""
    return can_view_notice(person, section.notice)


def can_word_section(person: Person, section: NoticeSection) -> bool:
    """As its notice."""
    return can_word_notice(person, section.notice)


def can_view_item(person: Person, item: AgendaItem) -> bool:
    """Whoever sees the meeting; its facts are told of their own units alone to those who do not read all."""
    return can_view(person, item.meeting)


def can_run_item(person: Person, item: AgendaItem) -> bool:
    """Whoever runs its meeting; `rules.agenda.CHANGEABLE` says until when."""
    return can_run(person, item.meeting)


def can_view_paper(person: Person, paper: MeetingPaper) -> bool:
    """Who reads the programme whole; its units once the meeting is invited."""
    if person.observes(paper.meeting.programme_id):
        return True
    return paper.meeting.state in READABLE and can_view(person, paper.meeting)


def can_run_paper(person: Person, paper: MeetingPaper) -> bool:
    """Whoever runs its meeting."""
    return can_run(person, paper.meeting)


def can_run_conclusion(person: Person, conclusion: Conclusion) -> bool:
    """Whoever runs its meeting."""
    return can_run(person, conclusion.meeting)


def can_view_conclusion(person: Person, conclusion: Conclusion) -> bool:
    """All of it for those who observe; a member sees what is published, and the drafts that address it."""
    if person.observes(conclusion.meeting.programme_id):
        return True
    own = own_members(person, conclusion.meeting.programme)
    if conclusion.state is ConclusionState.DRAFT:
        return conclusion.notice_id is None and any(
            addressee.means(unit) for addressee in conclusion.addressed for unit in own
        )
    return conclusion.state is ConclusionState.PUBLISHED and bool(own)


def can_confirm(person: Person, conclusion: Conclusion) -> bool:
    """The heads of the units that a draft addresses; `rules` say until when."""
    return conclusion.meeting.programme.ended_on is None and bool(units_headed(person, conclusion))


def units_headed(person: Person, conclusion: Conclusion) -> list[Unit]:
    """The units that a conclusion addresses and that the person is head of."""
    own = [unit for unit in conclusion.meeting.programme.members if person.heads(unit.id)]
    return [unit for unit in own if any(addressee.means(unit) for addressee in conclusion.addressed)]


def can_follow(person: Person, glimpse: Followed) -> bool:
    """`can_view`, of a meeting of which only a few columns were read."""
    return person.observes(glimpse.programme_id) or glimpse.is_member


def can_project(person: Person, meeting: Meeting) -> bool:
    """What stands on the wall shows all drafts and all units: those who observe the programme open it."""
    return person.observes(meeting.programme_id)


def conclusions_visible_to(person: Person) -> sa.ColumnElement[bool]:
    """`can_view_conclusion` as a condition on Conclusion joined with its Meeting, for lists."""
    published = (Conclusion.state == ConclusionState.PUBLISHED) & visible_to(person)
    in_session = (Conclusion.state == ConclusionState.DRAFT) & Conclusion.notice_id.is_(None)
    own_drafts = in_session & addressed_to(person.own_unit_ids)
    return Meeting.programme_id.in_(person.observed_programme_ids) | published | own_drafts


def addresses() -> sa.ColumnElement[bool]:
    """As a condition on Addressee, Unit and UnitGroup together: it is that unit, or a group that has it."""
    listed = sa.exists().where(UnitGroupMember.group_id == UnitGroup.id, UnitGroupMember.unit_id == Unit.id)
    kind = sa.literal('"').concat(sa.cast(Unit.kind, sa.Text)).concat('"')
    of_kind = sa.cast(UnitGroup.kinds, sa.Text).contains(kind)  # a JSON list of words, on both databases
    return (Addressee.unit_id == Unit.id) | listed | of_kind


def addressed_to(unit_ids: Collection[int] | sa.BindParameter[Any]) -> sa.ColumnElement[bool]:
    """Conclusions, joined with their Meeting, that address one of the units, by itself or through a group."""
    return sa.exists(
        sa.select(Addressee.id)
        .join(Unit, Unit.id.in_(unit_ids))
        .join(ProgrammeMember, ProgrammeMember.unit_id == Unit.id)
        .outerjoin(UnitGroup, UnitGroup.id == Addressee.group_id)
        .where(
            Addressee.conclusion_id == Conclusion.id,
            Addressee.ended.is_(False),
            ProgrammeMember.programme_id == Meeting.programme_id,
            addresses(),
        )
        .correlate(Conclusion, Meeting)
    )


def own_members(person: Person, programme: Programme) -> list[Unit]:
    """The person's own units that take part in a programme, its members loaded."""
    return [unit for unit in programme.members if unit.id in person.own_unit_ids]
