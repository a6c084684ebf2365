"""Who counts as late, and when people can be counted."""

from datetime import datetime, timedelta

from tracker.core.errors import N_, RuleBroken

GRACE = timedelta(minutes=15)  # after the meeting was opened: a full room takes that long to be counted


class CountedInSession(RuleBroken):
    """Before a meeting nobody is there, and afterwards who was there stays as it is."""

    message = N_(
        "Who is present is recorded while the meeting lasts, and this one is “%(state)s”. Nothing was changed."
    )


class CodeDoesNotCount(RuleBroken):
    """The code was renewed, or is none."""

    message = N_("This code does not count any more. Scan the one that is shown now, or tell the standing staff.")


class ArrivalIsToCome(RuleBroken):
    """Nobody arrives later than now."""

    message = N_("That time has not come yet. Write when they came, or leave it empty if they were there at the start.")


def is_late(present_at: datetime, opened_at: datetime | None) -> bool:
    """Later than a quarter of an hour after it was opened."""
    return opened_at is not None and present_at > opened_at + GRACE
