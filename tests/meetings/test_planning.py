"""Venues, series and meetings as services keep them: planned, moved, cancelled, and who is told."""

from datetime import date, time

import pytest
import sqlalchemy as sa

from tests.meetings.conftest import OTHER, OWN
from tests.together import at_once
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.core.periods import Quarter
from tracker.meetings import queries, services
from tracker.meetings.models import Invitation, Meeting, MeetingState, Venue
from tracker.meetings.rules import (
    ChangeNeedsReason,
    DayIsOff,
    DayIsPast,
    InvitedMeetingIsMoved,
    NothingChosen,
    NothingMoved,
    PlannedMeanwhile,
    SeriesHasEnded,
    VenueHasEnded,
    VenueIsNeeded,
    VenueIsTaken,
    VenueNameTaken,
    booking_of,
)
from tracker.office.rules import EndedAlready, NotEnded
from tracker.outbox.models import OutboxMessage
from tracker.outbox.queries import attachments_of

PLACE = {"held_on": date(2026, 11, 25), "starts_at": time(8), "venue": "Nhà rông làng Kon Hra"}


@pytest.fixture
def by(town):
    return {"by": town.person("staff"), "at": town.now}


@pytest.fixture
def invited(room, town):
    """The meeting, to which two units were sent an invitation and one was not."""
    with transaction():
        room.meeting.state = MeetingState.INVITED
        for who in ("officer", "head", "head2"):
            town.account(who).person.email = f"{who}@vi-du.vn"
        for name, sent_at in ((OWN, town.now), (OTHER, town.now), ("Ban Dân vận Huyện ủy", None)):
            db.session.add(Invitation(meeting=room.meeting, unit=town.unit(name), sent_at=sent_at))
    return room


def moved(meeting, by, **changes):
    facts = PLACE | {"words": "Mưa lũ", "seen": meeting.version, "link": "https://vi-du.vn/meetings/1"} | changes
    with transaction():
        return services.reschedule_meeting(meeting, **facts, **by)


def cancelled(meeting, by, words="Trùng lịch họp tỉnh"):
    with transaction():
        return services.cancel_meeting(meeting, words=words, link="https://vi-du.vn/meetings/1", **by)


def edited(meeting, by, **changes):
    facts = {"title": meeting.title, "quarter": meeting.quarter, "venue": meeting.venue.name, "held_on": None}
    facts |= {"starts_at": None, "chair_id": None, "guests": "", "series": meeting.series, "seen": meeting.version}
    with transaction():
        services.edit_meeting(meeting, **facts | changes, **by)


def mails():
    return db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)).all()


def test_a_venue_is_added_mended_ended_and_taken_up_again(town, by, trail):
    venue = town.new_venue()
    facts = services.VenueFacts(name="Nhà rông Kon Hra", host=town.unit(OWN), seats=90)
    with transaction():
        services.edit_venue(venue, facts, seen=1, **by)
        services.end_venue(venue, **by)
    with pytest.raises(EndedAlready), transaction():
        services.end_venue(venue, **by)
    with transaction():
        services.resume_venue(venue, **by)
    with pytest.raises(NotEnded), transaction():
        services.resume_venue(venue, **by)
    with pytest.raises(ChangedMeanwhile), transaction():
        services.edit_venue(venue, facts, seen=1, **by)
    assert (venue.name, venue.host.name, venue.seats, venue.ended_on) == ("Nhà rông Kon Hra", OWN, 90, None)
    assert trail(venue) == ["venue.added", "venue.edited", "venue.ended", "venue.resumed"]


@pytest.mark.parametrize("name", ["Nhà rông làng Kon Hra", "NHA RONG LANG KON HRA", "nhà  rông làng kon hrả"])
def test_a_venue_of_the_same_name_with_or_without_marks_is_refused(town, name):
    town.new_venue("Nhà rông làng Kon Hra")
    with pytest.raises(VenueNameTaken):
        town.new_venue(name)


def test_a_venue_where_a_meeting_is_still_to_be_held_does_not_end(room, by):
    moved(room.meeting, by)
    with pytest.raises(VenueIsNeeded), transaction():
        services.end_venue(room.meeting.venue, **by)
    cancelled(room.meeting, by)
    with transaction():
        services.end_venue(room.meeting.venue, **by)


