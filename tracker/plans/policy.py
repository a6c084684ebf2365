"""Who may see plans."""

import sqlalchemy as sa

from tracker.office.models import Person, ProgrammeMember
from tracker.plans.models import Plan


def can_list(person: Person) -> bool:
    """Whoever has a part in some programme."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """Plans of the programmes that a person observes, or that their unit is a member of."""
    member_of = sa.select(ProgrammeMember.programme_id).where(ProgrammeMember.unit_id.in_(person.own_unit_ids))
    return Plan.programme_id.in_(person.observed_programme_ids) | Plan.programme_id.in_(member_of)


def can_view(person: Person, plan: Plan) -> bool:
    """The same for one plan, its programme's members loaded."""
    if person.observes(plan.programme_id):
        return True
    return any(unit.id in person.own_unit_ids for unit in plan.programme.members)
