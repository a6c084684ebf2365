"""What meetings concluded, over all of them, and what became of it: a page at a time, and counted by meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.paging import Cursor, Page, at_most, read_day, write_cursor
from tracker.core.periods import Quarter
from tracker.meetings.models import Conclusion, ConclusionKind, Meeting
from tracker.meetings.policy import addressed_to, conclusions_visible_to
from tracker.meetings.queries.addressed import addressed_names
from tracker.meetings.queries.fulfilment import Fulfilled, judged, read
from tracker.meetings.rules.fulfilment import DONE, LEFT, Fulfilment
from tracker.office.models import Person

MOST_WORDS = 8  # that somebody looks for at once
# What a list can be narrowed to, and which of them that means.
STATES = {
    "left": LEFT,
    "overdue": (Fulfilment.OVERDUE,),
    "open": (Fulfilment.OPEN,),
    "done": DONE,
    "late": (Fulfilment.LATE,),
    "closed": (Fulfilment.DROPPED, Fulfilment.REPLACED),
}
_LAST = date(9999, 12, 31)  # where what is undated stands in the order; nobody is shown it


class FollowedRow(NamedTuple):
    """A published conclusion as the list shows it."""

    id: int
    number: str
    text: str
    kind: ConclusionKind
    due_on: date | None
    due_words: str
    meeting_id: int
    meeting_title: str
    quarter: Quarter
    held_on: date | None
    addressed: str
    came: Fulfilled


class MeetingCount(NamedTuple):
    """How many conclusions of a meeting a person may see, and how those stand that they may know of."""

    meeting_id: int
    title: str
    quarter: Quarter
    held_on: date | None
    all: int
    on_time: int
    late: int
    overdue: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowChosen:
    """What the list is narrowed to: some quarters, one meeting, who is addressed; `state` is a key of STATES.

    By meeting, the last one first, in the order of its notice; `sort` may be "due" or "-due".
    """

    quarters: Sequence[Quarter] = ()
    meeting_id: int | None = None
    unit_id: int | None = None
    state: str = ""
    kind: ConclusionKind | None = None
    words: str = ""
    sort: str = ""


def conclusions_followed(
    person: Person,
    *,
    programme_id: int,
    today: date,
    chosen: FollowChosen,
    after: str = "",
    limit: int | None = None,
) -> Page[FollowedRow]:
    """The published conclusions of a programme that a person may see, from the cursor on; one question."""
    columns = (
        Conclusion.id,
        Conclusion.number,
        Conclusion.text,
        Conclusion.kind,
        Conclusion.due_on,
        Conclusion.due_words,
        Meeting.id.label("meeting_id"),
        Meeting.title,
        Meeting.quarter,
        Meeting.held_on,
        Conclusion.position,
        addressed_names().label("addressed"),
    )
    query = _all_of(person, programme_id, today).add_columns(*columns)
    query = query.where(*_narrowing(chosen, query.selected_columns["state"]), *_after(after, chosen.sort))
    query = query.order_by(*_order(chosen.sort))
    found = db.session.execute(query.limit(None if limit is None else at_most(limit + 1))).all()
    shown = found[:limit]
    rows = [
        FollowedRow(
            id=row.id,
            number=row.number,
            text=row.text,
            kind=row.kind,
            due_on=row.due_on,
            due_words=row.due_words,
            meeting_id=row.meeting_id,
            meeting_title=row.title,
            quarter=row.quarter,
            held_on=row.held_on,
            addressed=row.addressed,
            came=read(row),
        )
        for row in shown
    ]
    if limit is None or len(found) <= limit:
        return Page(rows)
    return Page(rows, _cursor(shown[-1], chosen.sort))


def counts_by_meeting(person: Person, *, programme_id: int, today: date) -> list[MeetingCount]:
    """The same counted for each published meeting, the last one first; one question."""
    facts = (Meeting.id.label("meeting_id"), Meeting.title, Meeting.quarter, Meeting.held_on)
    known = _all_of(person, programme_id, today).add_columns(*facts).subquery()
    of = ("meeting_id", "title", "quarter", "held_on")
    counts = [
        sa.func.count().filter(known.c.state == state.value)
        for state in (Fulfilment.ON_TIME, Fulfilment.LATE, Fulfilment.OVERDUE, Fulfilment.OPEN)
    ]
    columns = [known.c[name] for name in of]
    query = sa.select(*columns, sa.func.count(), *counts).group_by(*columns)
    rows: Any = db.session.execute(query.order_by(known.c.quarter.desc(), known.c.meeting_id.desc()))
    return [MeetingCount(*row) for row in rows]


def _all_of(person: Person, programme_id: int, today: date) -> sa.Select[Any]:
    return judged(person, today, Meeting.programme_id == programme_id, conclusions_visible_to(person))


def _narrowing(chosen: FollowChosen, state: Any) -> list[sa.ColumnElement[bool]]:
    wanted: list[sa.ColumnElement[bool]] = []
    if chosen.quarters:
        wanted.append(Meeting.quarter.in_(chosen.quarters))
    if chosen.meeting_id is not None:
        wanted.append(Meeting.id == chosen.meeting_id)
    if chosen.unit_id is not None:
        wanted.append(addressed_to([chosen.unit_id]))
    if chosen.kind is not None:
        wanted.append(Conclusion.kind == chosen.kind)
    if chosen.state in STATES:
        wanted.append(state.in_([one.value for one in STATES[chosen.state]]))
    words = fold(chosen.words).replace("/", "//").replace("%", "/%").replace("_", "/_").split()
    return wanted + [Conclusion.folded.like(f"%{word}%", escape="/") for word in words[:MOST_WORDS]]


def _order(sort: str) -> tuple[Any, ...]:
    due = sa.func.coalesce(Conclusion.due_on, _LAST)
    if sort == "due":
        return due, Conclusion.id
    if sort == "-due":
        return due.desc(), Conclusion.id.desc()
    return Meeting.quarter.desc(), Meeting.id.desc(), Conclusion.position, Conclusion.id


def _cursor(last: Any, sort: str) -> str:
    if sort in ("due", "-due"):
        return write_cursor(str(last.due_on or _LAST), number=last.id)
    return write_cursor(str(last.quarter), str(last.meeting_id), str(last.position), number=last.id)


def _after(after: str, sort: str) -> list[sa.ColumnElement[bool]]:
    """What follows a cursor in that order; everything where it makes no sense."""
    if sort in ("due", "-due"):
        cursor = Cursor.read(after, keys=1)
        day = read_day(cursor.key[0]) if cursor is not None else None
        if cursor is None or day is None:
            return []
        place, last = sa.tuple_(_order("due")[0], Conclusion.id), sa.tuple_(sa.literal(day), sa.literal(cursor.number))
        return [place > last if sort == "due" else place < last]
    cursor = Cursor.read(after, keys=3)
    if cursor is None or not all(part.isascii() and part.isdigit() and len(part) < 10 for part in cursor.key[1:]):
        return []
    try:
        quarter = Quarter.parse(cursor.key[0])
    except ValueError:
        return []
    meeting_id, position = int(cursor.key[1]), int(cursor.key[2])
    earlier = sa.tuple_(Meeting.quarter, Meeting.id) < sa.tuple_(
        sa.literal(quarter, Meeting.quarter.type), sa.literal(meeting_id)
    )
    further = sa.tuple_(Conclusion.position, Conclusion.id) > sa.tuple_(sa.literal(position), sa.literal(cursor.number))
    return [earlier | ((Meeting.id == meeting_id) & further)]
