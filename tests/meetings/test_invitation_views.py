"""Inviting, answering and being counted in the browser."""

import io

import icalendar
import openpyxl
import pytest

from tests.browser import by_id, page, words
from tests.meetings.inviting import HALL, Inviting, give_address, mails
from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.meetings.models import Reply, Venue
from tracker.meetings.queries.attendance import attendance_of


@pytest.fixture
def meant(town):
    """Two units are invited to a meeting, and have no answer given."""
    made = Inviting(town)
    made.choose(OWN, OTHER)
    made.send()
    return made


def at(meant, place=""):
    return f"/meetings/{meant.meeting.id}/invitations{place}"


def reply_at(meant, unit=OWN):
    return f"/invitations/{meant.of(unit).id}/reply"


def answered(meant, unit=OWN, **said):
    return {"version": meant.of(unit).version} | said


# Inviting


def test_staff_choose_by_groups_and_units_and_send(town, sign_in):
    meant, staff = Inviting(town), sign_in("staff")
    shown = staff.get(at(meant))
    assert "Dự kiến mời" in words(shown)
    form = staff.get(at(meant, "/edit"))
    assert len(page(form).xpath("//input[@name='units'][@checked]")) == 15
    communes = town.group("UBND các xã, thị trấn")
    told = {"units": [town.unit(OWN).id], "groups": [communes.id], "version": meant.meeting.version}
    assert staff.post(at(meant, "/edit"), data=told).location == at(meant)
    sent = staff.post(at(meant, "/send"), follow_redirects=True)
    assert "Đã gửi giấy mời đến 8 đơn vị." in words(sent)
    assert "chưa có địa chỉ nhận thư" in words(sent)
    assert len(page(sent).xpath("//div[@id='answers']//tbody/tr")) == 8


def test_what_is_missing_is_said_before_and_after_the_button_is_pressed(town, sign_in):
    meant, staff = Inviting(town, venue="", starts_at=None), sign_in("staff")
    assert "còn thiếu: thời gian, địa điểm" in words(staff.get(at(meant)))
    refused = staff.post(at(meant, "/send"))
    assert refused.status_code == 422
    assert "giấy mời cần có Thời gian, Địa điểm" in words(refused)


def test_the_second_who_chooses_sees_both_versions(town, meant, sign_in):
    version = meant.meeting.version
    meant.choose(OWN)
    answer = sign_in("chair").post(at(meant, "/edit"), data={"units": [town.unit(OTHER).id], "version": version})
    assert answer.status_code == 409
    assert OWN in words(page(answer).xpath("//section[@class='clash']")[0])


# Answering


def test_the_mails_link_answers_nothing(town, meant, sign_in):
    give_address(town, "officer", "y.lieu@vi-du.vn")
    officer = sign_in("officer")
    for address in (at(meant), reply_at(meant), "/work"):
        assert officer.get(address).status_code == 200
    assert meant.of(OWN).reply is Reply.WAITING


def test_a_unit_sees_its_own_answer_alone(meant, sign_in):
    meant.answer(OTHER, Reply.ABSENT, who="officer2", reason="Bận việc riêng của xã.")
    shown = sign_in("officer").get(at(meant))
    assert OWN in words(shown)
    assert OTHER not in words(shown)
    assert "Bận việc riêng" not in shown.text
    assert "Bận việc riêng" in sign_in("observer").get(at(meant)).text


def test_an_answer_needs_its_words_and_keeps_what_was_typed(meant, sign_in):
    officer = sign_in("officer")
    refused = officer.post(reply_at(meant), data=answered(meant, reply="absent", deputy="A Brol"))
    assert refused.status_code == 422
    by_id(refused, "reason-errors")
    assert by_id(refused, "deputy").get("value") == "A Brol"
    assert "Hãy chọn đơn vị có dự hay không." in words(officer.post(reply_at(meant), data=answered(meant)))
    done = officer.post(reply_at(meant), data=answered(meant, reply="absent", reason="Trùng lịch."))
    assert done.location == at(meant)
    assert meant.of(OWN).words == "Trùng lịch."


def test_the_second_who_answers_sees_both(meant, sign_in):
    seen = meant.of(OWN).version
    meant.answer(OWN, Reply.ABSENT, who="head", reason="Trùng lịch.")
    answer = sign_in("officer").post(reply_at(meant), data={"version": seen, "reply": "coming"})
    assert answer.status_code == 409
    assert "Trùng lịch." in words(page(answer).xpath("//section[@class='clash']")[0])


