"""How much waits for the answer of a programme's staff: it has no day, so a morning's mail only counts it."""

from datetime import date

from tracker.core.owed import OwedKind
from tracker.core.workdays import WorkCalendar
from tracker.reminders.queries.owed import OwedFilter, count_owed
from tracker.reminders.queries.readers import Readers
from tracker.reminders.rules import Rung
from tracker.tasks.rules import Reckoning

_HANDED_IN = (OwedKind.SETTLE_PART, OwedKind.SETTLE_REPORT)


def waiting_for(told: Readers, day: date, calendar: WorkCalendar) -> dict[int, int]:
    """By person, how many things that were handed in wait for them: of each programme whose staff they are."""
    found: dict[int, int] = {}
    for (rung, programme_id), people in told.standing.items():
        if rung is Rung.STAFF:
            chosen = OwedFilter(programme_ids=(programme_id,), kinds=_HANDED_IN)
            number = sum(count_owed(chosen, Reckoning(day, calendar)).values())
            for reader in people:
                found[reader.person_id] = found.get(reader.person_id, 0) + number
    return found
