"""Pages of tasks: the tasks themselves, and each unit's part."""

from tracker.tasks.views.assignments import bp as assignments
from tracker.tasks.views.tasks import bp as tasks

__all__ = ["assignments", "tasks"]
