"""Pages of duties to report: the list, one duty, the form of what is asked."""

import pytest
import sqlalchemy as sa

from tests.town import OTHER, OWN
from tracker.core.db import db
from tracker.office.models import Person
from tracker.reports import policy, queries
from tracker.reports.models import Exemption, ReportDuty, ReportState

DUTY = {
    "name": "Báo cáo chuyên đề vườn mẫu",
    "frequency": "quarterly",
    "window": "decree",
    "first_period": "2026-Q4",
    "last_period": "",
    "due_rule": "after_window",
    "due_days": "5",
    "through": "",
    "document": "",
    "shipped": "work",
}
ROW = {"kind": "section", "title": "Kết quả", "measure": "", "target": "0", "hint": "", "required": "y"}


def sent(town, **changes):
    return DUTY | {"to": f"unit-{town.unit(OWN).id}"} | changes


def rows(*items):
    """The editor's rows as a browser sends them."""
    return {f"rows-{n}-{name}": value for n, item in enumerate(items) for name, value in (ROW | item).items()}


def newest() -> ReportDuty:
    return db.session.scalars(sa.select(ReportDuty).order_by(ReportDuty.id.desc()).limit(1)).one()


def test_staff_lay_a_duty_on_units_and_its_page_tells_all_of_it(town, sign_in):
    staff = sign_in("staff")
    answer = staff.post("/report-duties/new", data=sent(town), follow_redirects=True)
    assert answer.status_code == 200
    for words in (DUTY["name"], OWN, "15/09/2026", "21/12/2026", "Buổi tuyên truyền, vận động"):
        assert words in answer.text
    assert newest().name == DUTY["name"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("to", ""),
        ("first_period", "2026-M11"),
        ("last_period", "2026-Q1"),
        ("due_on", "30/11/2026"),
        ("due_days", "0"),
        ("due_days", "năm"),
    ],
)
def test_what_no_duty_can_be_is_said_beside_its_field_and_the_rest_stays(town, sign_in, field, typed):
    answer = sign_in("staff").post("/report-duties/new", data=sent(town, about="các quý còn thiếu") | {field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text
    assert "các quý còn thiếu" in answer.text


def test_the_second_of_two_sees_both_versions_of_a_duty(town, sign_in, duties):
    duty, staff = duties.duty(), sign_in("staff")
    data = sent(town, version=str(duty.version))
    assert staff.post(f"/report-duties/{duty.id}/edit", data=data | {"name": "Tên một"}).status_code == 302
    answer = staff.post(f"/report-duties/{duty.id}/edit", data=data | {"name": "Tên hai"})
    assert answer.status_code == 409
    assert "Tên một" in answer.text
    assert "Tên hai" in answer.text


def test_an_inferred_day_is_marked_until_it_is_confirmed(sign_in, duties):
    duty, staff = duties.duty(due_inferred=True), sign_in("staff")
    page = f"/report-duties/{duty.id}"
    assert f"{page}/confirm" in staff.get(page).text
    assert staff.post(f"{page}/confirm").status_code == 302
    assert f"{page}/confirm" not in staff.get(page).text
    assert staff.post(f"{page}/confirm").status_code == 422


def test_a_unit_is_exempted_and_reports_again(town, sign_in, duties):
    duty, staff = duties.duty(), sign_in("staff")
    page = f"/report-duties/{duty.id}"
    data = {"unit": town.unit(OWN).id, "period": "2026-Q4", "words": "Có báo cáo riêng."}
    assert staff.post(f"{page}/exempt", data=data | {"words": ""}).status_code == 422
    assert staff.post(f"{page}/exempt", data=data).status_code == 302
    assert "Có báo cáo riêng." in staff.get(page).text
    assert "Có báo cáo riêng." in sign_in("officer").get(page).text
    assert "Có báo cáo riêng." not in sign_in("officer2").get(page).text
    exemption = db.session.scalars(sa.select(Exemption)).one()
    assert staff.post(f"/report-duties/exemptions/{exemption.id}/end").status_code == 302
    assert staff.post(f"/report-duties/exemptions/{exemption.id}/end").status_code == 422


def test_a_duty_ends_with_a_reason(sign_in, duties):
    duty, staff = duties.duty(), sign_in("staff")
    assert staff.post(f"/report-duties/{duty.id}/end", data={"words": ""}).status_code == 422
    assert staff.post(f"/report-duties/{duty.id}/end", data={"words": "Gộp báo cáo."}).status_code == 302
    assert staff.post(f"/report-duties/{duty.id}/end", data={"words": "Lần nữa."}).status_code == 422
    assert f'/report-duties/{duty.id}"' not in staff.get("/report-duties/").text
    assert f'/report-duties/{duty.id}"' in staff.get("/report-duties/?state=ended").text
    assert [report.state for report in duties.reports(duty)] == [ReportState.EXCUSED]


def test_what_is_asked_is_changed_on_one_page_in_the_order_of_the_places(sign_in, duties):
    duty, staff = duties.duty(), sign_in("staff")
    page = f"/report-duties/{duty.id}/form"
    assert 'value="Kết quả công tác"' in staff.get(page).text
    number = {"kind": "number", "title": "Số hộ", "measure": "hộ", "place": "1"}
    data = {"version": "1", "from_period": "2026-Q4"} | rows({"place": "2", "key": "k1"}, {"title": ""}, number)
    assert staff.post(page, data=data).status_code == 302
    items = queries.forms_of(duty.id)[0].items
    assert [(item.key, item.title, item.measure) for item in items] == [("k4", "Số hộ", "hộ"), ("k1", "Kết quả", "")]


def test_a_form_that_cannot_be_filled_in_keeps_what_was_typed(sign_in, duties):
    duty = duties.duty()
    data = {"version": "1", "from_period": "2026-Q4"} | rows({"kind": "number", "title": "Số hộ nghèo"})
    answer = sign_in("staff").post(f"/report-duties/{duty.id}/form", data=data)
    assert answer.status_code == 422
    assert 'value="Số hộ nghèo"' in answer.text
    assert len(queries.forms_of(duty.id)) == 1


def test_the_second_of_two_sees_both_versions_of_a_form(sign_in, duties):
    duty, staff = duties.duty(), sign_in("staff")
    data = {"version": "1", "from_period": "2026-Q4"}
    assert staff.post(f"/report-duties/{duty.id}/form", data=data | rows({"title": "Mục một"})).status_code == 302
    answer = staff.post(f"/report-duties/{duty.id}/form", data=data | rows({"title": "Mục hai"}))
    assert answer.status_code == 409
    assert "Mục một" in answer.text
    assert 'value="Mục hai"' in answer.text
    again = staff.post(f"/report-duties/{duty.id}/form", data=data | {"version": "2"} | rows({"title": "Mục hai"}))
    assert again.status_code == 302


def test_the_list_is_found_by_words_frequency_and_unit_and_exports_whole(town, sign_in, duties, htmx):
    duties.duty("Báo cáo nước sạch", units=(OTHER,))
    duties.duty("Báo cáo đường làng", frequency="monthly", first_period="2026-M10")
    staff = sign_in("staff")
    assert "Báo cáo nước sạch" in staff.get("/report-duties/?q=nuoc sach").text
    monthly = staff.get("/report-duties/?frequency=monthly", headers=htmx).text
    assert "Báo cáo đường làng" in monthly
    assert "Báo cáo nước sạch" not in monthly
    assert "<html" not in monthly
    of_other = staff.get(f"/report-duties/?unit={town.unit(OTHER).id}").text
    assert "Báo cáo nước sạch" in of_other
    assert "Báo cáo đường làng" not in of_other
    assert staff.get("/report-duties/?format=xlsx").mimetype.endswith("spreadsheetml.sheet")


def test_lists_agree_with_what_may_be_seen(town, duties, app):
    duties.duty()
    elsewhere = town.another_programme()
    duties.duty("Báo cáo nơi khác", units=(OTHER,), programme_id=elsewhere.id)
    every = db.session.scalars(sa.select(ReportDuty)).all()
    for who in ("officer", "head", "officer2", "staff", "chair", "observer", "admin"):
        person: Person = town.person(who)
        seen = set(db.session.scalars(sa.select(ReportDuty.id).where(policy.duties_visible_to(person))))
        assert seen == {duty.id for duty in every if policy.can_view_duty(person, duty)}, who
