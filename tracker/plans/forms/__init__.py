"""Forms of plans, targets and their figures."""
