"""What is done to series of meetings: added, mended, ended, and their meetings planned for a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.core.periods import Quarter
from tracker.meetings import queries
from tracker.meetings.models import Meeting, MeetingSeries
from tracker.meetings.rules import NothingChosen, PlannedMeanwhile, SeriesHasEnded
from tracker.meetings.services.planning import plan_meeting
from tracker.office.models import Person, Programme, Unit, UnitGroup
from tracker.office.rules import EndedAlready, NotEnded


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFacts:
    """What is known of a series. `hosts` hold its meetings in turn."""

    name: str
    hosts: UnitGroup | None
    starts_at: time
    days_before_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPlan:
    """A meeting of a series to be planned. `host` is whose place a venue is that nobody knows yet."""

    quarter: Quarter
    title: str
    held_on: date | None
    starts_at: time | None
    venue: str
    host: Unit | None = None


def add_series(facts: SeriesFacts, *, programme: Programme, by: Person, at: datetime) -> MeetingSeries:
    """Enter a series of a programme."""
    series = MeetingSeries(programme=programme)
    _write(series, facts)
    db.session.add(series)
    audit.record("meeting_series.added", subject=series, by=by, at=at, series=series.name)
    return series


def edit_series(series: MeetingSeries, facts: SeriesFacts, *, seen: int, by: Person, at: datetime) -> None:
    """Mend it; meetings that are planned already stay as they are. Raises ChangedMeanwhile."""
    if series.version != seen:
        raise ChangedMeanwhile
    _write(series, facts)
    audit.record("meeting_series.edited", subject=series, by=by, at=at, series=series.name)


def end_series(series: MeetingSeries, *, by: Person, at: datetime) -> None:
    """Propose no further meetings from today on; those planned stay. Raises EndedAlready."""
    hold(series)
    if series.ended_on is not None:
        raise EndedAlready
    series.ended_on = clock.local(at).date()
    audit.record("meeting_series.ended", subject=series, by=by, at=at, series=series.name)


def resume_series(series: MeetingSeries, *, by: Person, at: datetime) -> None:
    """Propose again. Raises NotEnded."""
    if series.ended_on is None:
        raise NotEnded
    series.ended_on = None
    audit.record("meeting_series.resumed", subject=series, by=by, at=at, series=series.name)


def plan_series(series: MeetingSeries, wanted: Sequence[ToPlan], *, by: Person, at: datetime) -> list[Meeting]:
    """Plan meetings of a series, all of them or none.

    Raises NothingChosen, SeriesHasEnded, VenueHasEnded, and PlannedMeanwhile where a quarter has its meeting by now.
    """
    hold(series)  # else two could plan one quarter
    if series.ended_on is not None:
        raise SeriesHasEnded
    if not wanted:
        raise NothingChosen
    taken = {meeting.quarter for meeting in queries.hosting(series.id)}
    planned = []
    for one in wanted:
        if one.quarter in taken:
            raise PlannedMeanwhile(quarter=one.quarter.label)
        meeting = plan_meeting(
            one.title,
            programme_id=series.programme_id,
            quarter=one.quarter,
            series=series,
            venue=one.venue,
            host=one.host,
            held_on=one.held_on,
            starts_at=one.starts_at,
            by=by,
            at=at,
        )
        planned.append(meeting)
        taken.add(one.quarter)
    quarters = ", ".join(one.quarter.label for one in wanted)
    audit.record("meeting_series.planned", subject=series, by=by, at=at, series=series.name, quarters=quarters)
    return planned


def _write(series: MeetingSeries, facts: SeriesFacts) -> None:
    series.name, series.hosts = facts.name, facts.hosts
    series.starts_at, series.days_before_end = facts.starts_at, facts.days_before_end
