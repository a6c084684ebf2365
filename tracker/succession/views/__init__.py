"""Pages of succession: changes of units, and people who hand over."""

from tracker.succession.views import leaving  # noqa: F401  its routes belong to the same blueprint
from tracker.succession.views.changes import bp

__all__ = ["bp"]
