"""What addressees say to a draft, and how all their answers stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.core.errors import N_, RuleBroken
from tracker.meetings.models import Conclusion, Confirmation, Said
from tracker.office.models import Unit


class DisagreementNeedsWords(RuleBroken):
    """A no without a why."""

    message = N_("Say in a few words what the unit disagrees with: the chair reads them.")


class NotAddressed(RuleBroken):
    """An answer for a unit that the conclusion does not address, or no longer does."""

    message = N_("This conclusion does not address that unit. Nothing was recorded.")


class WordedAnew(RuleBroken):
    """It was mended after the page was opened."""

    message = N_("This conclusion was worded anew meanwhile, as you see it now. Read it, then answer once more.")


class NoLongerAsked(RuleBroken):
    """An answer to what was dropped or published."""

    message = N_("This conclusion is no draft any more, so there is nothing to answer.")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the units that a draft addresses have said to its present wording."""

    confirmed: Sequence[Confirmation] = ()
    disagreed: Sequence[Confirmation] = ()
    waiting: Sequence[Unit] = ()


def answers_to(conclusion: Conclusion, units: Iterable[Unit]) -> Answers:
    """The last answer of each of those units counts; what they said to an earlier wording does not."""
    last = {said.unit_id: said for said in conclusion.confirmations if said.wording == conclusion.wording}
    units = list(units)
    given = [last[unit.id] for unit in units if unit.id in last]
    return Answers(
        [said for said in given if said.said is Said.CONFIRMED],
        [said for said in given if said.said is Said.DISAGREED],
        [unit for unit in units if unit.id not in last],
    )
