"""Targets as lists show them: what each demands on a day, of one unit or of all, and what was measured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.documents.models import Document
from tracker.office.models import Person
from tracker.plans.models import Allocation, Amendment, Comparator, CountedBy, Plan, Target
from tracker.plans.policy import visible_to
from tracker.plans.queries.series import Measured, Series, series_of_all, series_of_unit
from tracker.plans.rules import PERCENT, Outcome, measured_since, outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A target in force on a day. `demanded` is the unit's own figure where the list is of one unit, else of all.

    `remeasured` where an amendment had it measured in another way than at the beginning.
    """

    id: int
    plan_id: int
    year: int
    position: int
    document_id: int
    clause_start: int | None
    clause_end: int | None
    counted_by: CountedBy | None
    ended_on: date | None
    amended_since: date | None
    remeasured: bool
    text: str
    comparator: Comparator
    value: Decimal
    measure: str
    population: str
    share: Decimal | None
    demanded: Decimal | None = None
    series: Series
    outcome: Outcome = Outcome.UNMEASURED

    @property
    def last(self) -> Measured | None:
        """What was measured last."""
        return self.series.last


_STANDS = sa.orm.aliased(Amendment)
_LATER = sa.orm.aliased(Amendment)
_SHARING = sa.orm.aliased(Amendment)


def target_rows(
    person: Person,
    *,
    programme_id: int,
    on: date,
    plan_id: int | None = None,
    year: int | None = None,
    unit_id: int | None = None,
    words: str = "",
    wanted: Outcome | None = None,
    sort: str = "",
) -> list[TargetRow]:
    """The targets of a programme (of one plan, of one year) as they stood on a day, in their order.

    A plan has some dozens, so that words, outcome and order are looked to here. Two questions, and a third
    where something was measured in another way.
    """
    asked = terms_on(on, unit_id).where(Plan.programme_id == programme_id, visible_to(person))
    if plan_id is not None:
        asked = asked.where(Plan.id == plan_id)
    if year is not None:
        asked = asked.where(Plan.year == year)
    rows = [TargetRow(**row._asdict(), series=Series()) for row in db.session.execute(asked)]
    ids = {row.id: row.measure for row in rows}
    series = series_of_all(ids, on=on) if unit_id is None else series_of_unit(ids, unit_id, on=on)
    alike = alike_since([row.id for row in rows if row.remeasured], on)
    judged = [_judged(row, series.get(row.id, Series()).since(alike.get(row.id)), unit_id) for row in rows]
    return _sorted([row for row in judged if _fits(row, fold(words).split(), wanted)], sort)


def terms_on(on: date, unit_id: int | None = None) -> sa.Select[*tuple[Any, ...]]:
    """`rules.in_force` and `rules.allocations_of` for the database; a test holds them together."""
    terms = ("text", "comparator", "value", "measure", "population")
    return (
        sa.select(
            Target.id,
            Target.plan_id,
            Plan.year,
            Target.position,
            Plan.document_id,
            Target.clause_start,
            Target.clause_end,
            Target.counted_by,
            Target.ended_on,
            _STANDS.since.label("amended_since"),
            _remeasured(on).label("remeasured"),
            *(sa.func.coalesce(getattr(_STANDS, name), getattr(Target, name)).label(name) for name in terms),
            Allocation.value.label("share"),
        )
        .join(Plan, Plan.id == Target.plan_id)
        .join(Document, Document.id == Plan.document_id)
        .outerjoin(_STANDS, (_STANDS.target_id == Target.id) & sa.and_(*_live(_STANDS, on)) & ~_followed(on))
        .outerjoin(
            Allocation,
            (Allocation.target_id == Target.id)
            & (Allocation.unit_id == unit_id)
            & Allocation.amendment_id.is_not_distinct_from(sharing_on(on)),
        )
        .where(_began(on), Target.ended_on.is_(None) | (Target.ended_on > on))
        .order_by(Plan.year.desc(), Plan.id, Target.position)
    )


def sharing_on(on: date) -> sa.ScalarSelect[int | None]:
    """The amendment by which a target of the row is shared out on a day; none: as it was set."""
    return (
        sa.select(_SHARING.id)
        .where(_SHARING.target_id == Target.id, _SHARING.reallocated, *_live(_SHARING, on))
        .order_by(_SHARING.since.desc(), _SHARING.id.desc())
        .limit(1)
        .correlate(Target)
        .scalar_subquery()
    )


def _remeasured(on: date) -> sa.ColumnElement[bool]:
    otherwise = _LATER.measure != Target.measure
    return sa.exists().where(_LATER.target_id == Target.id, otherwise, *_live(_LATER, on)).correlate(Target)


def alike_since(target_ids: Sequence[int], on: date) -> dict[int, date | None]:
    """`rules.measured_alike_since` of the targets that were amended."""
    if not target_ids:
        return {}
    asked = (
        sa.select(Target.id, Target.measure, Amendment.since, Amendment.measure)
        .join(Amendment, Amendment.target_id == Target.id)
        .where(Target.id.in_(target_ids), *_live(Amendment, on))
        .order_by(Target.id, Amendment.since, Amendment.id)
    )
    found = groupby(db.session.execute(asked), key=lambda row: (row[0], row[1]))
    return {number: measured_since(first, [(row[2], row[3]) for row in rows]) for (number, first), rows in found}


def _live(amendment: type[Amendment], on: date) -> tuple[sa.ColumnElement[bool], ...]:
    return amendment.ended_at.is_(None), amendment.since <= on


def _followed(on: date) -> sa.ColumnElement[bool]:
    """Whether another amendment took effect after this one."""
    after = (_LATER.since > _STANDS.since) | ((_LATER.since == _STANDS.since) & (_LATER.id > _STANDS.id))
    return sa.exists().where(_LATER.target_id == _STANDS.target_id, after, *_live(_LATER, on)).correlate(_STANDS)


def _began(on: date) -> sa.ColumnElement[bool]:
    """`Target.began_on` by that day."""
    return sa.case((Document.issued_on.is_(None), Plan.year <= on.year), else_=Document.issued_on <= on)


def _judged(row: TargetRow, series: Series, unit_id: int | None) -> TargetRow:
    demanded = row.value if unit_id is None or (row.share is None and row.measure == PERCENT) else row.share
    last = series.last
    found = outcome(row.comparator, demanded, last.figure.value if last else None)
    return replace(row, series=series, demanded=demanded, outcome=found)


def _fits(row: TargetRow, words: Sequence[str], wanted: Outcome | None) -> bool:
    said = fold(f"{row.text} {row.population} {row.measure}") if words else ""
    return wanted in (None, row.outcome) and all(word in said for word in words)


def _sorted(rows: list[TargetRow], sort: str) -> list[TargetRow]:
    keys: dict[str, Callable[[TargetRow], Any]] = {
        "text": lambda row: fold(row.text),
        "value": lambda row: (row.measure, row.demanded is None, row.demanded or 0),
        "outcome": lambda row: list(Outcome).index(row.outcome),
    }
    key = keys.get(sort.removeprefix("-"))
    return sorted(rows, key=key, reverse=sort.startswith("-")) if key is not None else rows
