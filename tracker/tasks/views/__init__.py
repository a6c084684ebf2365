"""Pages of tasks: the tasks themselves, and each unit's part."""

from tracker.tasks.views import assignments, tasks

BLUEPRINTS = (tasks.bp, assignments.bp)
