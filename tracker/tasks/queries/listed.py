"""The question that the list of tasks asks: some stretches of tasks in their order, then what their parts come to."""

from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa

from tracker.core.paging import at_most
from tracker.documents.models import Document
from tracker.office.models import Unit
from tracker.office.queries import name_on
from tracker.tasks.models import (
    RECURRING,
    Assignment,
    DueKind,
    Part,
    Recurrence,
    State,
    Task,
    TaskKind,
    TaskMode,
    TaskState,
)
from tracker.tasks.queries.narrowing import aside, of_documents, words_in
from tracker.tasks.queries.official import class_case
from tracker.tasks.queries.work import standing_on

MOST_OF_TITLE = 80  # signs that tasks are sorted by


@cache
def listed(
    *,
    dialect: str,
    own: bool,
    narrowed: frozenset[str],
    by: str,
    down: bool,
    goes_on: int | None,
    past: bool,
    limit: int | None,
) -> sa.Select[Any]:
    """The question for one shape of list, put together once: its figures are parameters, but for the one row more
    than are shown, which tells that others follow.
    """
    most = None if limit is None else at_most(limit + 1)
    keys: dict[str, sa.SQLColumnExpression[Any]] = {
        "due": Task.due_on,
        "title": sa.func.substr(Task.folded, 1, MOST_OF_TITLE),
        "state": sa.cast(Task.state, sa.String),
        "percent": _percent(),
    }
    key = keys[by]
    stretches = []
    for place in (0, 1) if by == "due" else (0,):
        if goes_on is not None and place < goes_on:
            continue
        for members in (_own(),) if own else (_of_quarter(), _recurring()):
            query: Any = sa.select(Task.id, sa.literal_column(str(place)).label("place"), key.label("sorted_by"))
            programme = aside(Task.programme_id) if own else Task.programme_id
            query = query.where(programme == _bound("programme_id", sa.Integer), *members, *_fits(narrowed))
            if by == "due":
                query = query.where(Task.due_on.is_(None) if place else Task.due_on.is_not(None))
            if goes_on == place:
                query = query.where(_is_after(key, undated=bool(place), down=down))
            if most is not None:
                query = query.order_by(*_in_order(key, Task.id, down=down)).limit(most)
            stretches.append(sa.select(query.subquery()))
    union = (sa.union_all(*stretches) if len(stretches) > 1 else stretches[0]).subquery()
    page = sa.select(union).order_by(union.c.place, *_in_order(union.c.sorted_by, union.c.id, down=down)).limit(most)
    return _shown(page.cte("page"), down=down, past=past)


def _in_order(key: Any, number: Any, *, down: bool) -> tuple[Any, Any]:
    return (key.desc(), number.desc()) if down else (key, number)


def _is_after(key: Any, *, undated: bool, down: bool) -> sa.ColumnElement[bool]:
    row: Any = Task.id if undated else sa.tuple_(key, Task.id)
    number = _bound("after_id", sa.Integer)
    last: Any = number if undated else sa.tuple_(sa.bindparam("after_key", type_=key.type), number)
    after: sa.ColumnElement[bool] = row < last if down else row > last
    return after


def _bound(name: str, kind: Any) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=kind)


def _of_this_quarter(part: Any) -> sa.ColumnElement[bool]:
    """A part belongs to the quarter that its period ends in."""
    ends: sa.SQLColumnExpression[date] = part.period_end
    return ends.between(_bound("first_day", sa.Date), _bound("last_day", sa.Date))


def _of_quarter() -> tuple[sa.ColumnElement[bool], ...]:
    return (Task.quarter == _bound("quarter", Task.quarter.type),)


def _recurring() -> tuple[sa.ColumnElement[bool] | sa.TextClause, ...]:
    """What is listed under no quarter or another one, and owed in this one."""
    other = Task.quarter.is_(None) | (Task.quarter != _bound("quarter", Task.quarter.type))
    part = sa.orm.aliased(Assignment)
    owed = sa.exists().where(part.task_id == Task.id, _of_this_quarter(part), part.state != State.ENDED)
    return (sa.text(RECURRING), other, owed)


def _own() -> tuple[sa.ColumnElement[bool], ...]:
    """Of the tasks that a unit may see (`policy.visible_to`), those in which it has a part in this quarter."""
    parts = sa.select(Assignment.task_id).where(
        Assignment.unit_id.in_(sa.bindparam("units", expanding=True)),
        Assignment.quarter == _bound("quarter", Assignment.quarter.type),
    )
    return (Task.state != TaskState.DRAFT, Task.id.in_(parts))


