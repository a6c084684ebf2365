"""What the tracker puts below the words of a review: tables, the same on the page and in the paper."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask_babel import gettext, ngettext

from tracker.core.formats import day, figure, percent
from tracker.core.formats import period as period_name
from tracker.core.periods import Period, Span
from tracker.documents.papers import Cell, Group, Table
from tracker.office.models import Person, Programme
from tracker.plans import labels as plans_labels
from tracker.plans.queries import target_rows
from tracker.standing import labels
from tracker.standing.queries.figures import figures_of, quarterly
from tracker.standing.queries.review_lists import locked_in, ratings_decided
from tracker.standing.queries.review_words import Gathered
from tracker.standing.rules.figures import Figure, UnitFigures, together
from tracker.standing.rules.reviews import ReviewFigures

NONE = "–"
MOST_PERIODS = 5  # beside each other; of more, the last ones of each year
_PARTS = (Figure.DONE_ON_TIME, Figure.DONE_LATE, Figure.OPEN_WITHIN_TERM, Figure.OPEN_OVERDUE)
_REPORTS = (Figure.REPORTS_ON_TIME, Figure.REPORTS_LATE, Figure.REPORTS_MISSING, Figure.REPORTS_EXCUSED)
_PILOTS = (Figure.PILOTS_REGISTERED, Figure.PILOTS_RUNNING, Figure.PILOTS_REPLICATED, Figure.REVIEWS_MISSING)
_Row = tuple[str | Cell, ...]


@dataclass(frozen=True)  # without slots: the units' figures are counted once
class ReviewTables:
    """The tables of a review, as whoever looks at it may see them; in the language of the moment."""

    person: Person
    programme: Programme
    span: Span
    today: date
    gathered: Gathered

    @cached_property
    def units(self) -> list[UnitFigures]:
        """Every unit in the whole time, those that have nothing to tell left out."""
        return [one for one in figures_of(self.programme, self.span, today=self.today) if one.counts_anything]

    def below(self, figures: str) -> list[Table]:
        """The tables that a section has; those without a row are left out."""
        makers: Mapping[str, Callable[[], Collection[Table]]] = {
            ReviewFigures.TASKS: lambda: (self._parts_by_quarter(), self._parts_by_unit()),
            ReviewFigures.TARGETS: self._targets,
            ReviewFigures.REPORTED: lambda: (self._reported(),),
            ReviewFigures.PILOTS: lambda: (self._by_unit(_PILOTS, _called(_PILOTS)),),
            ReviewFigures.REPORTS: lambda: (self._by_unit(_REPORTS, _reports()),),
            ReviewFigures.LISTS: lambda: (self._lists(),),
            ReviewFigures.RATINGS: self._ratings,
        }
        return [table for table in makers.get(figures, lambda: ())() if table.rows]

    def of_each_unit(self) -> Table:
        """Every unit in one line, for the annex: tasks, reports, targets, pilots."""
        rows: list[_Row] = [_whole(one) for one in self.units]
        if rows:
            rows.append(_bold(*_whole(together(self.units, name=gettext("Together")))))
        figures = [Figure.DONE_ON_TIME, Figure.DONE_LATE, Figure.OPEN_OVERDUE]
        columns: list[str | Group] = [
            Group(gettext("Tasks"), (*_called(figures), *_shares())),
            Group(gettext("Reports"), _reports()[:3]),
            Group(gettext("Targets"), (gettext("Reached"), gettext("Of how many in all"))),
            gettext("Pilots running"),
        ]
        return Table(
            columns=(gettext("Unit"), *columns),
            rows=tuple(rows),
            widths=(6, *[2] * 11),
            aligned=("left", *["right"] * 11),  # type: ignore[arg-type]
        )

    def _parts_by_quarter(self) -> Table:
        quarters = self.span.quarters
        counted = quarterly(self.programme, quarters, today=self.today)
        rows: list[_Row] = []
        for quarter in quarters:
            sum_of = together(counted[quarter].values(), name=period_name(Period.of(quarter)))
            if sum_of.parts.all:
                rows.append(_parts(sum_of, bold=False))
        return _table(gettext("Tasks by quarter"), gettext("Quarter"), [*_called(_PARTS), *_shares()], rows)

    def _parts_by_unit(self) -> Table:
        units = [one for one in self.units if one.parts.all]
        rows: list[_Row] = [_parts(one, bold=False) for one in units]
        if rows:
            rows.append(_parts(together(units, name=gettext("Together")), bold=True))
        return _table(gettext("Tasks by unit"), gettext("Unit"), [*_called(_PARTS), *_shares()], rows)

    def _by_unit(self, figures: Collection[Figure], columns: Collection[str]) -> Table:
        units = [one for one in self.units if one.sum_of(*figures)]
        rows: list[_Row] = [(one.unit_name, *(_count(one[name]) for name in figures)) for one in units]
        if rows:
            total = together(units)
            rows.append(_bold(gettext("Together"), *(_count(total[name]) for name in figures)))
        return _table("", gettext("Unit"), columns, rows)

    def _targets(self) -> list[Table]:
        return [self._targets_of(year) for year in range(self.span.first.year, self.span.last.year + 1)]

    def _targets_of(self, year: int) -> Table:
        on = min(self.today, self.span.last_day, date(year, 12, 31))
        found = target_rows(self.person, programme_id=self.programme.id, on=on, year=year)
        rows: list[_Row] = []
        for row in found:
            measured = figure(row.last.figure.value) if row.last else NONE
            outcome = gettext(plans_labels.OUTCOME[row.outcome])
            demanded = f"{plans_labels.SIGN[row.comparator]} {figure(row.value)}"
            rows.append((row.text, demanded, measured, row.measure, outcome))
        columns = [gettext("Demanded"), gettext("Measured"), gettext("Measure"), gettext("Outcome")]
        return Table(
            columns=(gettext("Target"), *columns),
            rows=tuple(rows),
            widths=(7, 2, 2, 2, 2),
            aligned=("left", "right", "right", "left", "left"),
            caption=gettext("Targets of %(year)s", year=year),
        )

    def _reported(self) -> Table:
        periods = list(self.gathered.periods)
        if len(periods) > MOST_PERIODS:
            periods = list({name[:4]: name for name in periods}.values())
        rows: list[_Row] = []
        for series in self.gathered.figures:
            shown = [series.sum(name) for name in periods]
            cells = [figure(one.value) + (f" ({one.part}/{one.whole})" if one.whole else "") or NONE for one in shown]
            rows.append((series.title, "%" if series.percent else series.measure, *cells))
        columns = [gettext("Measure"), *(period_name(name) for name in periods)]
        return _table("", gettext("Subject of the figure"), columns, rows, words=1)

    def _lists(self) -> Table:
        rows: list[_Row] = []
        for one in locked_in(self.programme.id, self.span):
            rows.append(
                (period_name(one.period), one.notation, day(one.locked_at), _count(one.units), _count(one.kept))
            )
        columns = [gettext("Number"), gettext("Locked on"), gettext("Units"), gettext("Entries that stay")]
        return _table("", gettext("List of"), columns, rows, words=2)

    def _ratings(self) -> list[Table]:
        tables: dict[int, list[_Row]] = {}
        for one in ratings_decided(self.programme.id, self.span):
            tables.setdefault(one.year, []).append((one.unit_name, one.level, one.words))
        return [
            Table(
                columns=(gettext("Unit"), gettext("Rating"), gettext("Reason")),
                rows=tuple(rows),
                widths=(5, 5, 5),
                aligned=("left", "left", "left"),
                caption=ngettext(
                    "Ratings of %(year)s: %(num)d unit", "Ratings of %(year)s: %(num)d units", len(rows), year=year
                ),
            )
            for year, rows in tables.items()
        ]


def _table(caption: str, first: str, columns: Collection[str], rows: Collection[_Row], *, words: int = 0) -> Table:
    """A table of figures; the first column, and `words` more, are words."""
    figures = len(columns) - words
    return Table(
        columns=(first, *columns),
        rows=tuple(rows),
        widths=(6, *[3] * words, *[2] * figures),
        aligned=("left", *["left" for _ in range(words)], *["right" for _ in range(figures)]),  # type: ignore[arg-type]
        caption=caption,
    )


def _parts(one: UnitFigures, *, bold: bool) -> _Row:
    cells = (one.unit_name, *(_count(one[name]) for name in _PARTS), percent(one.completion), percent(one.punctuality))
    return _bold(*cells) if bold else cells


def _whole(one: UnitFigures) -> tuple[str, ...]:
    tasks = (Figure.DONE_ON_TIME, Figure.DONE_LATE, Figure.OPEN_OVERDUE)
    return (
        one.unit_name,
        *(_count(one[name]) for name in tasks),
        percent(one.completion),
        percent(one.punctuality),
        *(_count(one[name]) for name in _REPORTS[:3]),
        _count(one[Figure.TARGETS_REACHED]),
        _count(one.targets),
        _count(one[Figure.PILOTS_RUNNING]),
    )


def _bold(*texts: str) -> _Row:
    return tuple(Cell(text, bold=True) for text in texts)


def _count(number: int) -> str:
    return str(number) if number else NONE


def _called(figures: Collection[Figure]) -> list[str]:
    return [gettext(labels.FIGURE[name]) for name in figures]


def _shares() -> list[str]:
    return [gettext("Completion"), gettext("Punctuality")]


def _reports() -> tuple[str, ...]:
    return gettext("On time"), gettext("Late"), gettext("Overdue"), gettext("Excused")