def test_one_button_on_the_page_of_the_units_work_answers(meant, sign_in, htmx):
    officer = sign_in("officer")
    row = by_id(officer.get("/work"), f"invitation-{meant.of(OWN).id}")
    assert HALL in words(row)
    answer = officer.post(reply_at(meant), data=answered(meant, reply="coming"), headers=htmx)
    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert "Đã lưu." in words(by_id(answer, f"invitation-{meant.of(OWN).id}"))
    again = officer.post(reply_at(meant), data={"version": 1, "reply": "coming"}, headers=htmx)
    assert again.status_code == 422
    assert meant.of(OWN).reply is Reply.COMING


@pytest.mark.parametrize("who", ["officer_of_another_unit", "observer"])
def test_nobody_else_answers_for_a_unit(meant, sign_in, who):
    answer = sign_in(who).post(reply_at(meant), data=answered(meant, reply="coming"))
    assert answer.status_code == (404 if who.startswith("officer") else 403)
    assert meant.of(OWN).reply is Reply.WAITING


def test_a_meeting_that_has_begun_takes_no_answer(meant, sign_in):
    meant.open()
    answer = sign_in("officer").post(reply_at(meant), data=answered(meant, reply="coming"))
    assert answer.status_code == 422
    assert "trước khi hội nghị khai mạc" in words(answer)


