"""What units owe, a page at a time: overdue, returned, due soon, open by date, undated, submitted, done.

The order is made of stretches, each of which an index holds in its own order; a page takes no more of any stretch than
it can show. So it costs the same however much there is, and however much was done before.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.paging import Cursor, Page, at_most, read_day, write_cursor
from tracker.core.periods import Quarter
from tracker.office.models import Unit
from tracker.office.queries import name_on
from tracker.tasks.models import WAITING, WORKING, Assignment, Task, TaskKind
from tracker.tasks.queries.narrowing import aside, is_in_force, of_documents, patterns_of, words_in
from tracker.tasks.queries.official import class_case
from tracker.tasks.queries.work import WorkRow, read, shown
from tracker.tasks.rules import OfficialClass, Reckoning, Standing

# What a list may be narrowed to beside a standing or an official class.
ALL, NEEDS_A_HAND, DECLINED = "all", "needs-a-hand", "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What a list of parts is narrowed to. `wanted` is a key of STRETCHES_OF; words are found with or without marks."""

    wanted: str = ALL
    kind: TaskKind | None = None
    document_ids: Collection[int] | None = None
    words: str = ""


# A stretch: its name in cursors, and its parts. Those without a deadline follow as a stretch of their own. SQLite takes
# the indexes of WORKING and WAITING only where these words stand here as they stand there.
_WORKING, _WAITING = f"assignment.{WORKING}", f"assignment.{WAITING}"
_OPEN = f"{_WORKING} AND assignment.state <> 'returned'"
_HANDED_IN = f"{_WAITING} AND assignment.state = 'submitted'"
_SENT_BACK = f"{_WAITING} AND assignment.state = 'returned'"
_TURNED_DOWN = f"{_WAITING} AND assignment.state = 'declined'"
_DONE = "assignment.state = 'accepted' AND assignment.quarter = :quarter"
STRETCHES = {
    "overdue": f"{_WORKING} AND assignment.due_on < :today",
    "returned": f"{_SENT_BACK} AND assignment.due_on >= :today",
    "returned-undated": f"{_SENT_BACK} AND assignment.due_on IS NULL",
    "declined-late": f"{_TURNED_DOWN} AND assignment.due_on < :today",
    "declined": f"{_TURNED_DOWN} AND assignment.due_on >= :today",
    "declined-undated": f"{_TURNED_DOWN} AND assignment.due_on IS NULL",
    "due-soon": f"{_OPEN} AND assignment.due_on >= :today AND assignment.due_on <= :soon_by",
    "open": f"{_OPEN} AND assignment.due_on > :soon_by",
    "undated": f"{_OPEN} AND assignment.due_on IS NULL",
    "submitted": f"{_HANDED_IN} AND assignment.due_on IS NOT NULL",
    "submitted-undated": f"{_HANDED_IN} AND assignment.due_on IS NULL",
    "done": f"{_DONE} AND assignment.due_on IS NOT NULL",
    "done-undated": f"{_DONE} AND assignment.due_on IS NULL",
}
_RETURNED, _SUBMITTED = ("returned", "returned-undated"), ("submitted", "submitted-undated")
_ACCEPTED = ("done", "done-undated")
STRETCHES_OF: Mapping[str, Sequence[str]] = {
    ALL: ("overdue", *_RETURNED, "due-soon", "open", "undated", *_SUBMITTED, *_ACCEPTED),
    NEEDS_A_HAND: ("overdue", *_RETURNED, "declined", "declined-undated", *_SUBMITTED),
    DECLINED: ("declined-late", "declined", "declined-undated"),
    Standing.OVERDUE: ("overdue",),
    Standing.RETURNED: _RETURNED,
    Standing.DUE_SOON: ("due-soon",),
    Standing.OPEN: ("open",),
    Standing.UNDATED: ("undated",),
    Standing.SUBMITTED: _SUBMITTED,
    Standing.DONE: _ACCEPTED,
    OfficialClass.DONE_ON_TIME: (*_SUBMITTED, *_ACCEPTED),
    OfficialClass.DONE_LATE: ("submitted", "done"),
    OfficialClass.OPEN_WITHIN_TERM: ("returned", "due-soon", "open"),
    OfficialClass.OPEN_OVERDUE: ("overdue",),
    OfficialClass.NO_DEADLINE: ("returned-undated", "undated"),
}


def owed(
    programme_id: int,
    *,
    quarter: Quarter,
    reckoning: Reckoning,
    unit_ids: Collection[int] | None = None,
    narrowed: Narrowed | None = None,
    after: str = "",
    limit: int | None = None,
) -> Page[WorkRow]:
    """A quarter's parts and what is left of earlier ones, of some units or all (None), most urgent first.

    At most `limit` of them, from the cursor `after` on; None gives them all. A part that ended is owed by nobody.
    """
    narrowed = narrowed or Narrowed()
    names = STRETCHES_OF.get(narrowed.wanted, STRETCHES_OF[ALL])
    facts = _facts_of(narrowed) | {
        "programme_id": programme_id,
        "quarter": quarter,
        "today": reckoning.today,
        "soon_by": reckoning.soon_by,
        "last_day": quarter.last_day,
        "units": _of_units(unit_ids),
    }
    first = _begin(Cursor.read(after, keys=2), names)
    if first is not None:
        names = names[names.index(first[0]) :]
        facts |= {"after_day": first[1], "after_id": first[2]}
    statement = _statement(
        dialect=db.engine.dialect.name,
        names=tuple(names),
        units=None if unit_ids is None else min(len(unit_ids), 2),
        goes_on=first is not None,
        narrowed=frozenset(_facts_of(narrowed)),
        past=quarter.last_day < reckoning.today,
        limit=limit,
    )
    rows = db.session.execute(statement, facts).all()
    page = read(rows[:limit], reckoning)
    if limit is None or len(rows) <= limit:
        return Page(page)
    last = page[-1]
    stretch = names[rows[limit - 1].place]
    return Page(page, write_cursor(stretch, str(last.due_on or ""), number=last.id))


