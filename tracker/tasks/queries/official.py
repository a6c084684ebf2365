"""The official classes as the database counts them."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.tasks.models import Assignment, State
from tracker.tasks.rules import OfficialClass


def handed_in_on(at: sa.SQLColumnExpression[Any] = Assignment.submitted_at) -> sa.ColumnElement[date]:
    """The day on which it was handed in (a part), by the office's clock: it ends at midnight in Vietnam, 17:00 UTC."""
    if db.engine.dialect.name == "postgresql":
        return sa.func.date(sa.func.timezone("Asia/Ho_Chi_Minh", at))
    return sa.func.date(at, "+7 hours")


def class_case(today: date, due: sa.SQLColumnExpression[date | None] = Assignment.due_on) -> sa.Case[str]:
    """`rules.class_of` for the database, against either deadline of a part; a test holds the two together."""
    handed_in = Assignment.state.in_((State.SUBMITTED, State.ACCEPTED)) & Assignment.submitted_at.is_not(None)
    return sa.case(
        (handed_in & (handed_in_on() > due), OfficialClass.DONE_LATE.value),
        (handed_in, OfficialClass.DONE_ON_TIME.value),
        (due.is_(None), OfficialClass.NO_DEADLINE.value),
        (due < today, OfficialClass.OPEN_OVERDUE.value),
        else_=OfficialClass.OPEN_WITHIN_TERM.value,
    )
