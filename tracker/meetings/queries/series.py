"""Reading series of meetings: who hosted when, and whose turn is next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from tracker.calendar.queries import work_calendar
from tracker.core.db import db
from tracker.core.periods import Quarter, quarters_of
from tracker.meetings.models import Meeting, MeetingSeries, MeetingState, Venue
from tracker.meetings.rules import NOT_HELD_YET, Turn, turns
from tracker.office.models import Programme, Unit, UnitGroup
from tracker.office.queries import expand
from tracker.office.queries.units import name_on

_COUNTS = Meeting.state != MeetingState.CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """A series as the list shows it. `next_on` is the day of its next meeting, where that is set."""

    id: int
    name: str
    hosts: str
    starts_at: time
    days_before_end: int
    meetings: int
    next_on: date | None
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """A meeting of a series, and the unit in whose place it is held, as that was called then."""

    meeting_id: int
    title: str
    quarter: Quarter
    state: MeetingState
    held_on: date | None
    host_id: int | None
    host: str
    venue: str


@dataclass(slots=True)
class HostLine:
    """A unit and the meetings that it hosted, by quarter. `in_turn` while it belongs to those who take turns."""

    unit_id: int | None
    name: str
    in_turn: bool
    hosted: dict[Quarter, list[Hosting]] = field(default_factory=dict)

    @property
    def times(self) -> int:
        """How often."""
        return sum(map(len, self.hosted.values()))

    @property
    def last(self) -> Quarter | None:
        """When for the last time."""
        return max(self.hosted, default=None)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Whose turn a quarter is, with their venue where one is known."""

    turn: Turn
    host: Unit | None
    venue: str


def get_series(series_id: int) -> MeetingSeries | None:
    """A series with its programme's members and its hosts."""
    return db.session.scalar(
        sa.select(MeetingSeries)
        .where(MeetingSeries.id == series_id)
        .options(
            joinedload(MeetingSeries.programme).selectinload(Programme.members),
            joinedload(MeetingSeries.hosts).selectinload(UnitGroup.listed),
        )
    )


def series_of(programme_id: int, *, today: date, ended: bool = False) -> list[SeriesRow]:
    """The series of a programme by name; those that have ended last, and only where asked for."""
    of_it = sa.select(Meeting).where(Meeting.series_id == MeetingSeries.id, _COUNTS).correlate(MeetingSeries)
    next_on = of_it.where(Meeting.held_on >= today, Meeting.state.in_(NOT_HELD_YET))
    query = (
        sa.select(
            MeetingSeries.id,
            MeetingSeries.name,
            sa.func.coalesce(UnitGroup.name, "").label("hosts"),
            MeetingSeries.starts_at,
            MeetingSeries.days_before_end,
            of_it.with_only_columns(sa.func.count()).scalar_subquery().label("meetings"),
            next_on.with_only_columns(sa.func.min(Meeting.held_on)).scalar_subquery().label("next_on"),
            MeetingSeries.ended_on,
        )
        .outerjoin(UnitGroup, UnitGroup.id == MeetingSeries.hosts_id)
        .where(MeetingSeries.programme_id == programme_id)
        .order_by(MeetingSeries.ended_on.is_not(None), MeetingSeries.name, MeetingSeries.id)
    )
    if not ended:
        query = query.where(MeetingSeries.ended_on.is_(None))
    return [SeriesRow(**row._asdict()) for row in db.session.execute(query)]


def running_series(programme_id: int) -> Sequence[MeetingSeries]:
    """The series of a programme in which meetings are planned."""
    running = sa.select(MeetingSeries).where(
        MeetingSeries.programme_id == programme_id, MeetingSeries.ended_on.is_(None)
    )
    return db.session.scalars(running.order_by(MeetingSeries.name, MeetingSeries.id)).all()


def series_lacking(programme_id: int, quarter: Quarter) -> MeetingSeries | None:
    """The series that a document's meeting of a quarter belongs to: the programme's only one, if it has none yet."""
    running = running_series(programme_id)
    if len(running) != 1:
        return None
    met = sa.select(Meeting.id).where(Meeting.series_id == running[0].id, Meeting.quarter == quarter, _COUNTS)
    return running[0] if db.session.scalar(met.limit(1)) is None else None


def hosting(series_id: int) -> list[Hosting]:
    """The meetings of a series, but those cancelled, the first first."""
    query = (
        sa.select(
            Meeting.id.label("meeting_id"),
            Meeting.title,
            Meeting.quarter,
            Meeting.state,
            Meeting.held_on,
            Venue.host_id,
            sa.func.coalesce(name_on(sa.func.coalesce(Meeting.held_on, date.max)), "").label("host"),
            sa.func.coalesce(Venue.name, "").label("venue"),
        )
        .outerjoin(Venue, Venue.id == Meeting.venue_id)
        .outerjoin(Unit, Unit.id == Venue.host_id)
        .where(Meeting.series_id == series_id, _COUNTS)
        .order_by(Meeting.quarter, Meeting.held_on, Meeting.id)
    )
    return [Hosting(**row._asdict()) for row in db.session.execute(query)]


def hosts_of(series: MeetingSeries, *, on: date) -> list[Unit]:
    """The units that take turns on a day, in the order in which the office lists them."""
    return expand(series.hosts, programme_id=series.programme_id, on=on) if series.hosts is not None else []


def host_lines(hosts: Sequence[Unit], held: Sequence[Hosting]) -> list[HostLine]:
    """Who takes turns, then whoever else hosted, each with what it hosted; meetings of nobody known come last."""
    lines: dict[int | None, HostLine] = {unit.id: HostLine(unit.id, unit.name, in_turn=True) for unit in hosts}
    for one in sorted(held, key=lambda one: one.host_id is None):
        line = lines.setdefault(one.host_id, HostLine(one.host_id, one.host, in_turn=False))
        line.hosted.setdefault(one.quarter, []).append(one)
    return list(lines.values())


def proposals(
    series: MeetingSeries, year: int, *, hosts: Sequence[Unit], held: Sequence[Hosting], today: date
) -> list[Proposal]:
    """What is proposed for the quarters of a year that have no meeting of the series and are not over."""
    hosted: dict[Quarter, set[int]] = {}
    for one in held:
        hosted.setdefault(one.quarter, set()).update([one.host_id] if one.host_id is not None else ())
    found = turns(
        [quarter for quarter in quarters_of(year) if quarter.last_day >= today],
        hosts=[unit.id for unit in hosts],
        hosted=hosted,
        days_before_end=series.days_before_end,
        calendar=work_calendar(),
    )
    units, places = {unit.id: unit for unit in hosts}, _venues_of([unit.id for unit in hosts])
    return [Proposal(turn, units.get(turn.host_id or 0), places.get(turn.host_id or 0, "")) for turn in found]


def _venues_of(unit_ids: Sequence[int]) -> dict[int, str]:
    """The first venue in use of each unit that has one."""
    rows = db.session.execute(
        sa.select(Venue.host_id, Venue.name)
        .where(Venue.host_id.in_(unit_ids), Venue.ended_on.is_(None))
        .order_by(Venue.id.desc())
    )
    return {host_id: name for host_id, name in rows if host_id is not None}
