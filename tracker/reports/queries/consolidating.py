"""What a duty's period has brought together: the units' words by section, their figures, and what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.core.db import db
from tracker.office.models import Person, Unit
from tracker.office.queries import by_kind, name_on
from tracker.plans.rules import PERCENT
from tracker.reports.models import (
    ConsolidatedSection,
    Consolidation,
    FormItem,
    HandedIn,
    ItemKind,
    Report,
    ReportDuty,
    ReportForm,
)
from tracker.reports.queries.forms import form_for
from tracker.reports.queries.gathered import Gathered, GatheredItem, UnitReport
from tracker.reports.rules.adding import Said, read_items
from tracker.reports.rules.moves import HANDED_IN
from tracker.reports.rules.standing import standing_of
from tracker.tasks.rules import Reckoning


def get_consolidation(consolidation_id: int) -> Consolidation | None:
    """One with its duty and programme."""
    return db.session.scalar(
        sa.select(Consolidation)
        .where(Consolidation.id == consolidation_id)
        .options(joinedload(Consolidation.duty).joinedload(ReportDuty.programme), joinedload(Consolidation.number))
    )


def consolidation_of(duty_id: int, period: str) -> Consolidation | None:
    """That of a duty's period, once somebody began it."""
    return db.session.scalar(
        sa.select(Consolidation).where(Consolidation.duty_id == duty_id, Consolidation.period == period)
    )


def consolidations_begun(duty_ids: Iterable[int]) -> dict[tuple[int, str], tuple[int, datetime, str]]:
    """By duty and period: its number, since when, and who began it."""
    rows = db.session.execute(
        sa.select(Consolidation.duty_id, Consolidation.period, Consolidation.id, Consolidation.at, Person.full_name)
        .join(Person, Person.id == Consolidation.by_id)
        .where(Consolidation.duty_id.in_(list(duty_ids)))
    )
    return {(duty_id, period): (number, at, name) for duty_id, period, number, at, name in rows}


def section_of(consolidation_id: int, key: str) -> ConsolidatedSection | None:
    """What staff made of one section."""
    return db.session.scalar(
        sa.select(ConsolidatedSection).where(
            ConsolidatedSection.consolidation_id == consolidation_id, ConsolidatedSection.key == key
        )
    )


def period_end_of(duty_id: int, period: str) -> date | None:
    """The last day of a period of which reports were expected; None where none was."""
    return db.session.scalar(
        sa.select(Report.period_end).where(Report.duty_id == duty_id, Report.period == period).limit(1)
    )


def gather(consolidation: Consolidation, reckoning: Reckoning) -> Gathered:
    """All of it, in four questions: the form, this period's and the last one's reports, and what staff wrote."""
    duty, period = consolidation.duty, consolidation.period
    end = period_end_of(duty.id, period) or reckoning.today
    form = form_for(duty.id, end)
    rows = _reports(duty.id, end)
    now = [_unit_report(row, reckoning) for row in rows if row.period == period]
    earlier = [_unit_report(row, reckoning) for row in rows if row.period_end < end]
    before = next((row.period for row in rows if row.period_end < end), "")
    found = sa.select(ConsolidatedSection).where(ConsolidatedSection.consolidation_id == consolidation.id)
    sections = {section.key: section for section in db.session.scalars(found)}
    items = [
        replace(_item(facts, now, earlier), section=sections.get(facts.key))
        for facts in _asked(form, [row.content for row in rows if row.period == period and row.content])
    ]
    return Gathered(duty=duty, period=period, before=before, units=now, items=items)


def _reports(duty_id: int, end: date) -> Sequence[Any]:
    """Those of the period and of the last one before it, each with what was handed in last."""
    previous = sa.select(sa.func.max(Report.period_end)).where(Report.duty_id == duty_id, Report.period_end < end)
    number = sa.select(sa.func.max(HandedIn.number)).where(HandedIn.report_id == Report.id)
    latest = (
        (HandedIn.report_id == Report.id)
        & (HandedIn.number == number.correlate(Report).scalar_subquery())
        & Report.state.in_(HANDED_IN)
    )
    return db.session.execute(
        sa.select(
            Report.id,
            Report.unit_id,
            Report.period,
            Report.period_end,
            Report.state,
            Report.due_on,
            Report.submitted_at,
            Report.state_words,
            HandedIn.content,
            name_on(end).label("unit_name"),
        )
        .join(Unit, Unit.id == Report.unit_id)
        .outerjoin(HandedIn, latest)
        .where(
            Report.duty_id == duty_id,
            (Report.period_end == end) | (Report.period_end == previous.scalar_subquery()),
        )
        .order_by(by_kind(), Unit.sort_key, Unit.id)
    ).all()


def _unit_report(row: Any, reckoning: Reckoning) -> UnitReport:
    content = row.content or {}
    name = content.get("unit") or row.unit_name
    standing = standing_of(row.state, row.due_on, row.submitted_at, reckoning)
    return UnitReport(
        report_id=row.id,
        unit_id=row.unit_id,
        unit_name=name,
        state=row.state,
        standing=standing,
        due_on=row.due_on,
        submitted_at=row.submitted_at,
        state_words=row.state_words,
        items=read_items(content, unit_id=row.unit_id, unit_name=name, report_id=row.id),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A section or figure, from the form, or from what was handed in under an earlier version of it."""

    key: str
    kind: ItemKind
    title: str
    measure: str

    @property
    def percent(self) -> bool:
        """Whether its figures are percents."""
        return self.kind is ItemKind.PERCENT or (self.kind is ItemKind.TARGET and self.measure == PERCENT)


def _asked(form: ReportForm | None, contents: Iterable[Mapping[str, Any]]) -> list[_Asked]:
    """The items of the form in force; then what an earlier version asked for, so that nothing handed in is lost."""
    asked = {item.key: _of_form(item) for item in form.items} if form is not None else {}
    for content in contents:
        for item in content.get("items", ()):
            if item["key"] not in asked:
                kind, measure = ItemKind(item["kind"]), item.get("measure") or ""
                asked[item["key"]] = _Asked(item["key"], kind, item["title"], measure)
    return list(asked.values())


def _of_form(item: FormItem) -> _Asked:
    measure = item.measure or (item.target.measure if item.target is not None else "")
    return _Asked(item.key, item.kind, item.title, measure)


def _item(asked: _Asked, now: Sequence[UnitReport], earlier: Sequence[UnitReport]) -> GatheredItem:
    said = [unit.items[asked.key] for unit in now if asked.key in unit.items]
    handed_in = [unit for unit in now if unit.state in HANDED_IN]
    silent = [_silent(unit) for unit in handed_in if asked.key not in unit.items or unit.items[asked.key].is_empty]
    return GatheredItem(
        key=asked.key,
        kind=asked.kind,
        title=asked.title,
        measure=asked.measure,
        percent=asked.percent,
        said=[one for one in said if not one.is_empty],
        before=[unit.items[asked.key] for unit in earlier if asked.key in unit.items],
        silent=silent,
    )


def _silent(unit: UnitReport) -> Said:
    return Said(unit_id=unit.unit_id, unit_name=unit.unit_name, report_id=unit.report_id)
