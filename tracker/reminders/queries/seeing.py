"""Of what is owed, what a person may read."""

from tracker.core.owed import TO_SETTLE, OwedKind
from tracker.office.models import Person
from tracker.reminders.queries.owed import OwedFilter


def seen_by(person: Person, programme_id: int) -> OwedFilter:
    """All of a programme that the person reads whole; of any other, what their own units owe.

    What waits for the standing unit's word is other units' work: its people read of it by their roles, not their unit.
    """
    everything = OwedFilter(programme_ids=[programme_id])
    if person.observes(programme_id):
        return everything
    own = [kind for kind in OwedKind if kind not in TO_SETTLE]
    return everything.but(unit_ids=person.own_unit_ids, kinds=own)
