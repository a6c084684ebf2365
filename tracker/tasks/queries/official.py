"""The official classes as the database counts them."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.tasks.models import Assignment, State
from tracker.tasks.rules import OfficialClass

_Due = sa.SQLColumnExpression[date | None]


def handed_in_on(at: sa.SQLColumnExpression[Any] = Assignment.submitted_at) -> sa.ColumnElement[date]:
    """The day on which it was handed in (a part), by the office's clock: it ends at midnight in Vietnam, 17:00 UTC."""
    if db.engine.dialect.name == "postgresql":
        # An interval, which costs half of what looking the zone up by its name does; it has no summer time.
        return sa.func.date(sa.func.timezone(sa.literal_column("INTERVAL '7 hours'"), at))
    return sa.func.date(at, "+7 hours")


def handed_in_late(
    due: _Due = Assignment.due_on, at: sa.SQLColumnExpression[Any] = Assignment.submitted_at
) -> sa.ColumnElement[bool]:
    """Whether it was handed in after that day; never unknown."""
    late: sa.ColumnElement[bool] = handed_in_on(at) > due
    if db.engine.dialect.name == "sqlite":  # a moment is text there, and reading it as such costs least
        late = sa.type_coerce(at, sa.String) >= sa.type_coerce(due, sa.String).concat(sa.literal_column("' 17'"))
    return sa.func.coalesce(late, sa.false())


def class_conditions(today: date, due: _Due = Assignment.due_on) -> dict[OfficialClass, sa.ColumnElement[bool]]:
    """`rules.class_of` for the database, against either deadline of a part; a test holds the two together."""
    done = (Assignment.state == State.ACCEPTED) | (Assignment.state == State.SUBMITTED)  # a third quicker than IN
    handed_in = Assignment.submitted_at.is_not(None) & done
    return {
        OfficialClass.DONE_ON_TIME: handed_in & ~handed_in_late(due),
        OfficialClass.DONE_LATE: handed_in & handed_in_late(due),
        OfficialClass.OPEN_WITHIN_TERM: ~handed_in & (due >= today),
        OfficialClass.OPEN_OVERDUE: ~handed_in & (due < today),
        OfficialClass.NO_DEADLINE: ~handed_in & due.is_(None),
    }


def class_case(today: date, due: _Due = Assignment.due_on) -> sa.Case[str]:
    """The class of a part as a word."""
    return sa.case(*((counts, name.value) for name, counts in class_conditions(today, due).items()))
