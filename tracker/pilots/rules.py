"""The rules of pilots: which state may follow which, which years and quarters fit, what is refused."""

from collections.abc import Collection, Mapping
from datetime import date

from tracker.core.errors import N_, RuleBroken
from tracker.core.periods import Quarter
from tracker.pilots.models import PilotState

MOVES: Mapping[PilotState, set[PilotState]] = {
    PilotState.REGISTERED: {PilotState.RUNNING, PilotState.ENDED},
    PilotState.RUNNING: {PilotState.CONVERTED, PilotState.ENDED},
    PilotState.CONVERTED: set(),
    PilotState.ENDED: set(),
}
OPEN = (PilotState.REGISTERED, PilotState.RUNNING)  # they count for their year, and go to a successor
FIRST_YEAR, LAST_YEAR = 2000, 2100


class NoSuchYear(RuleBroken):
    """A slip of the hand: 202, 20266."""

    message = N_("Write the year with four digits, from %(first)s to %(last)s.")


class RegisteredForThatYear(RuleBroken):
    """A pilot is registered once for a year."""

    message = N_("This pilot is registered for %(year)s already.")


class NotBornThen(RuleBroken):
    """A pilot is maintained in years after the first."""

    message = N_("This pilot was first registered for %(first)s. Choose a later year.")


class UnitHasThisPilot(RuleBroken):
    """The unit registers anew what it has under way."""

    message = N_("The unit has a pilot of this name under way. Open it and register it for another year there.")


class UnitCannotRegister(RuleBroken):
    """The unit has ended, or takes no part in the programme."""

    message = N_("%(unit)s takes no part in this programme today. Choose another unit.")


class ForeignOrigin(RuleBroken):
    """What it is replicated from belongs to another programme, or is no pilot."""

    message = N_("No such pilot is in this programme. Search for it again by its name.")


class PilotNeedsReason(RuleBroken):
    """A pilot ends without a word."""

    message = N_("Write why the pilot ends, so that others can learn from it.")


class BeganLater(RuleBroken):
    """What runs, or is over, would begin on a day to come, or after its end."""

    message = N_("The pilot ran by %(day)s. Write a day up to then.")


class NotUnderReview(RuleBroken):
    """The quarter lies before the pilot began, after it was over, or has not come."""

    message = N_("The pilot was not running in quarter %(quarter)s. Choose a quarter in which it was.")


class ReviewNeedsWords(RuleBroken):
    """What does not work well needs a reason."""

    message = N_("Write what hinders the pilot and what should be done.")


def check_year(year: int) -> None:
    """Refuse what nobody can mean."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchYear(first=FIRST_YEAR, last=LAST_YEAR)


def check_maintained(year: int, registered: Collection[int]) -> None:
    """A year after the first that is not registered yet."""
    check_year(year)
    if year in registered:
        raise RegisteredForThatYear(year=year)
    if registered and year < min(registered):
        raise NotBornThen(first=min(registered))


def is_reviewed_in(quarter: Quarter, *, began_on: date | None, ended_on: date | None, today: date) -> bool:
    """Whether a pilot that began and ended on those days ran in some part of a quarter that has begun."""
    if began_on is None or quarter.first_day > today:
        return False
    return began_on <= quarter.last_day and (ended_on is None or ended_on >= quarter.first_day)
