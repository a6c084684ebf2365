"""What is done to tasks."""

from tracker.tasks.services.handing_over import HandedOver, hand_over
from tracker.tasks.services.tasks import (
    Addressed,
    TaskFacts,
    accept_assignment,
    add_task,
    edit_task,
    report_no_change,
    return_assignment,
    submit_assignment,
    units_meant,
    update_progress,
)

__all__ = [
    "Addressed",
    "HandedOver",
    "TaskFacts",
    "accept_assignment",
    "add_task",
    "edit_task",
    "hand_over",
    "report_no_change",
    "return_assignment",
    "submit_assignment",
    "units_meant",
    "update_progress",
]
