"""What a duty to report is, and what it cannot be."""

from dataclasses import dataclass
from datetime import date

from tracker.core.errors import N_, RuleBroken
from tracker.reports.models import DueRule, Frequency, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyFacts:
    """What is to be reported and when, apart from who reports. `span` is where the clause stands in the document.

    Periods are written as `core.periods.Period` writes them; without a last one it goes on.
    """

    name: str
    frequency: Frequency
    first_period: str
    last_period: str = ""
    window: Window = Window.DECREE
    due_rule: DueRule = DueRule.AFTER_WINDOW
    due_days: int = 0
    due_on: date | None = None
    due_inferred: bool = False
    receiver: str = ""
    about: str = ""
    text: str = ""
    clause: str = ""
    span: tuple[int, int] | None = None


class DutyNeedsUnit(RuleBroken):
    """A duty of nobody."""

    message = N_("Choose who reports: a unit, or a group of units.")


class DueDayStands(RuleBroken):
    """A day is confirmed that was not inferred, or no longer is."""

    message = N_("This day is confirmed already. Nothing needs to be done.")


class ReasonNeeded(RuleBroken):
    """A duty ends, or a unit is exempted, without a word of why."""

    message = N_("Say why: the units concerned will read it.")


class ExemptAlready(RuleBroken):
    """A second exemption of the same."""

    message = N_("%(unit)s is exempt already. End that exemption first, should another hold instead.")


class NotOwedBy(RuleBroken):
    """A unit is exempted from what it does not owe."""

    message = N_("%(unit)s does not owe this report, so there is nothing to exempt it from.")