def _fits(narrowed: frozenset[str]) -> list[sa.ColumnElement[bool]]:
    columns: dict[str, Any] = {"kind": Task.kind, "state": Task.state}
    found = [column == _bound(name, column.type) for name, column in columns.items() if name in narrowed]
    found += words_in(narrowed)
    if "document_ids" in narrowed:
        found.append(of_documents())
    of_part = []
    if "unit_id" in narrowed:
        of_part.append(Assignment.unit_id == _bound("unit_id", sa.Integer))
    if "standing" in narrowed:
        stands = standing_on(_bound("today", sa.Date), _bound("soon_by", sa.Date))
        of_part.append(stands == _bound("standing", sa.String))
    if "official" in narrowed:
        of_part.append(class_case(_bound("today", sa.Date)) == _bound("official", sa.String))  # type: ignore[arg-type]
    if of_part:
        live = (Assignment.task_id == Task.id, _of_this_quarter(Assignment), Assignment.state != State.ENDED)
        found.append(sa.exists().where(*live, *of_part).correlate(Task))
    return found


def _counted(part: Any) -> sa.ColumnElement[bool]:
    """The parts that a task's percent is read from (`rules.progress_of`)."""
    duty: sa.SQLColumnExpression[Part] = part.part
    return (Task.mode == TaskMode.EACH) | (duty == Part.LEAD)


def _mean(part: Any) -> sa.ColumnElement[int]:
    counted = _counted(part)
    percents, parts = (sa.func.sum(sa.case((counted, figure), else_=0)) for figure in (part.percent, 1))
    return sa.func.coalesce(percents.op("/")(sa.func.nullif(parts, 0)), 0)


def _recurrence() -> sa.Case[Recurrence | None]:
    """How often a task recurs: where nothing else is said, each quarter (`rules.recurs`)."""
    recurs = (Task.kind == TaskKind.REGULAR) | (Task.due_kind == DueKind.RECURRING)
    return sa.case((recurs, sa.func.coalesce(Task.recurrence, sa.literal(Recurrence.QUARTERLY, Task.recurrence.type))))


def _percent() -> sa.ScalarSelect[int]:
    """Sorting by it asks for the parts of every task of the quarter: the one order that no index holds."""
    part = sa.orm.aliased(Assignment)
    live = (part.task_id == Task.id, _of_this_quarter(part), part.state != State.ENDED)
    return sa.select(_mean(part)).where(*live).correlate(Task).scalar_subquery()


def _shown(page: sa.CTE, *, down: bool, past: bool) -> sa.Select[Any]:
    """The rows of a page of tasks, with what their parts come to."""
    part = sa.orm.aliased(Assignment)
    leads = part.part.in_((Part.LEAD, Part.IMPLEMENT))
    called = name_on(_bound("last_day", sa.Date)) if past else Unit.name
    parts = (
        sa.select(
            page.c.id,
            sa.func.count(part.id).label("parts"),
            sa.func.sum(sa.case((part.state == State.ACCEPTED, 1), else_=0)).label("done"),
            _mean(part).label("percent"),
            sa.func.min(sa.case((leads, called))).label("first"),
            sa.func.sum(sa.case((leads, 1), else_=0)).label("count"),
        )
        .join(Task, Task.id == page.c.id)
        .join(part, (part.task_id == Task.id) & _of_this_quarter(part) & (part.state != State.ENDED))
        .join(Unit, Unit.id == part.unit_id)
        .group_by(page.c.id)
        .subquery("of_parts")
    )
    waits = (Task.due_kind == DueKind.CONDITIONAL) & Task.event_on.is_(None)
    none = (sa.func.coalesce(parts.c[name], 0) for name in ("parts", "done", "percent"))
    columns: tuple[Any, ...] = (
        Task.id,
        Task.title,
        Task.kind,
        Task.state,
        Task.quarter,
        Task.due_on,
        Task.due_inferred,
        _recurrence(),
        sa.case((waits, Task.due_words), else_=""),
        sa.func.coalesce(sa.func.trim(Document.type_name + " " + Document.notation), "").label("source"),
        Task.clause,
        *none,
        parts.c.first,
        sa.func.coalesce(parts.c.count, 0),
        page.c.place,
        page.c.sorted_by,
    )
    return (
        sa.select(*columns)
        .join(page, page.c.id == Task.id)
        .outerjoin(parts, parts.c.id == Task.id)
        .outerjoin(Document, Document.id == Task.document_id)
        .order_by(page.c.place, *_in_order(page.c.sorted_by, page.c.id, down=down))
    )
