"""Pages of intake: the documents taken in, and each of their proposals."""

from tracker.intake.views import intakes, items

BLUEPRINTS = (intakes.bp, items.bp)
