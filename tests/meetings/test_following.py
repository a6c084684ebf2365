"""The screens in the room, and what a line becomes before it is recorded."""

import re
from datetime import date, timedelta

import pytest

from tests.browser import by_id, words
from tests.meetings.conftest import ALL_COMMUNES, OTHER, OWN
from tracker.core.db import db
from tracker.meetings.models import Conclusion, ConclusionKind
from tracker.plans.models import Target

THROUGH = "Ủy ban MTTQ Việt Nam huyện"


@pytest.fixture
def address(room):
    """The address of the meeting, which is open."""
    room.open()
    return f"/meetings/{room.meeting.id}"


def asks(answer) -> str:
    return by_id(answer, "follow").get("hx-get")


def test_a_screen_is_told_only_what_is_new(room, sign_in, address, htmx):
    officer = sign_in("officer")
    asked = asks(officer.get(address))
    assert officer.get(asked, headers=htmx).status_code == 204
    made = room.conclude("Họp dân từng làng")
    news = officer.get(asked, headers=htmx)
    by_id(news, f"conclusion-{made.id}")
    assert officer.get(asks(news), headers=htmx).status_code == 204
    room.close()
    assert officer.get(asked, headers=htmx).headers["HX-Refresh"] == "true"
    assert officer.get(asked).location == address


def test_those_who_write_follow_too(sign_in, address):
    assert asks(sign_in("staff").get(address)).startswith(f"{address}/follow")


def test_a_screen_with_nothing_new_asks_little(room, sign_in, address, htmx, count_queries):
    officer = sign_in("officer")
    asked = asks(officer.get(address))
    with count_queries() as statements:
        assert officer.get(asked, headers=htmx).status_code == 204
    assert len(statements) <= 5, statements


def test_who_may_not_know_of_the_meeting_follows_nothing(sign_in, address, htmx):
    assert sign_in("admin").get(f"{address}/follow?since=0", headers=htmx).status_code == 404


def test_the_wall_shows_what_was_concluded_and_follows(room, sign_in, address, htmx):
    staff = sign_in("staff")
    made = room.conclude("Họp dân từng làng")
    wall = staff.get(f"{address}/projected")
    by_id(wall, f"shown-{made.id}")
    asked = by_id(wall, "screen").get("hx-get")
    assert staff.get(asked, headers=htmx).status_code == 204
    room.conclude("Lập danh sách")
    assert "Lập danh sách" in words(staff.get(asked, headers=htmx))
    assert sign_in("officer").get(f"{address}/projected").status_code == 403


# The line --------------------------------------------------------------------------------------------------------


def preview(browser, address, htmx, line, **more) -> str:
    answer = browser.post(f"{address}/conclusions/preview", data={"text": line} | more, headers=htmx)
    assert answer.status_code == 200
    assert not db.session.query(Conclusion).filter(Conclusion.state == "draft").count()
    return re.sub(r"\s+", " ", answer.text)


def test_a_task_is_shown_with_its_units_and_its_day(sign_in, address, htmx):
    shown = preview(sign_in("staff"), address, htmx, f"{ALL_COMMUNES.lower()}: rà soát mô hình; hạn 20/12")
    assert f"{ALL_COMMUNES} (7)" in shown
    assert "20/12/2026" in shown  # a Sunday
    assert OTHER in shown
    assert "tone-overdue" in shown
    assert shown.count('name="left_out"') == 7


def test_a_duty_to_report_is_shown_with_its_first_days(town, sign_in, address, htmx):
    through = town.unit(THROUGH).name
    line = f"{OWN}: báo cáo hiệu quả mô hình hằng quý; qua {THROUGH}; hạn 20 tháng cuối quý"
    shown = preview(sign_in("staff"), address, htmx, line)
    assert "20/12/2026" in shown
    assert "20/03/2027" in shown
    assert through in shown
    made = sign_in("staff").post(f"{address}/conclusions", data={"text": line})
    assert made.status_code == 302
    (duty,) = db.session.query(Conclusion).filter(Conclusion.state == "draft")
    assert (duty.kind, duty.frequency, duty.due_words) == (ConclusionKind.DUTY, "quarterly", "20 tháng cuối quý")
    assert duty.through.name == through
    assert duty.text == "Báo cáo hiệu quả mô hình hằng quý"


