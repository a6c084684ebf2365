"""What the worker does for units: carry out what was planned, once its day has come."""

from datetime import date

from tracker.core import clock
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere, RuleBroken
from tracker.succession import queries, services


def carry_out_due(today: date) -> int:
    """Carry out every planned change whose day has come, each in a transaction of its own. Returns how many.

    One that no longer fits is told to the admins with its reason, and does not hold up the others.
    """
    return sum(_carry_out(change_id) for change_id in queries.due_ids(today))


def _carry_out(change_id: int) -> bool:
    change = queries.get_change(change_id)
    if change is None:
        return False
    try:
        with transaction():
            services.carry_out(change, by=None, at=clock.now())
    except (ChangedMeanwhile, NotFromHere):
        return False  # another has just done it, or works on it: the next round sees
    except RuleBroken as refusal:
        with transaction():
            services.note_refusal(change, refusal, at=clock.now())
        return False
    return True
