"""Pages of plans and of their targets."""

from tracker.plans.views import amendments, grid, measurements, plans, targets

BLUEPRINTS = (plans.bp, targets.bp, amendments.bp, measurements.bp, grid.bp)
