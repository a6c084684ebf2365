"""Who handed in what: units by duties and periods. One question for the cells, however many there are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.core.folding import fold
from tracker.core.paging import Page, page_of
from tracker.core.periods import Quarter
from tracker.office.models import Unit, UnitKind
from tracker.office.queries import by_kind, name_on
from tracker.reports.models import Report, ReportDuty
from tracker.reports.rules.chasing import NUDGES
from tracker.reports.rules.moves import OWED
from tracker.reports.rules.standing import Standing, Tally, standing_of
from tracker.tasks.rules import Reckoning

PERIODS = 8  # of one duty, side by side
ROWS = 100  # units of a page
_IN_ORDER = (ReportDuty.ended_on.is_not(None), ReportDuty.id)  # those that go on first


class Duty(NamedTuple):
    """A duty as the grid needs it."""

    id: int
    name: str


class Cell(NamedTuple):
    """One unit's report for one duty and period; how often somebody reminded of it while it is owed, and when last."""

    report_id: int
    standing: Standing
    due_on: date | None
    reminders: int = 0
    reminded_at: datetime | None = None


class Key(NamedTuple):
    """A column: of which duty, and for which period."""

    duty_id: int
    period_end: date
    period: str


@dataclass(frozen=True, slots=True)
class Column:
    """What all units shown did of one duty in one period."""

    key: Key
    duty_name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class UnitLine:
    """What one unit did, and how that adds up."""

    unit_id: int
    unit_name: str
    unit_kind: UnitKind
    cells: Mapping[Key, Cell]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Grid:
    """What was asked for; `lines` are all of it, `total` adds them up. `duties` are all that can be chosen."""

    duties: Sequence[Duty]
    columns: Sequence[Column]
    lines: Sequence[UnitLine]
    total: Tally

    def page(self, after: str, *, rows: int = ROWS) -> Page[UnitLine]:
        """Some of the units, from the cursor on; from the first where it makes no sense."""
        return page_of(self.lines, after, number=lambda line: line.unit_id, most=rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridChosen:
    """What the grid is narrowed to: one duty in its last periods, some units; and its order, "-" before it from below.

    `standing` keeps the units that have a report so standing.
    """

    duty_id: int | None = None
    standing: Standing | None = None
    kind: UnitKind | None = None
    words: str = ""
    sort: str = ""


def duties_of(programme_id: int) -> list[Duty]:
    """The duties of a programme, those that have ended too: their reports stay."""
    rows = db.session.execute(
        sa.select(ReportDuty.id, ReportDuty.name).where(ReportDuty.programme_id == programme_id).order_by(*_IN_ORDER)
    )
    return [Duty(*row) for row in rows]


def grid_of(programme_id: int, *, quarter: Quarter, reckoning: Reckoning, chosen: GridChosen) -> Grid:
    """All duties' periods that end in the quarter; of one duty that is chosen, its last periods up to the quarter."""
    within = _within(quarter, chosen)
    duties, cells = _cells(programme_id, within, reckoning)
    of_programme = sa.select(ReportDuty.id).where(ReportDuty.programme_id == programme_id)
    units = sa.select(Report.unit_id).where(within, Report.duty_id.in_(of_programme))
    lines = [line for line in _lines(units, cells, on=min(quarter.last_day, reckoning.today)) if _fits(line, chosen)]
    columns = _columns(duties, (line.cells for line in lines))
    return Grid(duties, columns, _sorted(lines, chosen.sort), tally_of(lines))


def columns_of(programme_id: int, *, quarter: Quarter, reckoning: Reckoning) -> list[Column]:
    """What all units together did of each duty's periods that end in the quarter."""
    duties, cells = _cells(programme_id, _within(quarter, GridChosen()), reckoning)
    return _columns(duties, cells.values())


def tally_of(lines: Iterable[UnitLine]) -> Tally:
    """Some units together."""
    return Tally.of(cell.standing for line in lines for cell in line.cells.values())


def _within(quarter: Quarter, chosen: GridChosen) -> sa.ColumnElement[bool]:
    if chosen.duty_id is None:
        return Report.period_end.between(quarter.first_day, quarter.last_day)
    of_duty = sa.select(Report.period_end).where(
        Report.duty_id == chosen.duty_id, Report.period_end <= quarter.last_day
    )
    ends = of_duty.distinct().order_by(Report.period_end.desc()).limit(PERIODS).correlate(None)
    return (Report.duty_id == chosen.duty_id) & Report.period_end.in_(ends)


def _cells(
    programme_id: int, within: sa.ColumnElement[bool], reckoning: Reckoning
) -> tuple[list[Duty], dict[int, dict[Key, Cell]]]:
    """All duties, and the cells by unit: in one question, since a duty without a report is one row of it."""
    columns = (
        ReportDuty.id,
        ReportDuty.name,
        Report.unit_id,
        Report.period_end,
        Report.period,
        Report.id,
        Report.state,
        Report.due_on,
        Report.submitted_at,
        _while_owed(sa.func.count()),
        sa.type_coerce(_while_owed(sa.func.max(AuditEvent.at)), AuditEvent.at.type),
    )
    rows: Iterable[Any] = db.session.execute(
        sa.select(*columns)
        .outerjoin(Report, (Report.duty_id == ReportDuty.id) & within)
        .where(ReportDuty.programme_id == programme_id)
        .order_by(*_IN_ORDER)
    )
    found: dict[int, dict[Key, Cell]] = {}
    keys: dict[tuple[int, date, str], Key] = {}
    duties: dict[int, str] = {}
    for duty_id, name, unit_id, period_end, period, number, state, due_on, at, *reminded in rows:
        duties[duty_id] = name
        if number is None:
            continue
        key = keys.setdefault((duty_id, period_end, period), Key(duty_id, period_end, period))
        standing = standing_of(state, due_on, at, reckoning)
        found.setdefault(unit_id, {})[key] = Cell(number, standing, due_on, reminded[0] or 0, reminded[1])
    return [Duty(number, name) for number, name in duties.items()], found


def _while_owed(told: sa.ColumnElement[Any]) -> sa.Case[Any]:
    """What the trail tells of reminding a unit of a report that it owes."""
    of_report = (AuditEvent.subject_type == Report.__tablename__) & (AuditEvent.subject_id == Report.id)
    asked = sa.select(told).where(of_report, AuditEvent.name.in_(NUDGES))
    return sa.case((Report.state.in_(OWED), asked.scalar_subquery()))


def _lines(unit_ids: sa.Select[Any], cells: Mapping[int, Mapping[Key, Cell]], *, on: date) -> list[UnitLine]:
    units = db.session.execute(
        sa.select(Unit.id, name_on(on), Unit.kind)
        .where(Unit.id.in_(unit_ids))
        .order_by(by_kind(), Unit.sort_key, Unit.id)
    )
    return [
        UnitLine(number, name, kind, cells[number], Tally.of(cell.standing for cell in cells[number].values()))
        for number, name, kind in units
        if number in cells
    ]


def _columns(duties: Sequence[Duty], cells_of_units: Iterable[Mapping[Key, Cell]]) -> list[Column]:
    """Duty by duty, period by period."""
    stand: dict[Key, list[Standing]] = {}
    for cells in cells_of_units:
        for key, cell in cells.items():
            stand.setdefault(key, []).append(cell.standing)
    place = {duty.id: number for number, duty in enumerate(duties)}
    names = {duty.id: duty.name for duty in duties}
    ordered = sorted(stand, key=lambda key: (place[key.duty_id], key.period_end, key.period))
    return [Column(key, names[key.duty_id], Tally.of(stand[key])) for key in ordered]


def _fits(line: UnitLine, chosen: GridChosen) -> bool:
    if chosen.kind not in (None, line.unit_kind):
        return False
    if chosen.words and fold(chosen.words) not in fold(line.unit_name):
        return False
    return chosen.standing is None or any(cell.standing is chosen.standing for cell in line.cells.values())


def _sorted(lines: list[UnitLine], sort: str) -> list[UnitLine]:
    """By kind and name, as they came, unless another order is asked for."""
    by, down = sort.removeprefix("-"), sort.startswith("-")
    if by == "overdue":
        return sorted(lines, key=lambda line: line.tally.overdue, reverse=down)
    if by == "on-time":
        known = [line for line in lines if line.tally.punctuality is not None]
        known.sort(key=lambda line: line.tally.punctuality or 0.0, reverse=down)
        return known + [line for line in lines if line.tally.punctuality is None]
    return lines[::-1] if sort == "-unit" else lines
