"""The list of meetings, planning one, opening, closing and publishing it in the browser."""

import pytest
import sqlalchemy as sa

from tests.browser import by_id, page, words
from tests.meetings.conftest import OTHER, OWN
from tracker.core.db import db
from tracker.core.periods import quarters_of
from tracker.meetings.models import Meeting, MeetingState


def fresh(meeting: Meeting) -> Meeting:
    db.session.expire_all()
    return db.session.get_one(Meeting, meeting.id)


def filled(town, **changes):
    return {
        "title": "Hội nghị giao ban bổ sung",
        "quarter": str(town.quarter),
        "venue": "Nhà rông làng Kon Hra",
        "day": "25/11",
    } | changes


def test_the_list_shows_the_year_or_the_quarter_alone(room, town, sign_in, htmx):
    staff = sign_in("staff")
    year = staff.get("/meetings/")
    of_year = db.session.query(Meeting).filter(Meeting.quarter.in_(quarters_of(town.quarter.year))).count()
    assert len(page(year).xpath("//tbody/tr")) == of_year
    quarter = staff.get(f"/meetings/?quarter={town.quarter}&span=quarter", headers=htmx)
    assert room.meeting.title in by_id(quarter, "meetings").xpath(".//tbody//th/a/text()")
    assert "<html" not in quarter.text
    assert not page(staff.get("/meetings/?quarter=2019-Q1")).xpath("//tbody/tr")
    assert len(page(staff.get("/meetings/?state=planned")).xpath("//tbody/tr")) == 1


def test_staff_plan_a_meeting(town, sign_in):
    answer = sign_in("staff").post("/meetings/new", data=filled(town))
    meeting = db.session.scalars(sa.select(Meeting).order_by(Meeting.id.desc()).limit(1)).one()
    assert answer.location == f"/meetings/{meeting.id}"
    assert (meeting.venue.name, meeting.held_on.isoformat()) == ("Nhà rông làng Kon Hra", "2026-11-25")
    assert meeting.state is MeetingState.PLANNED


@pytest.mark.parametrize(("field", "typed"), [("title", " "), ("day", "31/6")])
def test_bad_input_is_said_beside_the_field_and_the_rest_is_kept(town, sign_in, field, typed):
    before = db.session.scalar(sa.select(sa.func.count(Meeting.id)))
    answer = sign_in("staff").post("/meetings/new", data=filled(town, **{field: typed}))
    assert answer.status_code == 422
    by_id(answer, f"{field}-errors")
    assert by_id(answer, "venue").get("value") == "Nhà rông làng Kon Hra"
    assert db.session.scalar(sa.select(sa.func.count(Meeting.id))) == before


def test_the_plans_meeting_shows_its_venue_and_its_clause(room, sign_in):
    shown = sign_in("officer").get(f"/meetings/{room.meeting.id}")
    assert room.meeting.venue.name in words(shown)
    assert f"/documents/{room.meeting.plan_document_id}?clause=" in shown.text


def test_staff_mend_a_meeting_and_the_second_of_two_is_told(room, town, sign_in):
    staff, address = sign_in("staff"), f"/meetings/{room.meeting.id}/edit"
    seen = by_id(staff.get(address), "version").get("value")
    assert staff.post(address, data=filled(town, version=seen)).status_code == 302
    assert fresh(room.meeting).title == "Hội nghị giao ban bổ sung"
    second = staff.post(address, data=filled(town, version=seen, title="Tên khác"))
    assert second.status_code == 409
    assert by_id(second, "title").get("value") == "Tên khác"
    assert fresh(room.meeting).title == "Hội nghị giao ban bổ sung"
    again = by_id(second, "version").get("value")
    assert staff.post(address, data=filled(town, version=again, title="Tên khác")).status_code == 302


def test_the_chair_opens_and_closes_and_finds_the_draft_of_the_notice(room, sign_in, trail):
    chair, address = sign_in("chair"), f"/meetings/{room.meeting.id}"
    assert chair.post(f"{address}/open").location == address
    assert fresh(room.meeting).state is MeetingState.IN_SESSION
    room.conclude("Rà soát mô hình vườn nhà", to=(OWN, OTHER))
    chair.post(f"{address}/close")
    assert fresh(room.meeting).state is MeetingState.CONCLUDED
    assert "meeting.closed" in trail(room.meeting)
    [notice] = fresh(room.meeting).notices
    assert f"/notices/{notice.id}" in chair.get(f"{address}/notices").text
    assert "Rà soát mô hình vườn nhà" in chair.get(f"/notices/{notice.id}").text


@pytest.mark.parametrize("act", ["open", "close", "edit"])
@pytest.mark.parametrize("who", ["officer", "head2", "observer"])
def test_who_only_sees_a_meeting_may_not_run_it(room, sign_in, act, who):
    assert sign_in(who).post(f"/meetings/{room.meeting.id}/{act}").status_code == 403
    assert fresh(room.meeting).state is MeetingState.PLANNED


def test_closing_before_it_was_opened_is_refused_with_words(room, sign_in):
    answer = sign_in("chair").post(f"/meetings/{room.meeting.id}/close")
    assert answer.status_code == 422
    assert by_id(answer, "flash").xpath("./p[contains(@class, 'message-problem')]")
    assert fresh(room.meeting).state is MeetingState.PLANNED


@pytest.mark.parametrize(("who", "status"), [("observer", 403), ("officer", 403), ("staff", 200)])
def test_staff_and_chair_alone_plan(sign_in, who, status):
    assert sign_in(who).get("/meetings/new").status_code == status


def test_the_page_shows_what_became_of_the_meeting_before(room, sign_in):
    aside = by_id(sign_in("staff").get(f"/meetings/{room.meeting.id}"), "previous")
    assert aside.xpath(".//a[contains(@href, '/tasks/')]")


def test_the_page_asks_no_more_when_it_has_more_conclusions(room, sign_in, count_queries):
    room.open()
    room.conclude("Một", to=(OWN, OTHER))
    chair, address = sign_in("chair"), f"/meetings/{room.meeting.id}"
    with count_queries() as before:
        chair.get(address)
    for n in range(12):
        room.conclude(f"Việc thứ {n}", to=(OWN, OTHER))
    with count_queries() as after:
        chair.get(address)
    assert len(after) == len(before), "\n\n".join(after)
