"""Where the demo town's review meetings are held: venues, the series, and the notices of the year before the plan's."""

import tomllib
from datetime import date, datetime, time, timedelta
from functools import partial

from tracker.core import clock
from tracker.core.periods import Quarter
from tracker.demo.town import Facts, Town, shipped
from tracker.documents import services as documents
from tracker.documents.services import DocumentFacts
from tracker.meetings import services as meetings

UNTIL_ISSUED = timedelta(days=3)


def set_up_hosting(town: Town, *, before: int) -> None:
    """Venues and the series; into the diary, what notices told of the meetings of the year before that one."""
    facts = tomllib.loads(shipped("hosting.toml"))
    by = town.people["staff"]
    begun = date(town.diary.today.year - 2, 11, 20)  # the office was set up a few days before
    at = datetime.combine(begun, time(9), tzinfo=clock.ZONE)
    for venue in facts["venues"]:
        place = meetings.VenueFacts(
            name=venue["name"], address=venue["address"], host=town.units[venue["host"]], seats=venue["seats"]
        )
        meetings.add_venue(place, by=by, at=at)
    said = facts["series"]
    series = meetings.SeriesFacts(
        name=said["name"],
        hosts=town.groups[said["hosts"]],
        starts_at=time(8),
        days_before_end=said["days_before_end"],
    )
    meetings.add_series(series, programme=town.programme, by=by, at=at)
    for past in facts["past"]:
        quarter = Quarter(before - 1, past["quarter"])
        issued = quarter.last_day - timedelta(days=past["before"]) + UNTIL_ISSUED
        town.diary.on(max(issued, begun), partial(_enter_notice, town, past, quarter, issued))


def _enter_notice(town: Town, past: Facts, quarter: Quarter, issued: date, at: datetime) -> None:
    """A notice that was issued before the tracker was there, entered for the sake of who hosted."""
    by = town.people["staff"]
    held = town.diary.calendar.moved_to_working_day(quarter.last_day - timedelta(days=past["before"]))
    document = documents.register_document(
        DocumentFacts(
            type_name="Thông báo",
            notation=past["notation"],
            issued_on=issued,
            issuer=town.units["committee"].name,
            subject=f"Kết luận Hội nghị giao ban quý {quarter.label}",
        ),
        text=f"Thông báo kết luận Hội nghị giao ban quý {quarter.label} tại {past['venue']}.",
        programme_id=town.programme.id,
        by=by,
        at=at,
    )
    meetings.record_notice(
        document,
        programme_id=town.programme.id,
        quarter=quarter,
        title=f"Hội nghị giao ban quý {quarter.label}",
        venue=past["venue"],
        held_on=held,
        by=by,
        at=at,
    )
