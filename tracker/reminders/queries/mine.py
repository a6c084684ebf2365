"""What one person has to do: of the units that they act for, and what waits for the word of a programme's staff."""

from itertools import islice

from tracker.core.owed import TO_SETTLE, OwedKind
from tracker.office.models import Person
from tracker.reminders.queries.owed import OwedFilter, OwedItem, count_owed, owed
from tracker.tasks.rules import Reckoning, Standing

NEEDS_A_HAND = (Standing.OVERDUE, Standing.RETURNED, Standing.DUE_SOON)
MOST_LOOKED_AT = 300  # of units, and of what waits for staff
_OF_UNITS = tuple(kind for kind in OwedKind if kind not in TO_SETTLE)


def mine(person: Person, reckoning: Reckoning, *, limit: int | None = None) -> list[OwedItem]:
    """The earliest day first; of units before what waits for staff. At most `limit` of each."""
    return [item for chosen in _chosen(person) for item in owed(chosen, reckoning, limit=limit).rows]


def pressing(person: Person, reckoning: Reckoning, *, limit: int) -> list[OwedItem]:
    """Those of them that need a hand now, as `count_mine` counts them."""
    urgent = (item for item in mine(person, reckoning, limit=MOST_LOOKED_AT) if _presses(item.kind, item.standing))
    return list(islice(urgent, limit))


def count_mine(person: Person, reckoning: Reckoning) -> int:
    """How many need a hand now: overdue, returned or due soon, and all that waits for staff."""
    return sum(
        number
        for chosen in _chosen(person)
        for (_, kind, standing), number in count_owed(chosen, reckoning).items()
        if _presses(kind, standing)
    )


def of_unit(unit_id: int, reckoning: Reckoning) -> list[OwedItem]:
    """What one unit's people have to do."""
    return list(owed(OwedFilter(unit_ids=[unit_id], kinds=_OF_UNITS), reckoning).rows)


def _presses(kind: OwedKind, standing: Standing) -> bool:
    return standing in NEEDS_A_HAND or kind in TO_SETTLE


def _chosen(person: Person) -> list[OwedFilter]:
    run = {number for number in person.observed_programme_ids if person.runs(number)}
    asked = [OwedFilter(unit_ids=person.own_unit_ids, kinds=_OF_UNITS)] if person.own_unit_ids else []
    return [*asked, OwedFilter(programme_ids=run, kinds=TO_SETTLE)] if run else asked
