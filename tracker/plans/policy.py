"""Who may see and do what with plans and their targets."""

import sqlalchemy as sa

from tracker.office.models import Person, ProgrammeMember
from tracker.plans.models import Amendment, Plan, Target


def can_list(person: Person) -> bool:
    """Whoever has a part in some programme."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """Plans of the programmes that a person observes, or that their unit is a member of."""
    member_of = sa.select(ProgrammeMember.programme_id).where(ProgrammeMember.unit_id.in_(person.own_unit_ids))
    return Plan.programme_id.in_(person.observed_programme_ids) | Plan.programme_id.in_(member_of)


def can_view(person: Person, plan: Plan) -> bool:
    """The same for one plan."""
    if person.observes(plan.programme_id):
        return True
    return any(unit.id in person.own_unit_ids for unit in plan.programme.members)


def can_edit(person: Person, plan: Plan) -> bool:
    """Staff and chair of its programme set targets, while it goes on."""
    return person.runs(plan.programme_id)


def can_view_target(person: Person, target: Target) -> bool:
    """Targets are the programme's: every member sees what is demanded of each unit, and what was measured."""
    return can_view(person, target.plan)


def can_edit_target(person: Person, target: Target) -> bool:
    """Staff and chair of its programme mend, amend and end it."""
    return can_edit(person, target.plan)


def can_measure(person: Person, target: Target) -> bool:
    """Staff and chair for all; the officer and head of a member unit for their own, while the programme goes on."""
    return can_edit_target(person, target) or bool(measured_by(person, target))


def measured_by(person: Person, target: Target) -> frozenset[int]:
    """The units of the programme that the person acts for; none once it has ended."""
    if target.plan.programme.ended_on is not None:
        return frozenset()
    return person.own_unit_ids & {unit.id for unit in target.plan.programme.members}


def can_view_amendment(person: Person, amendment: Amendment) -> bool:
    """Whoever sees its target."""
    return can_view_target(person, amendment.target)


def can_edit_amendment(person: Person, amendment: Amendment) -> bool:
    """As for its target."""
    return can_edit_target(person, amendment.target)
