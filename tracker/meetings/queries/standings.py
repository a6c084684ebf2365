"""How each unit of a programme stands when it meets: its parts of the quarter, and the reports that it owes."""

from typing import NamedTuple

from tracker.core.periods import Quarter
from tracker.office.models import Person
from tracker.office.queries import member_names
from tracker.reports.queries.listed import Owed, owed_by_unit
from tracker.tasks import queries as tasks
from tracker.tasks.rules import Reckoning, Standing

_OPEN = (Standing.RETURNED, Standing.DUE_SOON, Standing.OPEN, Standing.UNDATED)


class UnitStanding(NamedTuple):
    """A unit's parts of a quarter and what is left of earlier ones; handed in counts as done. `open` is not overdue."""

    unit_id: int
    unit_name: str
    on_time: int
    late: int
    overdue: int
    open: int
    reports_owed: int
    reports_late: int


def standing_of_units(
    person: Person, *, programme_id: int, quarter: Quarter, reckoning: Reckoning
) -> list[UnitStanding]:
    """Every unit of a programme, by kind and name, those too that owe nothing; for a unit's people, their own. Three
    questions."""
    unit_ids = seen_units(person, programme_id)
    parts_owed = tasks.owed_by_unit(programme_id, quarter=quarter, reckoning=reckoning, unit_ids=unit_ids)
    counted = {one.unit_id: one for one in parts_owed}
    reports = owed_by_unit(programme_id, quarter=quarter, today=reckoning.today, unit_ids=unit_ids)
    names = dict(member_names(programme_id, on=min(quarter.last_day, reckoning.today)))
    names |= {one.unit_id: one.unit_name for one in counted.values() if one.unit_id not in names}
    found = []
    for unit_id, name in names.items():
        if unit_ids is not None and unit_id not in unit_ids:
            continue
        parts, owed = counted.get(unit_id), reports.get(unit_id, Owed())
        figures = (0, 0, 0, 0)
        if parts is not None:
            still = sum(parts.of(standing) for standing in _OPEN)
            figures = (parts.on_time, parts.late, parts.of(Standing.OVERDUE), still)
        found.append(UnitStanding(unit_id, name, *figures, *owed))
    return found


def seen_units(person: Person, programme_id: int) -> frozenset[int] | None:
    """Whose facts a person sees at a meeting: everybody's (None), or those of their own units."""
    return None if person.observes(programme_id) else person.own_unit_ids
