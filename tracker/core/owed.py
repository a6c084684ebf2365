"""The one shape in which the rooms tell what is owed, so that all of it can be asked as one list.

Each room gives a SELECT of these columns (`queries/owed.py`); the room `reminders` puts them together.
"""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa


class OwedKind(StrEnum):
    """What kind of thing a unit owes, in the order in which one day's are listed."""

    PART = "part"  # of a task
    REPORT = "report"  # with an explanation, once it is late
    FORWARD = "forward"  # a report of another unit that goes through this one
    REPLY = "reply"  # to an invitation
    CONFIRMATION = "confirmation"  # of a draft conclusion that addresses the unit
    MEETING = "meeting"  # to be there
    LIST_REPLY = "list_reply"  # to what a compliance list tells of the unit
    RATING_REPLY = "rating_reply"  # to the level that is proposed for the unit
    REVIEW = "review"  # of a pilot, each quarter
    SETTLE_PART = "settle_part"  # the standing unit: accept, return, or answer one that was declined
    SETTLE_REPORT = "settle_report"
    DECIDE_EXTENSION = "decide_extension"


TO_SETTLE = (OwedKind.SETTLE_PART, OwedKind.SETTLE_REPORT, OwedKind.DECIDE_EXTENSION)


def owed_columns(
    kind: OwedKind,
    *,
    record: Any,
    page: Any,
    programme: Any,
    unit: Any,
    title: Any,
    detail: Any,
    due_on: Any,
    state: Any,
) -> tuple[sa.Label[Any], ...]:
    """The columns of one kind.

    `record` is the number of what is owed, `page` of the record whose page shows it (a task, a meeting), `unit` who
    owes it. `detail` tells two of one title apart: a period as `core.periods` writes it, a unit's name, a notation.
    """
    return (
        sa.literal(kind.value, sa.String).label("kind"),
        sa.type_coerce(record, sa.Integer).label("record_id"),
        sa.type_coerce(page, sa.Integer).label("page_id"),
        sa.type_coerce(programme, sa.Integer).label("programme_id"),
        sa.type_coerce(unit, sa.Integer).label("unit_id"),
        sa.cast(title, sa.Text).label("title"),
        sa.cast(detail, sa.Text).label("detail"),
        (sa.cast(sa.null(), sa.Date) if due_on is None else due_on).label("due_on"),
        sa.cast(state, sa.Text).label("state"),
    )
