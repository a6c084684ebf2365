"""The rules of changes of units: which state may follow which, and what cannot be decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.core.errors import N_, RuleBroken
from tracker.office.naming import name_key
from tracker.succession.decisions import Decision
from tracker.succession.models import ChangeKind, ChangeState

MOST_YEARS_AWAY = 5
MOST_SUCCESSORS = 6  # of a split, in the form
MOST_PARTS_SHOWN = 200  # in the preview, each to be given to a successor of its own

MOVES: Mapping[ChangeState, set[ChangeState]] = {
    ChangeState.PLANNED: {ChangeState.DONE, ChangeState.CANCELLED},
    ChangeState.DONE: set(),
    ChangeState.CANCELLED: set(),
}


class TooFewUnits(RuleBroken):
    """A merger of one unit is none."""

    message = N_("Choose at least two units that become one.")


class NeedsOneUnit(RuleBroken):
    """A division, a new name and an end happen to one unit."""

    message = N_("Choose the unit, one only.")


class TooFewSuccessors(RuleBroken):
    """A division into one unit is none."""

    message = N_("Name at least two units that take over.")


class NeedsOneSuccessor(RuleBroken):
    """A merger makes one unit, a new name is one name."""

    message = N_("Name the unit as it is called from that day on.")


class UnitUnknown(RuleBroken):
    """One of the units is not there."""

    message = N_("One of these units is not in the list of units any more. Choose again.")


class SuccessorOfItself(RuleBroken):
    """A unit cannot end and take over from itself."""

    message = N_("%(unit)s cannot end and take over from itself. Choose it once only.")


class UnitEndsBefore(RuleBroken):
    """It is no more on that day."""

    message = N_("%(unit)s has already ended, on %(day)s. Choose another unit or an earlier day.")


class UnitChangesAlready(RuleBroken):
    """Two changes of one unit would overlap."""

    message = N_("A change of %(unit)s is planned already, for %(day)s. Carry it out or cancel it first.")


class EndsBeforeItBegan(RuleBroken):
    """The day lies before the unit's own beginning, or before its last change."""

    message = N_("%(unit)s has been as it is only since %(day)s. Choose a later day.")


class NameIsTaken(RuleBroken):
    """Two units of one name could not be told apart."""

    message = N_("A unit called “%(name)s” exists on that day. Choose another name.")


class NameIsTheSame(RuleBroken):
    """Nothing would change."""

    message = N_("%(unit)s is called so already. Write the new name.")


class DayIsTooFar(RuleBroken):
    """Most likely mistyped."""

    message = N_("This day is more than %(years)s years away. Check the year.")


class GathersReports(RuleBroken):
    """A programme would be left without its standing unit."""

    message = N_("%(unit)s gathers the reports of “%(programme)s”. Let another unit do so first.")


class ParentEnds(RuleBroken):
    """A successor cannot belong to a unit that ends by the same act, or is not there."""

    message = N_("%(name)s cannot belong to a unit that does not exist on that day. Choose another.")


class NotDueYet(RuleBroken):
    """Before its day nothing is carried out."""

    message = N_("This is planned for %(day)s and can be carried out from that day on.")


class SuccessorOfThemselves(RuleBroken):
    """Nobody takes over from themselves."""

    message = N_("Choose another person to take over.")


class LeavesAlready(RuleBroken):
    """The day on which they leave is settled."""

    message = N_("%(person)s leaves on %(day)s already. Take the person back first if that is to change.")


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit as the rules look at it. `since` is the day on which it began or last changed."""

    id: int
    name: str
    short_name: str
    since: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the office holds on the day of a decision.

    `names`: official name on that day (or planned for it) by unit, 0 for a unit that is only planned; `planned`: unit
    to the day of a planned change that it ends or changes by; `planned_heirs`: the same for units that take over.
    `standing`: unit to the programme whose reports it gathers.
    """

    units: Mapping[int, KnownUnit]
    names: tuple[tuple[int, str], ...]
    planned: Mapping[int, date]
    planned_heirs: Mapping[int, date]
    standing: Mapping[int, str]


