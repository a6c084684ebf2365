"""What was ticked in a list of what is due, or all of it that fits the list's filters."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from flask import request

from tracker.core import clock
from tracker.office.models import Programme
from tracker.reminders.narrowing import chosen_in_address, is_narrowed, narrowed
from tracker.reminders.queries import OwedFilter, OwedItem, owed
from tracker.reminders.rules.nudging import MOST_AT_ONCE, NUDGEABLE
from tracker.tasks.queries import reckoning


def selected(programme: Programme) -> Sequence[OwedItem]:
    """By unit: the things whose `key` was sent; without one, those that the filters in the address ask for.

    A form sends what it has `shown` as well, so that it stands there again with all that was typed. A page that is told
    nothing shows nothing. One more than can be nudged about at once is too many, and said to be.
    """
    keys = (request.form.getlist("shown") or request.values.getlist("key"))[: MOST_AT_ONCE + 1]
    chosen = chosen_in_address()
    seen = OwedFilter(programme_ids=[programme.id], kinds=NUDGEABLE)
    if not keys and (request.method == "POST" or not is_narrowed(chosen)):
        return []
    wanted = seen.but(keys=keys) if keys else narrowed(seen, chosen)
    return owed(wanted, reckoning(clock.today()), limit=MOST_AT_ONCE + 1, by_unit=True).rows


def in_units(items: Iterable[OwedItem]) -> list[tuple[str, list[OwedItem]]]:
    """The things of each unit under its name, in the order in which they came."""
    groups = groupby(items, key=lambda item: (item.unit_id, item.unit_name))
    return [(name, list(of_unit)) for (_, name), of_unit in groups]
