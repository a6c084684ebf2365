"""What is done to plans and targets."""

from tracker.plans.services.amendments import amend_target, withdraw_amendment
from tracker.plans.services.measurements import Entry, measure, measure_units, record_count
from tracker.plans.services.plans import add_plan
from tracker.plans.services.targets import TargetFacts, add_target, end_target, mend_target

__all__ = [
    "Entry",
    "TargetFacts",
    "add_plan",
    "add_target",
    "amend_target",
    "end_target",
    "measure",
    "measure_units",
    "mend_target",
    "record_count",
    "withdraw_amendment",
]
