"""What is done to plans and targets."""

from tracker.plans.services.plans import TargetFacts, add_plan, add_target

__all__ = ["TargetFacts", "add_plan", "add_target"]