def test_an_amendment_finds_its_target_by_its_words(town, sign_in, address, htmx):
    target: Target = town.plan.targets[0]
    line = f"Điều chỉnh chỉ tiêu {target.text} thành 9; {OTHER} 3"
    shown = preview(sign_in("staff"), address, htmx, line)
    assert f'<option selected value="{target.id}"' in shown
    assert sign_in("staff").post(f"{address}/conclusions", data={"text": line}).status_code == 302
    (made,) = db.session.query(Conclusion).filter(Conclusion.state == "draft")
    assert (made.kind, made.target_id, made.figure) == (ConclusionKind.AMENDMENT, target.id, 9)
    assert made.allocations == {str(town.unit(OTHER).id): "3"}
    lost = preview_of_nothing(sign_in("staff"), address, htmx)
    assert "field-errors" in lost


def preview_of_nothing(browser, address, htmx) -> str:
    line = "Điều chỉnh chỉ tiêu không ai biết thành 9"
    return browser.post(f"{address}/conclusions/preview", data={"text": line}, headers=htmx).text


def test_a_unit_that_is_ticked_off_is_left_out(room, town, sign_in, address, htmx):
    left = town.unit(OTHER)
    data = {"text": f"{ALL_COMMUNES}: họp dân", "left_out": f"unit-{left.id}"}
    assert "left-out" in preview(sign_in("staff"), address, htmx, data["text"], left_out=data["left_out"])
    sign_in("staff").post(f"{address}/conclusions", data=data)
    (made,) = db.session.query(Conclusion).filter(Conclusion.state == "draft")
    assert len(made.addressed) == 6
    assert OTHER not in [a.name for a in made.addressed]


def test_a_day_gone_by_is_asked_about_once(room, town, sign_in, address):
    staff = sign_in("staff")
    gone = town.today - timedelta(days=3)
    data = {"text": f"{OWN}: rà soát; hạn {gone:%d/%m/%Y}"}
    asked = staff.post(f"{address}/conclusions", data=data)
    assert asked.status_code == 422
    (box,) = by_id(asked, "new-conclusion").xpath(".//input[@type='checkbox'][@name='sure']")
    assert staff.post(f"{address}/conclusions", data=data | {"sure": box.get("value")}).status_code == 302
    (made,) = db.session.query(Conclusion).filter(Conclusion.state == "draft")
    assert made.due_on == date(gone.year, gone.month, gone.day)


def test_closing_with_a_line_that_is_not_recorded_asks_first(room, sign_in, address):
    staff, line = sign_in("staff"), f"{OWN}: chưa ghi xong"
    asked = staff.post(f"{address}/close", data={"line": line})
    assert asked.status_code == 422
    assert by_id(asked, "text").get("value") == line
    assert staff.get(address).status_code == 200
    assert room.meeting.state == "in_session"


def test_without_a_script_the_page_shows_what_the_line_becomes(sign_in, address):
    page = sign_in("staff").post(f"{address}/conclusions/preview", data={"text": f"{OWN}: rà soát; hạn 30/12"})
    assert "<html" in page.text
    assert "30/12/2026" in words(by_id(page, "preview"))


def test_what_is_typed_in_a_row_is_kept_as_it_is_typed(room, town, sign_in, address, htmx):
    draft, staff = room.conclude(), sign_in("staff")
    data = {"version": draft.version, "text": "Đang gõ", "kind": "task", "addressed": f"unit-{town.unit(OWN).id}"}
    kept = staff.post(f"/conclusions/{draft.id}/edit?keep=1", data=data, headers=htmx)
    assert kept.status_code == 200
    assert by_id(kept, f"kept-{draft.id}").xpath(".//input[@name='version']/@value") == [str(data["version"] + 1)]
    late = staff.post(f"/conclusions/{draft.id}/edit?keep=1", data=data | {"text": "Khác"}, headers=htmx)
    assert late.status_code == 409
    assert "Đang gõ" in words(late)
    assert by_id(late, f"kept-{draft.id}").xpath(".//input[@name='version']/@value") == [str(data["version"])]