def test_staff_see_all_answers_filter_them_and_take_them_along(meant, sign_in, htmx):
    staff = sign_in("staff")
    staff.post(reply_at(meant, OTHER), data=answered(meant, OTHER, reply="deputy", deputy="Y Thắm, công chức"))
    shown = words(staff.get(at(meant)))
    assert "Y Thắm, công chức" in shown
    fit = staff.get(at(meant, "?reply=waiting&q=dan toc"), headers=htmx)
    assert [words(row) for row in page(fit).xpath("//tbody/tr/th")] == [OWN]
    sheet = openpyxl.load_workbook(io.BytesIO(staff.get(at(meant, "?format=xlsx")).data)).active
    rows = {row[0]: row[1:4] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows[OTHER] == ("Cử người đi thay", "Y Thắm, công chức", "Y Blơng Hạnh")


def test_seats_are_reckoned_against_those_who_come(town, meant, sign_in):
    meant.answer(OWN)
    with transaction():
        db.session.get_one(Venue, meant.meeting.venue_id).seats = 1
    meant.answer(OTHER, who="officer2")
    assert "nhiều hơn số chỗ ngồi" in words(sign_in("staff").get(at(meant)))


def test_reminding_is_one_button_and_once_a_day(town, meant, sign_in):
    give_address(town, "officer", "y.lieu@vi-du.vn")
    staff = sign_in("staff")
    done = staff.post(at(meant, "/remind"), follow_redirects=True)
    assert "Đã nhắc 2 đơn vị trả lời." in words(done)
    assert len(mails()) == 1
    assert staff.post(at(meant, "/remind")).status_code == 422


# Files


def test_papers_and_the_calendar_file_are_taken_by_those_whom_they_concern(town, meant, sign_in):
    officer, other = sign_in("officer"), town.unit(OTHER).id
    paper = f"/meetings/{meant.meeting.id}/invitation"
    own = officer.get(paper)
    assert "filename*=UTF-8''Gi%E1%BA%A5y%20m%E1%BB%9Di" in own.headers["Content-Disposition"]
    assert officer.get(f"{paper}?unit={other}").status_code == 404
    staff = sign_in("staff")
    assert staff.get(f"{paper}?unit={other}&format=pdf").data.startswith(b"%PDF")
    assert staff.get(paper).data.startswith(b"PK")
    assert staff.get(f"{paper}?guest=1").status_code == 404
    dates = officer.get(f"/meetings/{meant.meeting.id}/calendar")
    assert dates.mimetype == "text/calendar"
    [entry] = icalendar.Calendar.from_ical(dates.data).walk("VEVENT")
    assert entry["dtstart"].dt.date() == meant.day


def test_a_number_is_taken_once(meant, sign_in):
    staff = sign_in("staff")
    notation = meant.meeting.invitation_notation
    staff.post(f"/meetings/{meant.meeting.id}/invitation/number")
    assert notation in words(staff.get(at(meant)))


# Being there


@pytest.fixture
def room(meant):
    return meant.open()


def seats_at(room, place=""):
    return f"/meetings/{room.meeting.id}/attendance{place}"


def test_staff_tick_who_is_there_in_place(room, sign_in, htmx):
    staff, seat = sign_in("staff"), room.of(OWN).id
    answer = staff.post(f"/invitations/{seat}/present", data={"name": "Nguyễn Bá Tuệ"}, headers=htmx)
    assert "Có mặt" in words(by_id(answer, f"seat-{seat}"))
    assert "hx-partial" in answer.text
    assert "<html" not in answer.text
    undone = staff.post(f"/invitations/{seat}/not-present")
    assert undone.location.startswith(seats_at(room))
    assert attendance_of(room.meeting).present == 0
    late = staff.post(f"/invitations/{seat}/present", data={"since": "23h59"})
    assert late.status_code == 422
    assert "Giờ này chưa đến" in words(late)
    sheet = openpyxl.load_workbook(io.BytesIO(staff.get(seats_at(room, "?format=xlsx")).data)).active
    assert sheet.max_row == 3


def test_a_further_unit_is_recorded(town, room, sign_in):
    third = town.unit("Phòng Văn hóa và Thông tin")
    done = sign_in("staff").post(seats_at(room), data={"unit": third.id, "name": "A"}, follow_redirects=True)
    assert "đến dự, không có giấy mời" in words(done)


def test_a_unit_counts_nobody(room, sign_in):
    officer = sign_in("officer")
    assert officer.post(f"/invitations/{room.of(OWN).id}/present").status_code == 403
    assert officer.get(seats_at(room)).status_code == 403
    assert officer.get(seats_at(room, "/code")).status_code == 403


def test_the_code_on_the_wall_leads_to_one_button(room, sign_in):
    shown = sign_in("chair").get(seats_at(room, "/code"))
    assert "style=" not in shown.text
    [drawn] = page(shown).xpath("//figure//svg")
    assert drawn.get("class") == "arrival-code"
    [address] = page(shown).xpath("//figcaption/text()")
    code = address.partition("code=")[2]
    assert code == room.meeting.arrival_code
    officer = sign_in("officer")
    place = seats_at(room, f"/arrive?code={code}")
    assert "Tôi có mặt" in words(officer.get(place))
    assert attendance_of(room.meeting).present == 0, "opening it says nothing"
    done = officer.post(seats_at(room, "/arrive"), data={"code": code, "unit": room.of(OWN).unit_id})
    assert done.location == place
    assert "Đã ghi nhận có mặt" in words(officer.get(place))
    assert attendance_of(room.meeting).present == 1


def test_an_old_code_is_refused_with_words(room, sign_in):
    chair, officer, old = sign_in("chair"), sign_in("officer"), room.meeting.arrival_code
    assert chair.post(seats_at(room, "/code")).location == seats_at(room, "/code")
    refused = officer.post(seats_at(room, "/arrive"), data={"code": old, "unit": room.of(OWN).unit_id})
    assert refused.status_code == 422
    assert "không còn hiệu lực" in words(refused)
    assert attendance_of(room.meeting).present == 0


def test_nobody_is_there_for_another_unit(room, sign_in):
    told = {"code": room.meeting.arrival_code, "unit": room.of(OTHER).unit_id}
    assert sign_in("officer").post(seats_at(room, "/arrive"), data=told).status_code == 422
    assert sign_in("staff").post(seats_at(room, "/arrive"), data=told).status_code == 403


def test_who_is_not_signed_in_comes_back_with_the_code(room, client):
    place = seats_at(room, f"/arrive?code={room.meeting.arrival_code}")
    form = page(client.get(client.get(place).location)).xpath("//form[.//input[@name='password']]")[0]
    told = dict(form.form_values()) | {"sign_in_name": "officer", "password": "giao-ban-demo"}
    assert client.post("/sign-in", data=told).location == place


def test_after_the_meeting_the_page_says_that_nothing_is_to_be_done(town, meant, sign_in):
    shown = sign_in("officer").get(seats_at(meant, f"/arrive?code={'x' * 99}"))
    assert "Chỉ điểm danh trong lúc họp" in words(shown)
