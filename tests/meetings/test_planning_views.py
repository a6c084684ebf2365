"""Venues, series, moving and cancelling in the browser: who may, what is asked, what is kept."""

import io

import openpyxl
import pytest
import sqlalchemy as sa

from tests.browser import by_id, page, words
from tracker.core.db import db, transaction
from tracker.core.folding import vietnamese_key
from tracker.meetings import queries
from tracker.meetings.models import Meeting, MeetingSeries, MeetingState, Venue


def fresh(record):
    db.session.expire_all()
    return db.session.get_one(type(record), record.id)


def rows_of(answer):
    return list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.values)


@pytest.fixture
def series(town):
    return queries.running_series(town.programme.id)[0]


def new_venue(**changes):
    return {"name": "Nhà rông làng Kon Hra", "address": "Làng Kon Hra", "host": 0, "seats": "120"} | changes


@pytest.mark.parametrize("who", ["staff", "chair", "admin"])
def test_staff_chair_and_admin_add_a_venue(town, sign_in, who):
    answer = sign_in(who).post("/venues/new", data=new_venue(host=town.unit("Xã Đăk Tơ Mil").id))
    venue = db.session.query(Venue).filter_by(name="Nhà rông làng Kon Hra").one()
    assert answer.location == f"/venues/{venue.id}"
    assert "Xã Đăk Tơ Mil" in words(sign_in("officer").get(answer.location))


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name": "  "}, "name"), ({"name": "hoi truong ubnd huyen"}, "name"), ({"seats": "-3"}, "seats")],
)
def test_a_bad_venue_is_refused_beside_its_field_and_the_rest_is_kept(town, sign_in, changed, field):
    answer = sign_in("staff").post("/venues/new", data=new_venue(**changed))
    assert answer.status_code == 422
    by_id(answer, f"{field}-errors")
    assert by_id(answer, "address").get("value") == "Làng Kon Hra"


def test_a_venue_is_mended_and_the_second_of_two_compares(town, sign_in):
    venue, staff = town.new_venue(), sign_in("staff")
    mended = new_venue(name="Nhà rông lớn", version=1)
    assert staff.post(f"/venues/{venue.id}/edit", data=mended).status_code == 302
    assert fresh(venue).name == "Nhà rông lớn"
    second = staff.post(f"/venues/{venue.id}/edit", data=mended | {"seats": "10"})
    assert second.status_code == 409
    assert by_id(second, "seats").get("value") == "10"
    assert fresh(venue).seats == 120


def test_a_venue_in_need_does_not_end_and_the_page_says_why(room, sign_in):
    answer = sign_in("chair").post(f"/venues/{room.meeting.venue_id}/end")
    assert answer.status_code == 422
    assert by_id(answer, "flash").xpath("./p[contains(@class, 'message-problem')]")


def test_the_list_of_venues_is_narrowed_sorted_taken_away_whole_and_exchanged(town, sign_in, htmx):
    officer = sign_in("officer")
    assert len(page(officer.get("/venues/")).xpath("//tbody/tr")) == 7
    found = officer.get("/venues/?q=dak to mil", headers=htmx)
    assert by_id(found, "venues").xpath(".//tbody//th/a/text()") == ["Nhà văn hóa xã Đăk Tơ Mil"]
    assert "<html" not in found.text
    assert page(officer.get("/venues/?sort=-seats")).xpath("//tbody/tr[1]/th/a/text()") == ["Hội trường UBND huyện"]
    assert len(rows_of(officer.get("/venues/?format=xlsx"))) == 8


def test_the_list_of_meetings_is_narrowed_by_venue_sorted_and_taken_away_whole(room, sign_in):
    staff = sign_in("staff")
    here = page(staff.get(f"/meetings/?venue={room.meeting.venue_id}")).xpath("//tbody/tr/td[1]/text()")
    assert set(here) == {room.meeting.venue.name}
    by_name = page(staff.get("/meetings/?sort=-title")).xpath("//tbody/tr/th/a/text()")
    assert by_name == sorted(by_name, key=vietnamese_key, reverse=True)
    assert len(rows_of(staff.get("/meetings/?format=xlsx"))) == len(by_name) + 1


