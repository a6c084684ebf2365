"""A unit writes its report: field by field, two at once, against what it wrote before and what the tracker knows."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
import time_machine

from tests.browser import by_id, page, words
from tests.reports.handing import Handing
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.reports.models import Answer, ItemKind, Report, ReportState
from tracker.reports.queries.writing import what_is_missing
from tracker.reports.rules.forms import Asked
from tracker.reports.services import edit_form
from tracker.reports.services.excusing import excuse_report
from tracker.tasks.models import State

SAID = "Đã họp dân ở bốn thôn, lập xong danh sách hộ đăng ký làm vườn."


@pytest.fixture
def report(duties) -> Report:
    return duties.report()


@pytest.fixture
def save(sign_in, htmx):
    """`save(report, words=…, version=…)`: as the page does by itself."""
    browsers = {}

    def saved(report, *, who="officer", headers=htmx, **fields):
        browser = browsers.setdefault(who, sign_in(who))
        return browser.post(f"/reports/{report.id}/answers", data={"key": "k1", **fields}, headers=headers)

    return saved


def answers(report: Report) -> dict[str, Answer]:
    rows = db.session.scalars(sa.select(Answer).where(Answer.report_id == report.id))
    return {answer.key: answer for answer in rows}


def events(report: Report) -> list[str]:
    rows = sa.select(AuditEvent.name).where(AuditEvent.story_type == "report", AuditEvent.story_id == report.id)
    return list(db.session.scalars(rows.order_by(AuditEvent.id)))


# Saving ---------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_saved_and_begins_the_report(save, report, town):
    answer = save(report, words=f"{SAID}\r\nHai dòng.")
    assert answer.status_code == 200
    assert words(answer).startswith("Đã lưu lúc 10:00 28/10/2026")
    assert by_id(answer, "saved-k1").get("data-version") == "1"
    assert not page(answer).xpath("//form|//textarea")
    saved = answers(report)["k1"]
    assert (saved.words, saved.by_id) == (f"{SAID}\nHai dòng.", town.person("officer").id)
    assert (report.state, report.form_id is not None) == (ReportState.DRAFT, True)
    assert events(report)[-2:] == ["report.begun", "report.answer_saved"]


def test_what_is_left_to_write_is_told_anew_and_at_the_end_who_hands_it_in(save, report, sign_in):
    for lacking in what_is_missing(report):
        answer = save(report, key=lacking.key, words=SAID, figure="3")
    assert (
        by_id(answer, "left").text_content().strip()
        == "Đã viết đủ các mục. Đề nghị anh/chị báo lãnh đạo đơn vị xem lại và nộp."
    )
    assert "Mời anh/chị xem lại và nộp" in sign_in("head").get(f"/reports/{report.id}/write").text


def test_one_sitting_is_told_once_and_another_day_again(save, report, town):
    for version, said in enumerate(["Một", "Một hai", "Một hai ba"]):
        save(report, words=said, version=version)
    assert events(report).count("report.answer_saved") == 1
    with time_machine.travel(town.now + timedelta(minutes=11), tick=False):
        save(report, words="Bốn", version=3)
    assert (answers(report)["k1"].version, events(report).count("report.answer_saved")) == (4, 2)


def test_the_same_again_after_a_lost_answer_is_no_clash(save, report):
    for _sending in range(2):
        assert save(report, words=SAID, version=0).status_code == 200
    assert answers(report)["k1"].version == 1


def test_without_a_script_the_button_saves_and_leads_back(save, report):
    answer = save(report, words=SAID, headers={})
    assert answer.location.endswith(f"/reports/{report.id}/write#item-k1")
    assert answers(report)["k1"].words == SAID


def test_figures_are_read_with_their_measure_and_counts(save, report):
    save(report, key="k2", figure="12 buổi")
    save(report, key="k3", part="9", whole="40")
    kept = answers(report)
    assert (kept["k2"].figure, kept["k3"].part, kept["k3"].whole) == (Decimal(12), 9, 40)
    assert [(one.key, one.title) for one in what_is_missing(report)] == [("k1", "Kết quả công tác")]


def test_a_figure_of_the_wrong_measure_is_refused_and_stays_typed(save, report):
    answer = save(report, key="k2", figure="12 hộ")
    assert answer.status_code == 422
    assert "Chưa lưu" in words(answer)
    assert "tính theo “buổi”" in words(answer)
    whole = save(report, key="k2", figure="12 hộ", headers={})
    assert whole.status_code == 422
    assert page(whole).get_element_by_id("figure-k2").value == "12 hộ"
    assert answers(report) == {}


def test_counts_that_do_not_fit_yet_are_kept_and_pointed_out(save, report):
    answer = save(report, key="k3", part="50", whole="40")
    assert answer.status_code == 200
    assert page(answer).xpath("//*[@class='doubts']")
    assert [one.key for one in what_is_missing(report)] == ["k1", "k2", "k3"]


def test_nothing_to_report_is_an_answer(save, report):
    save(report, nothing_to_report="y")
    assert "k1" not in [one.key for one in what_is_missing(report)]


def test_what_was_asked_before_the_form_was_changed_is_kept(save, report, sign_in, town):
    save(report, words=SAID)
    duty = report.duty
    other = [Asked(kind=ItemKind.SECTION, title="Khó khăn, kiến nghị")]
    with transaction():
        edit_form(duty, other, from_period=report.period, seen=1, by=town.person("staff"), at=town.now)
    assert save(report, words=f"{SAID} Còn ba hộ.", version=1).status_code == 200
    opened = words(sign_in("officer").get(f"/reports/{report.id}/write"))
    assert "Khó khăn, kiến nghị" in opened
    assert "Không còn trong mẫu" in opened
    assert opened.count("Còn ba hộ.") == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer_of_another_unit", 404),
        ("head_of_another_unit", 404),
        ("staff", 403),
        ("observer", 403),
        ("admin", 404),
    ],
)
def test_nobody_else_writes_it_or_reads_its_draft(save, sign_in, report, who, status):
    assert save(report, who=who, words="Không phải của tôi").status_code == status
    assert sign_in(who).get(f"/reports/{report.id}/write").status_code == status
    assert sign_in(who).get(f"/reports/{report.id}/answers").status_code == status
    assert answers(report) == {}


def test_an_excused_report_is_not_written(save, report, town, sign_in):
    with transaction():
        excuse_report(report, words="Xã vừa sáp nhập.", by=town.person("staff"), at=town.now)
    answer = save(report, words=SAID)
    assert (answer.status_code, answers(report)) == (422, {})
    assert "Được miễn" in words(answer)
    assert sign_in("officer").get(f"/reports/{report.id}/write").location.endswith(f"/reports/{report.id}")


def test_an_ended_programme_is_read_only(save, report, town):
    with transaction():
        town.programme.ended_on = town.today
    assert save(report, words=SAID).status_code == 403


def test_what_nobody_asked_is_not_saved_and_told(save, report):
    answer = save(report, key="k99", words=SAID, headers={})
    assert (answer.status_code, answers(report)) == (422, {})
    assert "không có mục này" in words(answer)


# Two at once ----------------------------------------------------------------------------------------------------


def test_the_second_of_two_sees_both_and_saves_knowingly(save, report):
    save(report, words="Của cán bộ.")
    clash = save(report, who="head", words="Của lãnh đạo.", version=0)
    assert clash.status_code == 409
    assert "Của cán bộ." in words(clash)
    assert by_id(clash, "saved-k1").get("data-version") == "0"
    assert save(report, who="head", words="Của lãnh đạo, thêm.", version=0).status_code == 409
    whole = save(report, who="head", words="Của lãnh đạo.", version=0, headers={})
    assert (whole.status_code, page(whole).get_element_by_id("words-k1").value.strip()) == (409, "Của lãnh đạo.")
    assert save(report, who="head", words="Của lãnh đạo.", version=0, over="1").status_code == 200
    assert answers(report)["k1"].words == "Của lãnh đạo."


def test_each_sees_what_the_other_saved(save, report, sign_in, htmx):
    head, address = sign_in("head"), f"/reports/{report.id}/answers"
    assert head.get(f"{address}?seen=k1:0&seen=k2:0", headers=htmx).status_code == 204
    save(report, words=SAID)
    new = head.get(f"{address}?seen=k1:0&seen=k2:0&seen=rác&seen=k3:x", headers=htmx)
    assert SAID in words(new)
    assert page(new).xpath("//*[@hx-target]/@hx-target")[0] == "#item-k1"
    told = head.get(f"{address}?busy=k1:0", headers=htmx)
    assert SAID not in words(told)
    assert "vừa lưu mục này" in words(told)
    assert head.get(f"{address}?seen=k1:1", headers=htmx).status_code == 204
    assert head.get(address).location.endswith("/write")


# What it opens with ---------------------------------------------------------------------------------------------


def test_it_opens_with_the_progress_of_the_quarter_and_saves_nothing(sign_in, report, town):
    town.assignment(state=State.IN_PROGRESS, title="Lập danh sách vườn mẫu", percent=40, words="Xong hai thôn.")
    opened = sign_in("officer").get(f"/reports/{report.id}/write")
    field = page(opened).get_element_by_id("words-k1")
    assert "- Lập danh sách vườn mẫu: đạt 40 %. Xong hai thôn." in field.value
    assert "chưa lưu" in words(by_id(opened, "saved-k1"))
    assert (answers(report), report.state) == ({}, ReportState.EXPECTED)


def test_last_periods_words_stand_beside_and_copies_are_told(sign_in, save, duties):
    duty = duties.duty(first_period="2026-Q2")
    spring, summer, now = duties.reports(duty)
    for report in (spring, summer):
        save(report, words=SAID)
    opened = sign_in("officer").get(f"/reports/{now.id}/write")
    beside = page(opened).xpath("//*[@id='item-k1']//aside")[0]
    assert "Quý III/2026" in words(beside)
    assert SAID in words(beside)
    saved = words(save(now, words=SAID))
    assert "Giống 100 % kỳ trước" in saved
    assert "hai kỳ trước" in saved


def test_done_at_nothing_is_pointed_out_when_it_is_saved(save, report, town):
    town.assignment(state=State.ASSIGNED, title="Lập danh sách vườn mẫu ở các thôn")
    saved = words(save(report, words="- Lập danh sách vườn mẫu ở các thôn: đã hoàn thành."))
    assert "Lập danh sách vườn mẫu ở các thôn" in saved
    assert "0 %" in saved
    assert "0 %" not in words(save(report, words="- Lập danh sách vườn mẫu ở các thôn: chưa làm.", version=1))


def test_the_page_shows_what_the_tracker_knows_in_as_many_questions_however_much_it_is(
    sign_in, report, town, count_queries
):
    browser = sign_in("officer")
    browser.get(f"/reports/{report.id}/write")
    with count_queries() as few:
        browser.get(f"/reports/{report.id}/write")
    for number in range(5):
        town.assignment(state=State.IN_PROGRESS, title=f"Việc thứ {number}")
    with count_queries() as many:
        opened = browser.get(f"/reports/{report.id}/write")
    assert "Việc thứ 4" in words(opened)
    assert len(many) <= len(few)


def test_what_was_handed_in_may_be_mended_and_says_that_it_is_a_supplement(sign_in, save, duties):
    report = Handing(duties).report(ReportState.SUBMITTED)
    opened = sign_in("officer").get(f"/reports/{report.id}/write")
    assert "báo cáo bổ sung" in words(opened)
    kept = answers(report)["k1"]
    assert save(report, words="Sửa lại.", version=kept.version).status_code == 200
    assert report.state is ReportState.SUBMITTED


def test_words_of_a_return_stand_beside_their_section(sign_in, duties):
    report = Handing(duties).report(ReportState.RETURNED)
    opened = sign_in("officer").get(f"/reports/{report.id}/write")
    assert "Thiếu số liệu." in words(opened)
    assert "Kèm danh sách." in words(by_id(opened, "item-k2"))
