"""More time for a part: which state of a request may follow which, what is refused, and lateness against both days."""

from collections.abc import Mapping
from datetime import date

from tracker.core.errors import N_, RuleBroken
from tracker.tasks.models import ExtensionState

EXTENSION_MOVES: Mapping[ExtensionState, set[ExtensionState]] = {
    ExtensionState.ASKED: {ExtensionState.GRANTED, ExtensionState.REFUSED, ExtensionState.WITHDRAWN},
    ExtensionState.GRANTED: set(),
    ExtensionState.REFUSED: set(),
    ExtensionState.WITHDRAWN: set(),
}


class NoDeadlineToExtend(RuleBroken):
    """What has no day needs no other."""

    message = N_("This part has no deadline, so there is none to extend.")


class NotLaterThanDeadline(RuleBroken):
    """The new day is no later than the one that counts."""

    message = N_("The new deadline must be later than the present one, %(due)s.")


class NewDeadlineHasPassed(RuleBroken):
    """Later than the deadline, but gone by."""

    message = N_("%(day)s has passed already. Give a day from today on.")


class NewDeadlineMissing(RuleBroken):
    """What was typed names no day."""

    message = N_("Say until when, for example 30/11.")


class ExtensionNeedsReason(RuleBroken):
    """More time is asked for without saying why."""

    message = N_("Say why the unit needs more time.")


class RefusalNeedsWords(RuleBroken):
    """More time is refused without saying why."""

    message = N_("Say why the deadline stays, so that the unit knows.")


class ExtensionWaits(RuleBroken):
    """One request at a time."""

    message = N_("More time was asked for already, until %(wanted)s. It waits for an answer; withdraw it to ask anew.")


def check_new_deadline(wanted: date | None, *, due: date | None, today: date) -> date:
    """The day, where it can be the new deadline; a RuleBroken says why not."""
    if due is None:
        raise NoDeadlineToExtend
    if wanted is None:
        raise NewDeadlineMissing
    if wanted <= due:
        raise NotLaterThanDeadline(due=f"{due:%d/%m/%Y}")
    if wanted < today:
        raise NewDeadlineHasPassed(day=f"{wanted:%d/%m/%Y}")
    return wanted


def wanted_since(due: date | None, *, today: date) -> date:
    """From when a new deadline can be: what completes "15/1"."""
    return max(due or today, today)


def days_after_first(due: date | None, first_due: date | None, day: date) -> int:
    """How many days after the deadline that was given at first, where another counts now; 0 in time, or without one."""
    if first_due is None or first_due == due:
        return 0
    return max((day - first_due).days, 0)
