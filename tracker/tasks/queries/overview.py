"""Tasks as the list of tasks shows them: a page of them first, then what their parts make of those alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tracker.core.db import db
from tracker.core.paging import Cursor, Page, read_day, write_cursor
from tracker.core.periods import Quarter
from tracker.office.models import Person
from tracker.tasks.models import Recurrence, TaskKind, TaskState
from tracker.tasks.queries.listed import listed
from tracker.tasks.queries.narrowing import patterns_of
from tracker.tasks.rules import OfficialClass, Reckoning

SORTS = ("due", "title", "state", "percent")


class TaskRow(NamedTuple):
    """One task as the list of tasks shows it: its parts of the quarter, how many are done, who leads.

    What recurs has no deadline of its own; `waits_for` is the event that a conditional one has none before.
    """

    id: int
    title: str
    kind: TaskKind
    state: TaskState
    quarter: Quarter | None
    due_on: date | None
    due_inferred: bool
    recurrence: Recurrence | None
    waits_for: str
    source: str
    clause: str
    parts: int
    done: int
    percent: int
    leads: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the list of tasks is narrowed to, and its order: due, title, state or percent, "-" before it from the last.

    `standing` is a standing or an official class that some part of the quarter is in. Words are found with or without
    their marks. What is undated comes last either way.
    """

    kind: TaskKind | None = None
    state: TaskState | None = None
    document_ids: Collection[int] | None = None
    unit_id: int | None = None
    standing: str = ""
    words: str = ""
    sort: str = "due"

    @property
    def by(self) -> str:
        """What it is sorted by."""
        return self.sort.removeprefix("-") if self.sort.removeprefix("-") in SORTS else "due"

    @property
    def down(self) -> bool:
        """From the last on."""
        return self.sort == f"-{self.by}"


def tasks_seen_by(
    person: Person,
    *,
    programme_id: int,
    quarter: Quarter,
    reckoning: Reckoning,
    chosen: Chosen | None = None,
    after: str = "",
    limit: int | None = None,
) -> Page[TaskRow]:
    """The tasks of a quarter, and those that recur in it, that a person may see; `limit` as in `owed`.

    Units are named as they were at the quarter's end.
    """
    chosen = chosen or Chosen()
    units = None if person.observes(programme_id) else sorted(person.own_unit_ids)
    facts = _narrowing(chosen) | {
        "programme_id": programme_id,
        "quarter": quarter,
        "first_day": quarter.first_day,
        "last_day": quarter.last_day,
        "today": reckoning.today,
        "soon_by": reckoning.soon_by,
        "units": units,
    }
    begin = _begin(Cursor.read(after, keys=2), chosen.by)
    facts |= begin or {}
    statement = listed(
        dialect=db.engine.dialect.name,
        own=units is not None,
        narrowed=frozenset(_narrowing(chosen)),
        by=chosen.by,
        down=chosen.down,
        goes_on=None if begin is None else begin["after_place"],
        past=quarter.last_day < reckoning.today,
        limit=limit,
    )
    rows = db.session.execute(statement, facts).all()
    page = [_task_row(row) for row in rows[:limit]]
    if limit is None or len(rows) <= limit:
        return Page(page)
    last = rows[limit - 1]
    key = "" if last.sorted_by is None else str(last.sorted_by)
    return Page(page, write_cursor(str(last.place), key, number=last.id))


def _task_row(row: Any) -> TaskRow:
    *facts, first, count = row[: len(TaskRow._fields) + 1]
    return TaskRow._make([*facts, f"{first} +{count - 1}" if count > 1 else first or ""])


def _narrowing(chosen: Chosen) -> dict[str, Any]:
    names = ("kind", "state", "document_ids", "unit_id")
    facts = {name: getattr(chosen, name) for name in names} | patterns_of(chosen.words)
    if chosen.standing:
        facts["official" if chosen.standing in set(OfficialClass) else "standing"] = chosen.standing
    return {name: fact for name, fact in facts.items() if fact is not None}


def _begin(cursor: Cursor | None, by: str) -> dict[str, Any] | None:
    """Where a cursor stands, as the statement's parameters; None where it makes no sense."""
    if cursor is None or cursor.key[0] not in ("0", "1") or (cursor.key[0] == "1" and by != "due"):
        return None
    place, text = int(cursor.key[0]), cursor.key[1]
    key: Any = text
    if by == "due":
        key = read_day(text)
        if (key is None) != bool(place):
            return None
    elif by == "percent":
        if not (text.isascii() and text.isdigit() and len(text) <= 3):
            return None
        key = int(text)
    return {"after_place": place, "after_key": key, "after_id": cursor.number}
