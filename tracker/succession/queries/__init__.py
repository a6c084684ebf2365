"""Reading what is decided about units, and what a decision would move."""

from tracker.succession.queries.changes import (
    ChangeRow,
    ahead_for,
    called_before,
    changes,
    due_ids,
    get_change,
    known_for,
    units_to_choose,
)
from tracker.succession.queries.leaving import Leaves, people_who_stay, what_leaves
from tracker.succession.queries.preview import Preview, preview

__all__ = [
    "ChangeRow",
    "Leaves",
    "Preview",
    "ahead_for",
    "called_before",
    "changes",
    "due_ids",
    "get_change",
    "known_for",
    "people_who_stay",
    "preview",
    "units_to_choose",
    "what_leaves",
]