def check(decision: Decision, known: Known, *, today: date) -> None:
    """Refuse what cannot be: see the refusals above."""
    if abs(decision.on - today) > timedelta(days=366 * MOST_YEARS_AWAY):
        raise DayIsTooFar(years=MOST_YEARS_AWAY)
    _check_number(decision)
    if not {*decision.unit_ids, *decision.taken_over_by} <= known.units.keys():
        raise UnitUnknown
    for unit_id in decision.unit_ids:
        if unit_id in decision.taken_over_by:
            raise SuccessorOfItself(unit=known.units[unit_id].name)
        _check_can_change(known.units[unit_id], decision, known)
    for unit_id in decision.taken_over_by:
        _check_can_take_over(known.units[unit_id], decision, known)
    _check_names(decision, known)
    _check_parents(decision, known)
    if decision.kind is ChangeKind.END and decision.unit_ids[0] in known.standing:
        unit_id = decision.unit_ids[0]
        raise GathersReports(unit=known.units[unit_id].name, programme=known.standing[unit_id])


def _check_number(decision: Decision) -> None:
    """How many units and successors each kind of change has."""
    involved = {*decision.unit_ids, *decision.taken_over_by}
    if decision.kind is ChangeKind.MERGE and (len(involved) < 2 or not decision.unit_ids):
        raise TooFewUnits
    if decision.kind is not ChangeKind.MERGE and len(decision.unit_ids) != 1:
        raise NeedsOneUnit
    if decision.kind is ChangeKind.SPLIT and len(decision.successors) < 2:
        raise TooFewSuccessors
    if decision.kind in (ChangeKind.MERGE, ChangeKind.RENAME) and len(decision.successors) != 1:
        raise NeedsOneSuccessor


def _check_can_change(unit: KnownUnit, decision: Decision, known: Known) -> None:
    if unit.ended_on is not None and unit.ended_on <= decision.on:
        raise UnitEndsBefore(unit=unit.name, day=_day(unit.ended_on))
    for planned in (known.planned, known.planned_heirs):
        if unit.id in planned:
            raise UnitChangesAlready(unit=unit.name, day=_day(planned[unit.id]))
    if unit.ended_on is not None:
        raise UnitEndsBefore(unit=unit.name, day=_day(unit.ended_on))
    if unit.since is not None and unit.since >= decision.on:
        raise EndsBeforeItBegan(unit=unit.name, day=_day(unit.since))


def _check_can_take_over(unit: KnownUnit, decision: Decision, known: Known) -> None:
    if unit.ended_on is not None:
        raise UnitEndsBefore(unit=unit.name, day=_day(unit.ended_on))
    if unit.id in known.planned:
        raise UnitChangesAlready(unit=unit.name, day=_day(known.planned[unit.id]))
    if unit.since is not None and unit.since > decision.on:
        raise EndsBeforeItBegan(unit=unit.name, day=_day(unit.since))


def _check_names(decision: Decision, known: Known) -> None:
    """New names differ from each other and from those of units that go on. A name that ends by this act is free."""
    taken = {name_key(name) for unit_id, name in known.names if unit_id not in decision.unit_ids}
    for successor in decision.successors:
        if successor.id is not None:
            continue
        key = name_key(successor.name)
        if key in taken:
            raise NameIsTaken(name=successor.name)
        taken.add(key)
    if decision.kind is ChangeKind.RENAME:
        unit, new = known.units[decision.unit_ids[0]], decision.successors[0]
        if (unit.name, unit.short_name) == (new.name, new.short_name):
            raise NameIsTheSame(unit=unit.name)


def _check_parents(decision: Decision, known: Known) -> None:
    for successor in decision.successors:
        if successor.parent_id is None or successor.id is not None:
            continue
        parent = known.units.get(successor.parent_id)
        ends = parent is None or (parent.ended_on is not None and parent.ended_on <= decision.on)
        if ends or (decision.kind is not ChangeKind.RENAME and successor.parent_id in decision.unit_ids):
            raise ParentEnds(name=successor.name)


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