def test_nothing_is_planned_where_a_venue_has_ended_but_what_was_held_there_is_entered(town, by):
    venue = town.new_venue()
    with transaction():
        services.end_venue(venue, **by)
    facts = {"programme_id": town.programme.id, "quarter": town.quarter, "venue": "nha rong lang kon hra"}
    for held_on in (None, town.today):
        with pytest.raises(VenueHasEnded), transaction():
            services.plan_meeting("Họp", held_on=held_on, **facts, **by)
    with transaction():
        meeting = services.plan_meeting("Họp", held_on=date(2026, 5, 4), **facts, **by)
    assert meeting.venue is venue


def test_a_new_venues_host_is_the_unit_that_its_name_names(town, by):
    for name, host in (("Trụ sở HĐND - UBND xã Đăk Tô Mil", OTHER), ("Nhà rông", None)):
        with transaction():
            meeting = services.plan_meeting(
                "Họp", programme_id=town.programme.id, quarter=town.quarter, venue=name, **by
            )
        assert (meeting.venue.host.name if meeting.venue.host else None) == host


def test_a_meeting_is_moved_with_its_reason_and_the_invited_are_told_once(invited, by, trail):
    meeting = invited.meeting
    told = moved(meeting, by)
    assert (meeting.held_on, meeting.starts_at, meeting.venue.name) == tuple(PLACE.values())
    assert meeting.state is MeetingState.INVITED
    assert trail(meeting)[-1] == "meeting.moved"
    sent = mails()
    assert told == len(sent) == 3
    assert all("Mưa lũ" in mail.body and "08:00 25/11/2026, Nhà rông làng Kon Hra" in mail.body for mail in sent)
    assert not any("Ban Dân vận" in mail.body for mail in sent)
    [entry] = attachments_of(sent[0])
    assert b"METHOD:PUBLISH" in entry.content
    assert b"DTSTART;TZID=Asia/Ho_Chi_Minh:20261125T080000" in entry.content


def test_nobody_is_told_of_a_meeting_to_which_nobody_is_invited(room, by):
    assert moved(room.meeting, by) == 0
    assert room.meeting.state is MeetingState.PLANNED
    assert not mails()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"words": "  "}, ChangeNeedsReason), ({"seen": 99}, ChangedMeanwhile)],
)
def test_a_move_without_a_reason_or_over_anothers_change_is_refused(invited, by, changes, refusal):
    with pytest.raises(refusal):
        moved(invited.meeting, by, **changes)
    assert invited.meeting.held_on is None
    assert not mails()


def test_a_move_to_where_it_is_tells_nobody(invited, by):
    moved(invited.meeting, by)
    before = len(mails())
    with pytest.raises(NothingMoved):
        moved(invited.meeting, by)
    assert len(mails()) == before


def test_a_meeting_is_cancelled_with_its_reason_and_stays_so(invited, by, trail):
    meeting = invited.meeting
    assert cancelled(meeting, by) == len(mails()) == 3
    assert (meeting.state, meeting.state_words) == (MeetingState.CANCELLED, "Trùng lịch họp tỉnh")
    assert trail(meeting)[-1] == "meeting.cancelled"
    for act in (cancelled, moved, edited):
        with pytest.raises(NotFromHere):
            act(meeting, by)


@pytest.mark.parametrize("act", [cancelled, moved])
def test_a_meeting_that_has_begun_is_neither_moved_nor_cancelled(room, by, act):
    room.open()
    with pytest.raises(NotFromHere):
        act(room.meeting, by)
    assert room.meeting.state is MeetingState.IN_SESSION


def test_an_invited_meeting_is_mended_but_its_place_is_moved(invited, by):
    edited(invited.meeting, by, guests="Đại diện Ban Dân tộc tỉnh")
    assert invited.meeting.guests == "Đại diện Ban Dân tộc tỉnh"
    for changes in ({"held_on": date(2026, 11, 25)}, {"venue": "Nơi khác"}, {"starts_at": time(7)}):
        with pytest.raises(InvitedMeetingIsMoved):
            edited(invited.meeting, by, **changes)