def new_series(**changes):
    return {"name": "Giao ban tháng cuối quý", "hosts": 0, "starts_at": "7h30", "days_before_end": "3"} | changes


def test_staff_add_mend_and_end_a_series(town, sign_in, trail):
    staff = sign_in("staff")
    answer = staff.post("/meeting-series/new", data=new_series())
    added = db.session.query(MeetingSeries).filter_by(name="Giao ban tháng cuối quý").one()
    assert answer.location == f"/meeting-series/{added.id}"
    group = town.group("UBND các xã, thị trấn")
    mended = new_series(hosts=group.id, starts_at="8:00", version=1)
    assert staff.post(f"{answer.location}/edit", data=mended).status_code == 302
    assert (fresh(added).hosts_id, f"{fresh(added).starts_at:%H:%M}") == (group.id, "08:00")
    assert staff.post(f"{answer.location}/edit", data=mended).status_code == 409
    staff.post(f"{answer.location}/end")
    assert fresh(added).ended_on == town.today
    assert trail(added) == ["meeting_series.added", "meeting_series.edited", "meeting_series.ended"]
    assert "Giao ban tháng cuối quý" not in staff.get("/meeting-series/").text
    assert "Giao ban tháng cuối quý" in staff.get("/meeting-series/?state=all").text


@pytest.mark.parametrize(
    ("field", "typed"), [("name", ""), ("starts_at", "25:00"), ("starts_at", ""), ("days_before_end", "99")]
)
def test_a_bad_series_is_refused_beside_its_field(sign_in, field, typed):
    answer = sign_in("staff").post("/meeting-series/new", data=new_series(**{field: typed}))
    assert answer.status_code == 422
    by_id(answer, f"{field}-errors")


def proposed(*rows):
    """The form of rows as (quarter, ticked, day, venue)."""
    data = {}
    for place, (quarter, ticked, day, venue) in enumerate(rows):
        data |= {f"rows-{place}-quarter": quarter, f"rows-{place}-day": day, f"rows-{place}-venue": venue}
        data |= {f"rows-{place}-starts_at": "8h"} | ({f"rows-{place}-wanted": "y"} if ticked else {})
    return data


ONE = ("2027-Q1", True, "23/3", "Nhà văn hóa thị trấn")
TWO = ("2027-Q2", False, "21/6", "")


def test_the_series_page_shows_who_hosted_and_proposes_the_year_that_lacks_meetings(series, sign_in):
    shown = sign_in("staff").get(f"/meeting-series/{series.id}")
    table = page(shown).xpath("//table[contains(@class, 'hosted')]")[0]
    assert len(table.xpath(".//tbody/tr")) == 8
    assert len(table.xpath(".//tbody//a[contains(@href, '/meetings/')]")) == 8
    assert by_id(shown, "rows-0-day").get("value") == "22/03/2027"
    rows = rows_of(sign_in("officer").get(f"/meeting-series/{series.id}?format=xlsx&span=3&year=2027"))
    assert (len(rows), len(rows[0])) == (9, 15)


def test_proposed_meetings_are_planned_as_they_were_mended(town, series, sign_in):
    answer = sign_in("staff").post(f"/meeting-series/{series.id}/plan?year=2027", data=proposed(ONE, TWO))
    assert answer.status_code == 302
    planned = db.session.scalars(sa.select(Meeting).order_by(Meeting.id.desc()).limit(1)).one()
    assert (str(planned.quarter), planned.held_on.isoformat(), planned.series_id) == (
        "2027-Q1",
        "2027-03-23",
        series.id,
    )
    assert (planned.title, planned.venue.host.name) == ("Hội nghị giao ban quý I/2027", "Thị trấn Đăk Vơn")
    again = sign_in("staff").post(f"/meeting-series/{series.id}/plan?year=2027", data=proposed(ONE))
    assert again.status_code == 422
    assert by_id(again, "rows-0-venue").get("value") == "Nhà văn hóa thị trấn"
    assert db.session.scalars(sa.select(Meeting).order_by(Meeting.id.desc()).limit(1)).one().id == planned.id


