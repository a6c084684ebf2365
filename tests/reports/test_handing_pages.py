"""The pages of a report and the acts on it: who may, what they read, and what is refused."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from docx import Document

from tests.reports.handing import Handing
from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.core.periods import Period
from tracker.reports.models import PeriodLock, Report, ReportState
from tracker.reports.policy import can_view, visible_to
from tracker.reports.queries.records import get_report
from tracker.reports.services.locking import lock_period


@pytest.fixture
def handing(duties):
    """Reports brought to a state."""
    return Handing(duties)


def text(answer):
    return answer.get_data(as_text=True)


def state(report):
    db.session.expire_all()
    return db.session.get_one(Report, report.id).state


def test_the_head_sees_that_it_is_on_time_and_hands_it_in(handing, sign_in):
    report = handing.report()
    head = sign_in("head")
    assert "đúng hạn" in text(head.get(f"/reports/{report.id}/hand-in"))
    answer = head.post(f"/reports/{report.id}/hand-in", data={"explanation": ""})
    assert (answer.status_code, answer.location) == (302, f"/reports/{report.id}")
    assert state(report) is ReportState.SUBMITTED


@pytest.mark.parametrize("who", ["officer", "staff", "observer"])
def test_whoever_is_not_its_head_does_not_hand_it_in(handing, sign_in, who):
    report = handing.report()
    assert sign_in(who).post(f"/reports/{report.id}/hand-in").status_code == 403
    assert sign_in("head_of_another_unit").post(f"/reports/{report.id}/hand-in").status_code == 404


def test_a_late_report_asks_why_beside_the_field_and_keeps_what_was_typed(town, handing, sign_in):
    report = handing.report()
    with time_machine.travel(town.now + timedelta(days=60), tick=False):
        head = sign_in("head")
        assert "muộn" in text(head.get(f"/reports/{report.id}/hand-in"))
        refused = head.post(f"/reports/{report.id}/hand-in", data={"explanation": " "})
        assert refused.status_code == 422
        assert 'id="explanation-errors"' in text(refused)
        said = {"explanation": "Chờ số liệu của các thôn."}
        assert head.post(f"/reports/{report.id}/hand-in", data=said).status_code == 302
        page = text(sign_in("staff").get(f"/reports/{report.id}"))
    assert "Chờ số liệu của các thôn." in page


def test_what_is_missing_is_listed_with_the_way_to_it(handing, sign_in):
    report = handing.duties.report()
    head = sign_in("head")
    assert f"/reports/{report.id}/write#item-k1" in text(head.get(f"/reports/{report.id}/hand-in"))
    refused = head.post(f"/reports/{report.id}/hand-in")
    assert refused.status_code == 422
    assert "Kết quả công tác; Buổi tuyên truyền" in text(refused)


def test_others_read_what_was_handed_in_and_never_a_draft(handing, sign_in):
    report = handing.report()
    assert "Đã họp dân" not in text(sign_in("staff").get(f"/reports/{report.id}"))
    assert "Đã họp dân" in text(sign_in("officer").get(f"/reports/{report.id}"))
    handing.submit(report)
    handing.write(report, k1={"words": "Chưa nộp."})
    assert "Đã họp dân" in text(sign_in("observer").get(f"/reports/{report.id}"))
    for address in (f"/reports/{report.id}", f"/reports/{report.id}?draft=1", f"/reports/{report.id}?number=9"):
        assert "Chưa nộp." not in text(sign_in("staff").get(address))
    assert "Chưa nộp." in text(sign_in("officer").get(f"/reports/{report.id}?draft=1"))
    assert sign_in("officer_of_another_unit").get(f"/reports/{report.id}").status_code == 404


def test_the_unit_between_sees_it_once_it_is_handed_in_and_forwards_or_returns_it(handing, sign_in):
    report = handing.report(through=OTHER)
    between = sign_in("officer_of_another_unit")
    assert between.get(f"/reports/{report.id}").status_code == 404
    handing.submit(report)
    assert "Đã họp dân" in text(between.get(f"/reports/{report.id}"))
    assert f"/reports/{report.id}" in text(between.get("/work"))
    assert between.post(f"/reports/{report.id}/accept").status_code == 403
    refused = sign_in("staff").post(f"/reports/{report.id}/accept")
    assert refused.status_code == 422
    assert between.post(f"/reports/{report.id}/forward").status_code == 302
    assert state(report) is ReportState.FORWARDED
    assert between.post(f"/reports/{report.id}/return", data={"words": "Thiếu."}).status_code == 422
    assert sign_in("staff").post(f"/reports/{report.id}/accept").status_code == 302
    assert state(report) is ReportState.ACCEPTED


def test_staff_return_it_with_words_beside_a_section_that_the_unit_reads_there(handing, sign_in):
    report = handing.report(ReportState.SUBMITTED)
    staff = sign_in("staff")
    assert "Đã họp dân" in text(staff.get(f"/reports/{report.id}/return"))
    assert staff.post(f"/reports/{report.id}/return", data={"words": ""}).status_code == 422
    said = {"words": "", "beside_k2": "Kèm danh sách."}
    assert staff.post(f"/reports/{report.id}/return", data=said).status_code == 302
    assert state(report) is ReportState.RETURNED
    page = text(sign_in("officer").get(f"/reports/{report.id}"))
    assert page.index("Buổi tuyên truyền") < page.index("Kèm danh sách.")
    assert staff.post(f"/reports/{report.id}/accept").status_code == 422


def test_a_report_is_excused_with_a_reason_and_asked_for_again(handing, sign_in):
    report = handing.report()
    staff = sign_in("staff")
    assert staff.post(f"/reports/{report.id}/excuse", data={"words": ""}).status_code == 422
    assert staff.post(f"/reports/{report.id}/excuse", data={"words": "Đơn vị sáp nhập."}).status_code == 302
    assert state(report) is ReportState.EXCUSED
    assert "Đơn vị sáp nhập." in text(sign_in("officer").get(f"/reports/{report.id}"))
    assert sign_in("head").post(f"/reports/{report.id}/hand-in").status_code == 422
    assert sign_in("head").post(f"/reports/{report.id}/excuse", data={"words": "x"}).status_code == 403
    assert staff.post(f"/reports/{report.id}/ask-again", data={"words": "Vẫn cần số liệu."}).status_code == 302
    assert state(report) is ReportState.DRAFT


def test_a_period_is_locked_and_opened_on_the_record(town, handing, sign_in):
    report = handing.report()
    staff, duty_id = sign_in("staff"), report.duty_id
    assert staff.post(f"/report-duties/{duty_id}/lock", data={"period": "2026-Q1"}).status_code == 422
    assert (
        staff.post(f"/report-duties/{duty_id}/lock", data={"period": "2026-Q4", "words": "Đã ký."}).status_code == 302
    )
    refused = sign_in("head").post(f"/reports/{report.id}/hand-in")
    assert refused.status_code == 422
    assert "Đã ký." in text(sign_in("officer").get(f"/reports/{report.id}"))
    lock = db.session.query(PeriodLock).one()
    assert staff.post(f"/period-locks/{lock.id}/reopen", data={"words": ""}).status_code == 422
    assert staff.post(f"/period-locks/{lock.id}/reopen", data={"words": "Bổ sung."}).status_code == 302
    assert sign_in("head").post(f"/reports/{report.id}/hand-in").status_code == 302


def test_the_receipt_tells_when_and_as_what_it_was_handed_in(handing, sign_in):
    report = handing.report()
    assert sign_in("officer").get(f"/reports/{report.id}/receipt").status_code == 404
    handed = handing.submit(report)
    page = text(sign_in("officer").get(f"/reports/{report.id}/receipt"))
    for words in (handed.sha256, "Nguyễn Bá Tuệ", "Đúng hạn", "21/12/2026", OWN):
        assert words in page
    assert sign_in("officer_of_another_unit").get(f"/reports/{report.id}/receipt").status_code == 404


def test_the_receipt_is_a_paper_of_the_office(handing, sign_in):
    report = handing.report(ReportState.SUBMITTED)
    answer = sign_in("officer").get(f"/reports/{report.id}/receipt?format=word")
    words = "\n".join(cell.text for row in Document(BytesIO(answer.data)).tables[1].rows for cell in row.cells)
    assert report.handed_in[0].sha256 in words.replace(" ", "")
    assert "Quý IV/2026" in words


def test_the_unit_finds_what_it_owes_in_its_work_until_it_is_handed_in(handing, sign_in):
    report = handing.report(ReportState.RETURNED)
    page = text(sign_in("officer").get("/work"))
    assert f'id="report-{report.id}"' in page
    assert "Thiếu số liệu." in page
    handing.submit(report)
    assert f'id="report-{report.id}"' not in text(sign_in("officer").get("/work"))


def test_lists_hold_what_each_person_may_view(town, handing):
    made = [
        handing.report(),
        handing.report(ReportState.SUBMITTED, through=OTHER),
        handing.report(through=OTHER),
        handing.report(unit=OTHER),
        handing.report(programme_id=town.another_programme(members=[OWN]).id),
    ]
    ids = [report.id for report in made]
    for who in ("officer", "head_of_another_unit", "staff", "chair", "observer", "admin"):
        person = town.person(who)
        listed = set(db.session.scalars(db.select(Report.id).where(visible_to(person))))
        assert {one for one in ids if can_view(person, get_report(one))} == listed & set(ids)


def test_nothing_is_handed_in_where_the_programme_has_ended(town, handing, sign_in):
    ended = town.another_programme("Phong trào đã xong", members=[OWN])
    report = handing.report(programme_id=ended.id)
    with transaction():
        ended.ended_on = town.today - timedelta(days=1)
        lock_period(report.duty, Period.parse(report.period), words="", by=town.person("staff"), at=town.now)
    head = sign_in("head")
    assert head.get(f"/reports/{report.id}").status_code == 200
    assert head.post(f"/reports/{report.id}/hand-in").status_code == 403
