"""Pages of plans and of their targets."""

from tracker.plans.views import plans

BLUEPRINTS = (plans.bp,)