@pytest.mark.parametrize(
    "row", [("2027-Q1", True, "31/2", "X"), ("quý I", True, "23/3", "X"), ("2027-Q1", False, "23/3", "X")]
)
def test_what_cannot_be_planned_of_a_proposal_is_said_and_kept(series, sign_in, row):
    answer = sign_in("staff").post(f"/meeting-series/{series.id}/plan?year=2027", data=proposed(row))
    assert answer.status_code == 422
    assert by_id(answer, "rows-0-venue").get("value") == "X"


def test_a_day_off_is_asked_about_once_and_planned_knowingly(series, sign_in):
    staff, address = sign_in("staff"), f"/meeting-series/{series.id}/plan?year=2027"
    sunday = proposed(("2027-Q1", True, "21/3", ""))
    asked = staff.post(address, data=sunday)
    assert asked.status_code == 422
    sure = page(asked).xpath("//input[@name='sure'][@type='checkbox']/@value")[0]
    assert staff.post(address, data=sunday | {"sure": sure}).status_code == 302


def moving(meeting, **changes):
    told = {"day": "25/11", "starts_at": "8h", "venue": "Nhà rông làng Kon Hra", "words": "Mưa lũ"}
    return told | {"version": meeting.version} | changes


def test_staff_move_a_meeting_and_its_page_says_where_to(room, sign_in):
    address = f"/meetings/{room.meeting.id}"
    answer = sign_in("staff").post(f"{address}/move", data=moving(room.meeting))
    assert answer.location == address
    assert fresh(room.meeting).held_on.isoformat() == "2026-11-25"
    shown = words(sign_in("staff").get(address))
    assert "Mưa lũ" in shown
    assert "08:00" in shown


@pytest.mark.parametrize(("field", "typed"), [("day", ""), ("day", "31/6"), ("words", " "), ("starts_at", "8 rưỡi")])
def test_a_move_that_says_too_little_is_refused_beside_the_field_and_the_rest_is_kept(room, sign_in, field, typed):
    answer = sign_in("staff").post(f"/meetings/{room.meeting.id}/move", data=moving(room.meeting, **{field: typed}))
    assert answer.status_code == 422
    by_id(answer, f"{field}-errors")
    assert by_id(answer, "venue").get("value") == "Nhà rông làng Kon Hra"
    assert fresh(room.meeting).held_on is None


def test_the_second_of_two_who_move_a_meeting_compares(room, sign_in):
    staff, data = sign_in("staff"), moving(room.meeting)
    assert staff.post(f"/meetings/{room.meeting.id}/move", data=data).status_code == 302
    second = staff.post(f"/meetings/{room.meeting.id}/move", data=data | {"day": "26/11"})
    assert second.status_code == 409
    assert by_id(second, "day").get("value") == "26/11"
    assert fresh(room.meeting).held_on.isoformat() == "2026-11-25"


def test_a_cancelled_meeting_says_why_and_offers_no_act(room, sign_in):
    chair, address = sign_in("chair"), f"/meetings/{room.meeting.id}"
    assert chair.post(f"{address}/cancel", data={"words": ""}).status_code == 422
    assert chair.post(f"{address}/cancel", data={"words": "Trùng lịch họp tỉnh"}).location == address
    assert fresh(room.meeting).state is MeetingState.CANCELLED
    shown = chair.get(address)
    assert "Trùng lịch họp tỉnh" in words(shown)
    assert "/move" not in shown.text
    assert chair.post(f"{address}/cancel", data={"words": "Lần nữa"}).status_code == 422


@pytest.mark.parametrize("act", ["move", "cancel"])
@pytest.mark.parametrize("who", ["officer", "head2", "observer"])
def test_who_only_sees_a_meeting_neither_moves_nor_cancels_it(room, sign_in, who, act):
    assert sign_in(who).post(f"/meetings/{room.meeting.id}/{act}", data=moving(room.meeting)).status_code == 403
    assert fresh(room.meeting).held_on is None
    assert fresh(room.meeting).state is MeetingState.PLANNED


