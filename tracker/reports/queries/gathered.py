"""What a period's reports say, brought together: as pages, sheets and the paper read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import Any

from tracker.core.paging import Page, page_of
from tracker.reports.models import ConsolidatedSection, ItemKind, ReportDuty, ReportState
from tracker.reports.rules.adding import FIGURES, FigureLine, Said, Sum, add_up, difference, lines_of, missing_since
from tracker.reports.rules.moves import HANDED_IN
from tracker.reports.rules.standing import Standing, Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReport:
    """One unit's report of the period. `items` are what it handed in, by key; nothing while it is owed."""

    report_id: int
    unit_id: int
    unit_name: str
    state: ReportState
    standing: Standing
    due_on: date | None
    submitted_at: datetime | None
    state_words: str
    items: Mapping[str, Said]


@dataclass(frozen=True, kw_only=True)  # without slots: what is added up of hundreds of units is kept
class GatheredItem:
    """One section or figure with what units said under it, in this period and in the one before."""

    key: str
    kind: ItemKind
    title: str
    measure: str
    percent: bool
    said: Sequence[Said]
    before: Sequence[Said]
    silent: Sequence[Said]  # who handed the report in and left this out
    section: ConsolidatedSection | None = None
    asked: bool = True

    @classmethod
    def unasked(cls, key: str) -> "GatheredItem":
        """What stands for a section that neither the form nor any report knows."""
        facts: dict[str, Any] = {"title": "–", "measure": "", "percent": False, "asked": False}
        return cls(key=key, kind=ItemKind.SECTION, said=(), before=(), silent=(), **facts)

    @property
    def is_figure(self) -> bool:
        """Whether it is added up."""
        return self.kind in FIGURES

    @cached_property
    def sum(self) -> Sum:
        """The figures of this period together."""
        return add_up(self.said, percent=self.percent)

    @cached_property
    def sum_before(self) -> Sum:
        """Those of the period before."""
        return add_up(self.before, percent=self.percent)

    @property
    def grown(self) -> Decimal | None:
        """By how much the sum differs from the period before."""
        return difference(self.sum.value, self.sum_before.value)

    @property
    def missing_since(self) -> list[Said]:
        """Who gave a figure in the period before, and none now."""
        return missing_since(self.said, self.before)

    @cached_property
    def lines(self) -> list[FigureLine]:
        """The figures of both periods, unit by unit."""
        return lines_of(self.said, self.before, percent=self.percent)

    @property
    def with_words(self) -> list[Said]:
        """Who wrote something."""
        return [one for one in self.said if one.words.strip()]

    @property
    def with_nothing(self) -> list[Said]:
        """Who said that there is nothing to report."""
        return [one for one in self.said if one.nothing and not one.words.strip()]

    def page(self, after: str = "") -> Page[Said] | Page[FigureLine]:
        """Some of the units that wrote something, or of the lines of figures: of hundreds nobody reads all at once."""
        if self.is_figure:
            return page_of(self.lines, after, number=lambda line: line.unit_id)
        return page_of(self.with_words, after, number=lambda one: one.unit_id)

    @cached_property
    def gathered(self) -> str:
        """The hash of what units said: another once something came or changed."""
        told = [(one.unit_id, one.words, str(one.figure), one.part, one.whole, one.nothing) for one in self.said]
        return sha256(repr(told).encode()).hexdigest()

    @property
    def came_since(self) -> bool:
        """Whether staff wrote this section before units said what they say now."""
        return self.section is not None and bool(self.section.words) and self.section.gathered != self.gathered


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A duty's period, gathered. `before` is the period that it is compared with, where there was one."""

    duty: ReportDuty
    period: str
    before: str
    units: Sequence[UnitReport]
    items: Sequence[GatheredItem]

    @property
    def tally(self) -> Tally:
        """How the reports stand."""
        return Tally.of(unit.standing for unit in self.units)

    @property
    def received(self) -> list[UnitReport]:
        """Whose words are in it."""
        return [unit for unit in self.units if unit.state in HANDED_IN]

    @property
    def owing(self) -> list[UnitReport]:
        """Whose words are missing."""
        return [unit for unit in self.units if unit.state not in HANDED_IN and unit.standing is not Standing.EXCUSED]

    @property
    def excused(self) -> list[UnitReport]:
        """Of whom nothing is expected."""
        return [unit for unit in self.units if unit.standing is Standing.EXCUSED]

    @property
    def unsettled(self) -> list[UnitReport]:
        """Whose words are in it, though nobody has accepted them yet."""
        return [unit for unit in self.received if unit.state is not ReportState.ACCEPTED]

    def item(self, key: str) -> GatheredItem | None:
        """The section or figure of that key."""
        return next((item for item in self.items if item.key == key), None)
