"""Reading plans and their targets."""

from tracker.plans.queries.plans import PlanRow, get_plan, plan_of_document, plans_seen_by
from tracker.plans.queries.records import get_amendment, get_target
from tracker.plans.queries.targets import TargetRow, target_rows

__all__ = [
    "PlanRow",
    "TargetRow",
    "get_amendment",
    "get_plan",
    "get_target",
    "plan_of_document",
    "plans_seen_by",
    "target_rows",
]