def _of_units(unit_ids: Collection[int] | None) -> int | list[int] | None:
    """One unit is asked for as such: indexes keep the order within it."""
    return None if unit_ids is None else next(iter(unit_ids)) if len(unit_ids) == 1 else sorted(unit_ids)


def _facts_of(narrowed: Narrowed) -> dict[str, Any]:
    """What narrows the list, as the statement's parameters."""
    facts: dict[str, Any] = {"kind": narrowed.kind, "document_ids": narrowed.document_ids}
    facts |= patterns_of(narrowed.words)
    if narrowed.wanted in (OfficialClass.DONE_ON_TIME, OfficialClass.DONE_LATE):
        facts["official"] = str(narrowed.wanted)
    return {name: fact for name, fact in facts.items() if fact is not None}


def _begin(cursor: Cursor | None, names: Sequence[str]) -> tuple[str, Any, int] | None:
    """The stretch that a cursor stands in, and the last row's deadline and number; None where it makes no sense."""
    if cursor is None or cursor.key[0] not in names:
        return None
    day = read_day(cursor.key[1])
    return (cursor.key[0], day, cursor.number) if (day is None) == cursor.key[0].endswith("undated") else None


@cache
def _statement(
    *,
    dialect: str,
    names: tuple[str, ...],
    units: int | None,
    goes_on: bool,
    narrowed: frozenset[str],
    past: bool,
    limit: int | None,
) -> sa.Select[Any]:
    """The question for one shape of list, put together once: its figures are parameters, but for the one row more
    than are shown, which tells that others follow.

    `units` is how many there are: none named, one, or more.
    """
    most = None if limit is None else at_most(limit + 1)
    stretches = []
    for place, name in enumerate(names):
        query: Any = sa.select(Assignment.id, Assignment.due_on, sa.literal_column(str(place)).label("place"))
        query = query.where(sa.text(STRETCHES[name]).bindparams(*_typed(name)), *_belongs(units), *_fits(narrowed))
        if "official" in narrowed:
            query = query.where(class_case(_bound_today(), Assignment.due_on) == sa.bindparam("official"))
        if goes_on and place == 0:
            query = query.where(_is_after(name))
        if most is not None:
            query = query.order_by(Assignment.due_on, Assignment.id)
        stretches.append(sa.select(query.limit(most).subquery()))
    page = sa.union_all(*stretches).subquery() if len(stretches) > 1 else stretches[0].subquery()
    chosen = sa.select(page).order_by(page.c.place, page.c.due_on, page.c.id).limit(most).subquery()
    called = name_on(sa.bindparam("last_day", type_=sa.Date)) if past else Unit.name
    return (
        shown(called, chosen.c.place)
        .join(chosen, chosen.c.id == Assignment.id)
        .order_by(chosen.c.place, chosen.c.due_on, chosen.c.id)
    )


def _bound_today() -> Any:
    return sa.bindparam("today", type_=sa.Date)


def _typed(name: str) -> list[sa.BindParameter[Any]]:
    """The parameters of a stretch, with their types."""
    kinds = {"today": sa.Date(), "soon_by": sa.Date(), "quarter": Assignment.quarter.type}
    return [sa.bindparam(key, type_=kind) for key, kind in kinds.items() if f":{key}" in STRETCHES[name]]


def _belongs(units: int | None) -> list[sa.ColumnElement[bool]]:
    """Of the programme and the units, of that quarter or left from earlier ones: nobody loses sight of those.

    The "+" keeps SQLite from looking for these in an index: it would read all that a unit ever did.
    """
    programme_id, quarter = (
        sa.bindparam("programme_id", type_=sa.Integer),
        sa.bindparam("quarter", type_=Assignment.quarter.type),
    )
    found = [aside(Assignment.quarter) <= quarter]
    found.append((Assignment.programme_id if units is None else aside(Assignment.programme_id)) == programme_id)
    if units == 1:
        found.append(Assignment.unit_id == sa.bindparam("units", type_=sa.Integer))
    elif units is not None:
        found.append(Assignment.unit_id.in_(sa.bindparam("units", expanding=True)))
    return found


def _fits(narrowed: frozenset[str]) -> list[sa.ColumnElement[bool]]:
    """The task is one that units work on, and fits what the list is narrowed to."""
    found: list[sa.ColumnElement[bool]] = []
    if "kind" in narrowed:
        found.append(Task.kind == sa.bindparam("kind", type_=Task.kind.type))
    if "document_ids" in narrowed:
        found.append(of_documents())
    found += words_in(narrowed)
    return [
        is_in_force(),
        *([sa.exists().where(Task.id == Assignment.task_id, *found).correlate(Assignment)] if found else []),
    ]


def _is_after(name: str) -> sa.ColumnElement[bool]:
    day, number = sa.bindparam("after_day", type_=sa.Date), sa.bindparam("after_id", type_=sa.Integer)
    if name.endswith("undated"):
        return Assignment.id > number
    return sa.tuple_(Assignment.due_on, Assignment.id) > sa.tuple_(day, number)
