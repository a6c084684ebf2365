"""What is done with reports."""

from tracker.reports.rules.duties import DutyFacts
from tracker.reports.services.duties import (
    add_duty,
    address,
    confirm_due,
    edit_duty,
    end_duty,
    end_exemption,
    exempt,
    extend_duty,
)
from tracker.reports.services.expecting import expect_reports
from tracker.reports.services.forms import edit_form
from tracker.reports.services.handing_over import hand_over

__all__ = [
    "DutyFacts",
    "add_duty",
    "address",
    "confirm_due",
    "edit_duty",
    "edit_form",
    "end_duty",
    "end_exemption",
    "exempt",
    "expect_reports",
    "extend_duty",
    "hand_over",
]
