"""The pages of the calendar."""

import re
from datetime import date

import pytest

from tests.browser import by_id, page, words
from tests.reports.conftest import Duties
from tracker.audit.queries import story_of
from tracker.calendar.models import DayKind
from tracker.calendar.queries import get_day

ON_MONDAY = {"day": "2/11", "kind": "holiday", "name": "Nghỉ bão", "note": "Công điện 05/CĐ-UBND"}


def sure_of(answer) -> dict[str, str]:
    """What the box of an answer that asks sends back."""
    found = re.search(r'name="sure"\s+value="(\w+)"', answer.text)
    return {"sure": found[1]} if found else {}


def test_everybody_reads_the_year_and_only_those_who_may_are_offered_changes(sign_in):
    officer, staff = sign_in("officer").get("/calendar/"), sign_in("staff").get("/calendar/")
    assert "249 ngày làm việc" in words(officer)
    assert "Thứ Bảy, 22/08/2026" in words(by_id(officer, "day-20260831"))
    assert not page(officer).xpath("//a[contains(@href, '/days/')]")
    assert page(staff).xpath("//a[contains(@href, '/calendar/days/new')]")


def test_filters_narrow_the_list_and_htmx_gets_only_that(sign_in, htmx):
    staff = sign_in("staff")
    answer = staff.get("/calendar/?year=2026&kind=worked", headers=htmx)
    assert page(answer).get("id") == "special-days"
    assert [row.get("id") for row in page(answer).xpath(".//tbody/tr")] == ["day-20260110", "day-20260822"]
    found = page(staff.get("/calendar/?year=2026&q=van+hoa")).xpath("//*[@id='special-days']//tbody/tr/@id")
    assert found == ["day-20261124"]
    assert page(staff.get("/calendar/?year=2025&sort=-day")).xpath("//tbody/tr/@id")[0] == "day-20250902"
    assert staff.get("/calendar/?year=2026&format=xlsx").mimetype.endswith("sheet")


@pytest.mark.parametrize("year", ["1999", "2101", "abc", "٢٠٢٦", "-5", "0020269", "002026999"])
def test_a_year_that_is_none_is_not_found(sign_in, year):
    assert sign_in("officer").get("/calendar/", query_string={"year": year}).status_code == 404


@pytest.mark.parametrize("day_id", [0, 20261399, 20260230, 20260603, 99999999999])
def test_a_day_that_does_not_differ_is_not_found(sign_in, day_id):
    assert sign_in("staff").get(f"/calendar/days/{day_id}/edit").status_code == 404


def test_deadlines_that_move_are_shown_before_anything_is_saved(office, town, sign_in):
    task, staff = office.task(date(2026, 10, 31)), sign_in("staff")
    asked = staff.post("/calendar/days/new", data=ON_MONDAY)
    assert asked.status_code == 422
    told = words(asked)
    assert "02/11/2026" in told
    assert "03/11/2026" in told
    assert get_day(20261102) is None
    saved = staff.post("/calendar/days/new", data=ON_MONDAY | sure_of(asked))
    assert saved.status_code == 302
    assert task.assignments[0].due_on == date(2026, 11, 3)
    assert story_of(get_day(20261102))[0].name == "special_day.added"


def test_what_moves_more_than_was_shown_is_shown_again(office, town, sign_in):
    office.task(date(2026, 10, 31))
    staff = sign_in("staff")
    sure = sure_of(staff.post("/calendar/days/new", data=ON_MONDAY))
    office.task(date(2026, 11, 1))
    assert staff.post("/calendar/days/new", data=ON_MONDAY | sure).status_code == 422


def test_without_anything_to_move_a_swap_is_saved_at_once(town, sign_in):
    said = {"off": "30/4/2029", "worked": "5/5/2029", "name": "Ngày Chiến thắng", "note": ""}
    answer = sign_in("staff").post("/calendar/swaps/new", data=said)
    assert answer.location == "/calendar/?year=2029"
    assert (get_day(20290430).kind, get_day(20290505).kind) == (DayKind.SWAPPED_OFF, DayKind.WORKED)


def test_a_refusal_stands_beside_its_field_and_keeps_the_rest(town, sign_in):
    said = {"off": "5/5/2029", "worked": "30/4/2029", "name": "Nhầm ngày", "note": ""}
    answer = sign_in("staff").post("/calendar/swaps/new", data=said)
    assert answer.status_code == 422
    assert "05/05/2029" in words(by_id(answer, "off-errors"))
    assert by_id(answer, "name").get("value") == "Nhầm ngày"


def test_one_button_makes_a_swap_ordinary_again_when_the_page_has_shown_what_moves(town, sign_in):
    report, staff = Duties(town).report(), sign_in("staff")
    staff.post(
        "/calendar/swaps/new",
        data={"off": "16/12/2026", "worked": "26/12/2026", "name": "Thử"}
        | (
            sure_of(
                staff.post("/calendar/swaps/new", data={"off": "16/12/2026", "worked": "26/12/2026", "name": "Thử"})
            )
        ),
    )
    assert report.due_on == date(2026, 12, 22)
    shown = staff.get("/calendar/days/20261216/ordinary")
    assert "22/12/2026" in words(shown)
    sure = page(shown).xpath("//input[@name='sure']/@value")[0]
    answer = staff.post("/calendar/days/20261216/ordinary", data={"sure": sure})
    assert answer.status_code == 302
    assert (get_day(20261216).kind, get_day(20261226).kind) == (DayKind.ORDINARY, DayKind.ORDINARY)
    assert report.due_on == date(2026, 12, 21)
    again = staff.post("/calendar/days/20261216/ordinary", data={"sure": sure})
    assert again.status_code == 422


def test_who_saves_second_sees_both_versions(town, sign_in):
    said = {"name": "Của tôi", "note": "", "kind": "holiday", "version": get_day(20261124).version}
    assert sign_in("staff").post("/calendar/days/20261124/edit", data=said | {"name": "Trước"}).status_code == 302
    answer = sign_in("chair").post("/calendar/days/20261124/edit", data=said)
    assert answer.status_code == 409
    assert "Trước" in words(answer)
    assert by_id(answer, "name").get("value") == "Của tôi"


def test_of_programmes_that_one_does_not_see_only_the_count_is_told(office, town, sign_in):
    task = office.task(date(2026, 10, 31))
    answer = sign_in("admin").post("/calendar/days/new", data=ON_MONDAY)
    assert answer.status_code == 422
    assert task.title not in words(answer)
    assert "Ở các chương trình mà anh/chị không theo dõi" in words(answer)


def test_the_shipped_year_is_taken_in_again(town, sign_in):
    staff = sign_in("staff")
    said = {"name": "Đổi tên", "note": "", "kind": "holiday", "version": get_day(20261124).version}
    staff.post("/calendar/days/20261124/edit", data=said)
    shown = staff.get("/calendar/shipped?year=2026")
    assert "Đổi tên" in words(shown)
    assert staff.post("/calendar/shipped?year=2026").status_code == 302
    assert get_day(20261124).name == "Ngày Văn hóa Việt Nam"
    assert staff.post("/calendar/shipped?year=2026").status_code == 422
