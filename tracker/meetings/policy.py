"""Who may see and do what in meetings."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from tracker.meetings.models import Addressee, Conclusion, ConclusionState, Meeting
from tracker.office.models import Person, ProgrammeMember, Unit, UnitGroup, UnitGroupMember


def can_list(person: Person) -> bool:
    """Whoever has a part in some programme."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """Meetings of the programmes that a person observes, or that their unit is a member of."""
    member_of = sa.select(ProgrammeMember.programme_id).where(ProgrammeMember.unit_id.in_(person.own_unit_ids))
    return Meeting.programme_id.in_(person.observed_programme_ids) | Meeting.programme_id.in_(member_of)


def can_view(person: Person, meeting: Meeting) -> bool:
    """The same for one meeting, its programme's members loaded."""
    return person.observes(meeting.programme_id) or bool(_own_members(person, meeting))


def can_plan(person: Person) -> bool:
    """Staff and chair of some programme."""
    return any(person.runs(programme_id) for programme_id in person.observed_programme_ids)


def can_run(person: Person, meeting: Meeting) -> bool:
    """Staff and chair open and close it and record its conclusions; `rules` say when."""
    return person.runs(meeting.programme_id)


def can_publish(person: Person, meeting: Meeting) -> bool:
    """The chair alone."""
    return person.chairs(meeting.programme_id)


def can_run_conclusion(person: Person, conclusion: Conclusion) -> bool:
    """Whoever runs its meeting."""
    return can_run(person, conclusion.meeting)


def can_view_conclusion(person: Person, conclusion: Conclusion) -> bool:
    """All of it for those who observe; a member sees what is published, and the drafts that address it."""
    if person.observes(conclusion.meeting.programme_id):
        return True
    own = _own_members(person, conclusion.meeting)
    if conclusion.state is ConclusionState.DRAFT:
        return any(_addresses(addressee, unit) for addressee in conclusion.addressed for unit in own)
    return conclusion.state is ConclusionState.PUBLISHED and bool(own)


def conclusions_visible_to(person: Person) -> sa.ColumnElement[bool]:
    """`can_view_conclusion` as a condition on Conclusion joined with its Meeting, for lists."""
    published = (Conclusion.state == ConclusionState.PUBLISHED) & visible_to(person)
    own_drafts = (Conclusion.state == ConclusionState.DRAFT) & addressed_to(person.own_unit_ids)
    return Meeting.programme_id.in_(person.observed_programme_ids) | published | own_drafts


def addressed_to(unit_ids: Collection[int] | sa.BindParameter[Any]) -> sa.ColumnElement[bool]:
    """Conclusions, joined with their Meeting, that address one of the units, by itself or through a group."""
    listed = sa.exists().where(UnitGroupMember.group_id == UnitGroup.id, UnitGroupMember.unit_id == Unit.id)
    kind = sa.literal('"').concat(sa.cast(Unit.kind, sa.Text)).concat('"')
    of_kind = sa.cast(UnitGroup.kinds, sa.Text).contains(kind)  # a JSON list of words, on both databases
    return sa.exists(
        sa.select(Addressee.id)
        .join(Unit, Unit.id.in_(unit_ids))
        .join(ProgrammeMember, ProgrammeMember.unit_id == Unit.id)
        .outerjoin(UnitGroup, UnitGroup.id == Addressee.group_id)
        .where(
            Addressee.conclusion_id == Conclusion.id,
            Addressee.ended.is_(False),
            ProgrammeMember.programme_id == Meeting.programme_id,
            (Addressee.unit_id == Unit.id) | listed | of_kind,
        )
        .correlate(Conclusion, Meeting)
    )


def _own_members(person: Person, meeting: Meeting) -> list[Unit]:
    return [unit for unit in meeting.programme.members if unit.id in person.own_unit_ids]


def _addresses(addressee: Addressee, unit: Unit) -> bool:
    if addressee.group is None:
        return addressee.unit_id == unit.id
    return unit.kind in addressee.group.kinds or unit in addressee.group.listed
