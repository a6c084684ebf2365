"""What units say of their parts is said while the task is under way: looked at again when nobody can change it."""

from tracker.core.db import hold
from tracker.tasks.models import Task
from tracker.tasks.policy import is_under_way
from tracker.tasks.rules.parts import NotUnderWay


def hold_under_way(task: Task) -> None:
    """Hold a task that is under way: whoever suspends, drops or mends it waits. Raises NotUnderWay."""
    hold(task)
    if not is_under_way(task):
        raise NotUnderWay