def test_what_is_unusual_is_found_across_programmes_and_names_no_meeting_that_one_may_not_know(town, by):
    venue, elsewhere = town.new_venue(), town.another_programme()
    known, hidden = (town.new_meeting(title, programme=of) for title, of in (("Họp A", None), ("Họp B", elsewhere)))
    with transaction():
        for meeting in (known, hidden):
            meeting.venue, meeting.held_on, meeting.starts_at = venue, date(2026, 10, 24), time(8)
    doubts = queries.doubts_about(town.person("staff"), booking_of(known), today=town.today, but=known.id)
    assert [type(doubt) for doubt in doubts] == [DayIsPast, DayIsOff, VenueIsTaken]
    assert "Họp B" not in str(doubts[-1])
    told = queries.doubts_about(town.person("staff"), booking_of(hidden), today=town.today, but=hidden.id)
    assert "Họp A" in str(told[-1])
    cancelled(known, by)
    assert not queries.clashes_of(town.person("staff"), booking_of(hidden), but=hidden.id)


def rows_of(series, town, year=2027):
    held = queries.hosting(series.id)
    hosts = queries.hosts_of(series, on=town.today)
    return queries.proposals(series, year, hosts=hosts, held=held, today=town.today)


def wanted(*proposals):
    return [
        services.ToPlan(
            quarter=one.turn.quarter,
            title=f"Hội nghị giao ban quý {one.turn.quarter.label}",
            held_on=one.turn.day,
            starts_at=time(8),
            venue=one.venue or "Hội trường mới",
            host=one.host,
        )
        for one in proposals
    ]


def the_series(town):
    return queries.running_series(town.programme.id)[0]


def test_the_demos_series_proposes_the_next_year_to_those_whose_turn_it_is(town):
    proposed = rows_of(the_series(town), town)
    assert [one.host.name for one in proposed] == [
        "Thị trấn Đăk Vơn",
        "Xã Đăk Rơ Lây",
        "Xã Plei H'Nú",
        "Xã Thuận Lâm Hạ",
    ]
    assert [one.venue for one in proposed][:2] == ["", "Nhà rông xã Đăk Rơ Lây"]
    assert not rows_of(the_series(town), town, 2026)
    assert not rows_of(the_series(town), town, 2024)


def test_proposed_meetings_are_planned_together_and_none_twice(town, by, trail):
    series = the_series(town)
    rows = wanted(*rows_of(series, town))
    with transaction():
        planned = services.plan_series(series, rows, **by)
    assert [meeting.quarter for meeting in planned] == [Quarter(2027, n) for n in (1, 2, 3, 4)]
    assert planned[0].venue.host.name == "Thị trấn Đăk Vơn"
    assert trail(series)[-1] == "meeting_series.planned"
    assert not rows_of(series, town)
    count = db.session.query(Meeting).count()
    with pytest.raises(PlannedMeanwhile), transaction():
        services.plan_series(series, wanted(*rows_of(series, town, 2028))[:1] + rows[3:], **by)
    with pytest.raises(PlannedMeanwhile), transaction():
        services.plan_series(series, wanted(*rows_of(series, town, 2028))[:1] * 2, **by)
    assert db.session.query(Meeting).count() == count


def test_a_series_without_a_tick_or_that_has_ended_plans_nothing(town, by):
    series = the_series(town)
    with pytest.raises(NothingChosen), transaction():
        services.plan_series(series, [], **by)
    with transaction():
        services.end_series(series, **by)
    with pytest.raises(SeriesHasEnded), transaction():
        services.plan_series(series, wanted(*rows_of(series, town)), **by)


def test_two_who_plan_one_series_at_once_plan_each_quarter_once(app, town, by):
    def planning(town):
        series = the_series(town)
        services.plan_series(series, wanted(*rows_of(series, town)), by=town.person("staff"), at=town.now)

    refused = at_once(app, [planning] * 2)
    assert [type(refusal) for refusal in refused] in ([PlannedMeanwhile], [NothingChosen])
    in_2027 = sa.select(Meeting).where(Meeting.quarter.in_([Quarter(2027, n) for n in (1, 2, 3, 4)]))
    assert len(db.session.scalars(in_2027).all()) == 4
    assert db.session.query(Venue).filter_by(name="Hội trường mới").count() == 1
