"""Who may see and do what with pilots.

The unit's own people look after its pilots: officer and head register, mend and begin them, enter their money and
review them. That one is converted or ends is a decision, and so the head's. Staff and chair may all of it, in the
unit's name. In a programme that has ended nobody changes anything.
"""

import sqlalchemy as sa

from tracker.office.models import Person, Programme, ProgrammeMember
from tracker.pilots.models import Pilot, PilotFunding


def can_list(person: Person) -> bool:
    """Whoever has a part in some programme."""
    return bool(person.own_unit_ids or person.observed_programme_ids)


def visible_to(person: Person) -> sa.ColumnElement[bool]:
    """The pilots of the programmes that a person observes or that their unit is a member of, and those of their unit.

    One replicates from another, so all members see what there is; `can_read_whole` says who sees the rest.
    """
    member_of = sa.select(ProgrammeMember.programme_id).where(ProgrammeMember.unit_id.in_(person.own_unit_ids))
    return (
        Pilot.programme_id.in_(person.observed_programme_ids)
        | Pilot.programme_id.in_(member_of)
        | Pilot.unit_id.in_(person.own_unit_ids)
    )


def can_view(person: Person, pilot: Pilot) -> bool:
    """The same for one pilot."""
    if person.observes(pilot.programme_id) or pilot.unit_id in person.own_unit_ids:
        return True
    return any(unit.id in person.own_unit_ids for unit in pilot.programme.members)


def can_read_whole(person: Person, pilot: Pilot) -> bool:
    """Its money, the words of its reviews and its story: the own unit, and who observes the programme."""
    return reads_whole(person, programme_id=pilot.programme_id, unit_id=pilot.unit_id)


def reads_whole(person: Person, *, programme_id: int, unit_id: int) -> bool:
    """The same for a row of a list."""
    return person.observes(programme_id) or unit_id in person.own_unit_ids


def can_register(person: Person) -> bool:
    """Officers and heads for their unit, staff and chair for any unit of their programme."""
    return bool(person.own_unit_ids) or any(person.runs(one) for one in person.observed_programme_ids)


def can_register_for(person: Person, programme: Programme, unit_id: int) -> bool:
    """The same for one unit of a programme, which goes on."""
    return programme.ended_on is None and (person.runs(programme.id) or person.acts_for(unit_id))


def can_register_in(person: Person, programme: Programme) -> bool:
    """For some unit of it."""
    return any(can_register_for(person, programme, unit.id) for unit in programme.members)


def can_mend(person: Person, pilot: Pilot) -> bool:
    """Officer and head of its unit, and staff and chair: its facts, years, money and reviews, and that it begins."""
    goes_on = pilot.programme.ended_on is None
    return goes_on and (person.runs(pilot.programme_id) or person.acts_for(pilot.unit_id))


def can_decide(person: Person, pilot: Pilot) -> bool:
    """Head of its unit, staff and chair: that it is converted or ends."""
    goes_on = pilot.programme.ended_on is None
    return goes_on and (person.runs(pilot.programme_id) or person.heads(pilot.unit_id))


def can_see_funding(person: Person, funding: PilotFunding) -> bool:
    """Whoever reads its pilot whole."""
    return can_read_whole(person, funding.pilot)


def can_mend_funding(person: Person, funding: PilotFunding) -> bool:
    """Whoever mends its pilot."""
    return can_mend(person, funding.pilot)
