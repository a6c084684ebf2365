"""Reading tasks: records for changing them, plain rows for lists."""

from tracker.tasks.queries.overview import TaskRow, tasks_seen_by
from tracker.tasks.queries.records import get_assignment, get_task, story_seen_by
from tracker.tasks.queries.work import (
    UnitCount,
    WorkRow,
    as_seen_by,
    owed,
    owed_by_unit,
    parts_of,
    reckoning,
    standing_case,
    work_of_units,
    work_row,
)

__all__ = [
    "TaskRow",
    "UnitCount",
    "WorkRow",
    "as_seen_by",
    "get_assignment",
    "get_task",
    "owed",
    "owed_by_unit",
    "parts_of",
    "reckoning",
    "standing_case",
    "story_seen_by",
    "tasks_seen_by",
    "work_of_units",
    "work_row",
]
