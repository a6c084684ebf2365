"""The rules of the office: how units hang together, what a role needs, when a person or a role has ended."""

from collections.abc import Mapping
from datetime import date

from tracker.core.errors import N_, RuleBroken
from tracker.office.models import Person, Programme, Role, RoleKind, Unit

UNIT_ROLES = (RoleKind.OFFICER, RoleKind.HEAD)
PROGRAMME_ROLES = (RoleKind.STAFF, RoleKind.CHAIR, RoleKind.OBSERVER)


class PersonNeedsName(RuleBroken):
    """Nothing but spaces."""

    message = N_("Enter the person's full name.")


class EmailTaken(RuleBroken):
    """Two who are here would get each other's mail."""

    message = N_("%(person)s already has this e-mail address. Enter another one, or leave it empty.")


class PersonHasLeft(RuleBroken):
    """Who is not here any more gets no role."""

    message = N_("%(person)s has left. Take the person back first, then give the role.")


class PersonIsHere(RuleBroken):
    """Nobody comes back who has not left."""

    message = N_("%(person)s has not left, so nothing was changed.")


class UnitHasEnded(RuleBroken):
    """No role and no person belongs to a unit that is no more, or not yet."""

    message = N_("%(unit)s does not exist on that day. Choose a unit that exists then, or another day.")


class ProgrammeHasEnded(RuleBroken):
    """No role is given in a programme that is over."""

    message = N_("%(programme)s has ended by then. Choose a programme that goes on.")


class RoleNeedsUnit(RuleBroken):
    """Officers and heads act for a unit."""

    message = N_("This role is a role in a unit. Choose the unit.")


class RoleNeedsProgramme(RuleBroken):
    """Staff, chairs and observers act in a programme."""

    message = N_("This role is a role in a programme. Choose the programme.")


class RoleEndsBeforeItBegins(RuleBroken):
    """The days are the wrong way round."""

    message = N_("The last day comes before the first. Check both days.")


class RoleWouldBeOver(RuleBroken):
    """A role that was never in force is no role."""

    message = N_("The last day has passed already. Choose today or a later day, or leave it open.")


class RoleHeldAlready(RuleBroken):
    """The same role twice on one day."""

    message = N_("%(person)s already holds this role on these days. Change the days of that role instead.")


class RoleIsOver(RuleBroken):
    """What has ended stays as it was."""

    message = N_("This role has ended already, and stays as it was. Give the role anew if it is needed again.")


class OnlyObserversAudit(RuleBroken):
    """The mark belongs to observers; admins read the trail anyway."""

    message = N_("Only an observer can be given the right to read the trail.")


def has_left(person: Person, on: date) -> bool:
    """Is not here on that day."""
    return person.ended_on is not None and person.ended_on <= on


def is_over(role: Role, on: date) -> bool:
    """Its last day has passed. One that was taken back before it began is over too."""
    return role.valid_to is not None and (
        role.valid_to < on or (role.valid_from is not None and role.valid_to < role.valid_from)
    )


def check_unit_exists(unit: Unit, on: date) -> None:
    """Refuse a unit that has not begun or has ended."""
    begun = unit.began_on is None or unit.began_on <= on
    if not begun or (unit.ended_on is not None and unit.ended_on <= on):
        raise UnitHasEnded(unit=unit.name)


def check_scope(kind: RoleKind, *, unit: Unit | None, programme: Programme | None, auditor: bool, begins: date) -> None:
    """Refuse a role without what it is a role in, and one in what is no more when it begins."""
    if kind in UNIT_ROLES:
        if unit is None:
            raise RoleNeedsUnit
        check_unit_exists(unit, begins)
    if kind in PROGRAMME_ROLES:
        if programme is None:
            raise RoleNeedsProgramme
        if programme.ended_on is not None and programme.ended_on <= begins:
            raise ProgrammeHasEnded(programme=programme.short_name)
    if auditor and kind is not RoleKind.OBSERVER:
        raise OnlyObserversAudit


def check_term(*, first: date | None, last: date | None, today: date) -> None:
    """Refuse days the wrong way round, and a term that has passed already."""
    if last is None:
        return
    if first is not None and last < first:
        raise RoleEndsBeforeItBegins
    if last < today:
        raise RoleWouldBeOver


def overlap(first: date | None, last: date | None, role: Role) -> bool:
    """Whether a term, both days included, has a day in common with a role's; an open end is no end."""
    if role.valid_from is not None and role.valid_to is not None and role.valid_to < role.valid_from:
        return False  # taken back before it began
    starts_in_time = last is None or role.valid_from is None or role.valid_from <= last
    return starts_in_time and (first is None or role.valid_to is None or first <= role.valid_to)


class NameTaken(RuleBroken):
    """Two units of one name in one place of the tree could not be told apart."""

    message = N_("There is already a unit called “%(name)s” here. Give this one another name, or open that one.")


class UnitUnderItself(RuleBroken):
    """A tree has no circles."""

    message = N_("%(parent)s belongs to %(unit)s itself, directly or further down. Choose another unit above it.")


class UnitEndsBeforeItBegins(RuleBroken):
    """The days are the wrong way round."""

    message = N_("The unit ended on %(ended_on)s. The day it began must come before.")


class NameEndsBeforeItBegins(RuleBroken):
    """A unit's first name ended before the unit would begin."""

    message = N_("The unit had another name until %(valid_to)s. The day it began must not come after.")


class GroupNameTaken(RuleBroken):
    """Groups are found by their names."""

    message = N_("There is already a group called “%(name)s”. Mend that one, or choose another name.")


class GroupNeedsUnits(RuleBroken):
    """Neither a kind nor a unit."""

    message = N_("Tick the kinds of units, or the units, that this group means.")


class ProgrammeNameTaken(RuleBroken):
    """Programmes are chosen by their names."""

    message = N_("There is already a programme called “%(name)s”. Mend that one, or choose another name.")


class ProgrammeNeedsMembers(RuleBroken):
    """Nobody would owe any work."""

    message = N_("Tick the units that take part in this programme.")


class EndedAlready(RuleBroken):
    """Nothing ends twice."""

    message = N_("This has ended already. The page below shows it as it is.")


class NotEnded(RuleBroken):
    """Nothing goes on that did not end."""

    message = N_("This has not ended, so nothing was changed.")


def is_under(unit_id: int, above: int | None, parents: Mapping[int, int | None]) -> bool:
    """Whether a unit is `above`, or stands somewhere over it; `parents` says under which unit each stands."""
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == unit_id:
            return True
        seen.add(above)
        above = parents.get(above)
    return False
