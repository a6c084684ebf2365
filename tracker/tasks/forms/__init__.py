"""Forms of tasks and of units' parts."""

from tracker.tasks.forms.parts import ProgressForm, ReturnForm
from tracker.tasks.forms.tasks import NewTaskForm, TaskForm

__all__ = ["NewTaskForm", "ProgressForm", "ReturnForm", "TaskForm"]
