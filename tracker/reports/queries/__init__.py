"""Reading reports."""

from tracker.reports.queries.duties import (
    duties_of,
    duties_to_expect,
    exempt_units,
    get_duty,
    get_exemption,
    periods_brought,
    units_addressed,
)
from tracker.reports.queries.duty_lists import (
    DutyRow,
    PeriodRow,
    WantedDuties,
    duties_seen_by,
    exemptions_of,
    facts_of,
    next_period,
    periods_of_duty,
)
from tracker.reports.queries.forms import form_for, form_of, forms_of

__all__ = [
    "DutyRow",
    "PeriodRow",
    "WantedDuties",
    "duties_of",
    "duties_seen_by",
    "duties_to_expect",
    "exempt_units",
    "exemptions_of",
    "facts_of",
    "form_for",
    "form_of",
    "forms_of",
    "get_duty",
    "get_exemption",
    "next_period",
    "periods_brought",
    "periods_of_duty",
    "units_addressed",
]
