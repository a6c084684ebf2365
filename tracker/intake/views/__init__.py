"""Pages of intake: the documents taken in, and each of their proposals."""

from tracker.intake.views.intakes import bp as intakes
from tracker.intake.views.items import bp as proposals

__all__ = ["intakes", "proposals"]
