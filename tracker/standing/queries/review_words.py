"""What units reported in the quarters that a review looks back on, brought together under the review's own titles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.periods import Period, Span
from tracker.office.models import Unit
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
from tracker.reports.rules.adding import FIGURES, Said, Sum, add_up, read_items
from tracker.reports.rules.moves import HANDED_IN


@dataclass(slots=True)
class PeriodWords:
    """What was said of one section in one period: staff's words in its consolidated reports, and the units' own."""

    period: str
    consolidated: list[tuple[int, str]] = field(default_factory=list)  # number of the consolidated report, words
    said: list[Said] = field(default_factory=list)


@dataclass(frozen=True)  # without slots: what is put together is kept
class TitleWords:
    """All that was said under one title, period by period."""

    periods: Sequence[PeriodWords] = ()

    @cached_property
    def gathered(self) -> str:
        """The hash of it: another once something came or changed; empty where nothing was said."""
        told = [(one.period, one.consolidated, [(a.report_id, a.words) for a in one.said]) for one in self.periods]
        return sha256(repr(told).encode()).hexdigest() if told else ""


@dataclass(slots=True)
class FigureSeries:
    """One figure that a duty asks for, by period."""

    title: str
    measure: str
    percent: bool
    by_period: dict[str, list[Said]] = field(default_factory=dict)

    def sum(self, period: str) -> Sum:
        """All units together."""
        return add_up(self.by_period.get(period, ()), percent=self.percent)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Words by title, figures in the order of their duties; the `periods` of both, oldest first."""

    by_title: Mapping[str, TitleWords]
    figures: Sequence[FigureSeries]
    periods: Sequence[str]

    def under(self, title: str) -> TitleWords:
        """What was said under a title; marks and capitals do not count."""
        return self.by_title.get(fold(title), TitleWords())


def gather_words(programme_id: int, span: Span) -> Gathered:
    """Three questions, however many reports: what was handed in, and what staff made of it under which titles."""
    words: dict[str, dict[str, PeriodWords]] = {}
    figures: dict[tuple[int, str], FigureSeries] = {}
    ends: dict[str, date] = {}
    for row in _handed_in(programme_id, span):
        ends[row.period] = row.period_end
        name = row.content.get("unit") or row.unit_name
        said = read_items(row.content, unit_id=row.unit_id, unit_name=name, report_id=row.id)
        for item in row.content.get("items", ()):
            one, kind = said[item["key"]], ItemKind(item["kind"])
            if kind in FIGURES and one.has_figure:
                series = figures.setdefault((row.duty_id, item["key"]), _series(item, kind))
                series.by_period.setdefault(row.period, []).append(one)
            elif kind is ItemKind.SECTION and one.words.strip():
                _of(words, item["title"], row.period).said.append(one)
    for period, title, number, text in _consolidated(programme_id, span):
        ends[period] = Period.parse(period).last_day
        _of(words, title, period).consolidated.append((number, text))
    order = sorted(ends, key=lambda period: (ends[period], period))
    by_title = {
        title: TitleWords([found[period] for period in order if period in found]) for title, found in words.items()
    }
    return Gathered(by_title, list(figures.values()), order)


def _of(words: dict[str, dict[str, PeriodWords]], title: str, period: str) -> PeriodWords:
    return words.setdefault(fold(title), {}).setdefault(period, PeriodWords(period))


def _series(item: Mapping[str, Any], kind: ItemKind) -> FigureSeries:
    measure = item.get("measure") or ""
    return FigureSeries(item["title"], measure, kind is ItemKind.PERCENT or measure == PERCENT)


def _handed_in(programme_id: int, span: Span) -> Iterable[Any]:
    """Each report of the time as it was handed in last."""
    number = sa.select(sa.func.max(HandedIn.number)).where(HandedIn.report_id == Report.id)
    return db.session.execute(
        sa.select(
            Report.id,
            Report.duty_id,
            Report.unit_id,
            Report.period,
            Report.period_end,
            HandedIn.content,
            name_on(sa.type_coerce(Report.period_end, sa.Date)).label("unit_name"),
        )
        .join(ReportDuty, ReportDuty.id == Report.duty_id)
        .join(Unit, Unit.id == Report.unit_id)
        .join(
            HandedIn,
            (HandedIn.report_id == Report.id) & (HandedIn.number == number.correlate(Report).scalar_subquery()),
        )
        .where(
            ReportDuty.programme_id == programme_id,
            Report.period_end.between(span.first_day, span.last_day),
            Report.state.in_(HANDED_IN),
        )
        .order_by(ReportDuty.id, Report.period_end, by_kind(), Unit.sort_key, Unit.id)
    )


def _consolidated(programme_id: int, span: Span) -> list[tuple[str, str, int, str]]:
    """Period, title, number of the consolidated report, and what staff wrote there in words."""
    told = db.session.execute(
        sa.select(Consolidation.duty_id, Consolidation.period, Consolidation.id, ConsolidatedSection)
        .join(ReportDuty, ReportDuty.id == Consolidation.duty_id)
        .join(ConsolidatedSection, ConsolidatedSection.consolidation_id == Consolidation.id)
        .where(ReportDuty.programme_id == programme_id, ConsolidatedSection.words != "")
        .order_by(Consolidation.id)
    ).all()
    asked = db.session.execute(
        sa.select(ReportForm.duty_id, FormItem.key, FormItem.title)
        .join(ReportForm, ReportForm.id == FormItem.form_id)
        .where(ReportForm.duty_id.in_({row[0] for row in told}), FormItem.kind == ItemKind.SECTION)
        .order_by(ReportForm.number)
    )
    titles = {(duty_id, key): title for duty_id, key, title in asked}
    return [
        (period, titles[duty_id, section.key], number, section.words)
        for duty_id, period, number, section in told
        if (duty_id, section.key) in titles and span.first_day <= Period.parse(period).last_day <= span.last_day
    ]
