"""The rules of tasks: which state may follow which, how urgent a part is, and what counts as done."""

from tracker.tasks.rules.refusals import GroupIsEmpty, PartIsSettledThere, ReturnNeedsWords, TaskNeedsUnit
from tracker.tasks.rules.standing import (
    DUE_SOON_WORKING_DAYS,
    Figures,
    OfficialClass,
    Reckoning,
    Standing,
    Stands,
    class_of,
    figures,
    punctuality,
)
from tracker.tasks.rules.states import (
    MOVES,
    TASK_MOVES,
    UNFINISHED,
    furthest_behind,
    is_done,
    mode_of,
    progress_of,
    strongest,
)

__all__ = [
    "DUE_SOON_WORKING_DAYS",
    "MOVES",
    "TASK_MOVES",
    "UNFINISHED",
    "Figures",
    "GroupIsEmpty",
    "OfficialClass",
    "PartIsSettledThere",
    "Reckoning",
    "ReturnNeedsWords",
    "Standing",
    "Stands",
    "TaskNeedsUnit",
    "class_of",
    "figures",
    "furthest_behind",
    "is_done",
    "mode_of",
    "progress_of",
    "punctuality",
    "strongest",
]
