"""Reading plans and their targets."""

from tracker.plans.queries.plans import PlanRow, get_plan, plan_of_document, plans_seen_by

__all__ = ["PlanRow", "get_plan", "plan_of_document", "plans_seen_by"]