def planned(town, **changes):
    told = {"title": "Họp chuyên đề", "quarter": str(town.quarter), "venue": "Nhà rông làng Kon Hra", "day": "25/11"}
    return told | {"starts_at": "9:00"} | changes


def test_a_taken_venue_is_asked_about_and_saved_all_the_same_with_a_tick(town, sign_in):
    staff = sign_in("staff")
    assert staff.post("/meetings/new", data=planned(town)).status_code == 302
    assert staff.post("/meetings/new", data=planned(town, starts_at="13h")).status_code == 302
    asked = staff.post("/meetings/new", data=planned(town, starts_at="10h", title="Họp khác"))
    assert asked.status_code == 422
    assert "Họp chuyên đề" in words(by_id(asked, "venue-errors"))
    sure = page(asked).xpath("//input[@name='sure'][@type='checkbox']/@value")[0]
    saved = staff.post("/meetings/new", data=planned(town, starts_at="10h", title="Họp khác", sure=sure))
    assert saved.status_code == 302
    assert "Họp chuyên đề" in words(staff.get(saved.location))
    assert "Họp chuyên đề" not in words(sign_in("officer").get(saved.location))


def test_a_second_meeting_of_a_series_in_one_quarter_is_asked_about(town, series, sign_in):
    asked = sign_in("staff").post("/meetings/new", data=planned(town, series=series.id))
    assert asked.status_code == 422
    by_id(asked, "series-errors")


def test_what_is_unusual_already_is_not_asked_again_when_something_else_is_mended(room, sign_in):
    with transaction():
        room.meeting.held_on = room.town.today.replace(day=25)  # a Sunday gone by
    form = planned(
        room.town, venue=room.meeting.venue.name, day="25/10", starts_at="", version=fresh(room.meeting).version
    )
    form |= {"title": "Tên mới", "series": room.meeting.series_id, "guests": "Đại diện tỉnh\n\n Đại diện xã "}
    assert sign_in("staff").post(f"/meetings/{room.meeting.id}/edit", data=form).status_code == 302
    assert (fresh(room.meeting).title, room.meeting.guests) == ("Tên mới", "Đại diện tỉnh\nĐại diện xã")


def test_the_chair_of_a_meeting_is_one_of_the_programmes_chairs(town, sign_in):
    staff = sign_in("staff")
    assert staff.post("/meetings/new", data=planned(town, chair=town.person("officer").id)).status_code == 422
    saved = staff.post("/meetings/new", data=planned(town, chair=town.person("chair").id))
    assert town.person("chair").full_name in words(staff.get(saved.location))


def test_an_invited_meetings_form_points_to_moving_it(room, sign_in):
    with transaction():
        room.meeting.state = MeetingState.INVITED
    shown = sign_in("staff").get(f"/meetings/{room.meeting.id}/edit")
    assert not page(shown).xpath("//*[@id='day']")
    assert f"/meetings/{room.meeting.id}/move" in shown.text
    form = {"title": "Tên mới", "quarter": str(room.meeting.quarter), "version": fresh(room.meeting).version}
    assert sign_in("staff").post(f"/meetings/{room.meeting.id}/edit", data=form).status_code == 302
    assert (fresh(room.meeting).title, room.meeting.venue.name) == ("Tên mới", "Hội trường UBND huyện")


def test_a_title_is_one_line_so_that_files_and_mails_can_bear_it(town, sign_in):
    staff = sign_in("staff")
    saved = staff.post("/meetings/new", data=planned(town, title="Họp\r\nBcc: x@vi-du.vn"))
    assert "Họp Bcc: x@vi-du.vn" in words(staff.get(saved.location))
    assert staff.get(f"{saved.location}/calendar").status_code == 200


@pytest.mark.parametrize("row", ["²", "9" * 5000, "-1", "x"])
def test_a_row_that_is_none_plans_nothing(town, sign_in, row):
    series = town.meeting.series
    told = {f"rows-{row}-quarter": "2027-Q1", f"rows-{row}-wanted": "y"}
    assert sign_in("staff").post(f"/meeting-series/{series.id}/plan", data=told).status_code == 422
