"""A duty to report that was read of a plan or a notice is laid on the units when it is accepted."""

from datetime import date

import pytest
import sqlalchemy as sa

from tests.intake.conftest import fresh, item_of
from tests.intake.papers import NOTICE
from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.core.periods import Quarter
from tracker.intake.duties import duty_proposed, name_of
from tracker.intake.models import ItemKind, ItemState
from tracker.intake.rules import NeedsQuarter
from tracker.reports.models import DueRule, Frequency, Report, ReportDuty

QUARTERLY = "Thực hiện báo cáo công tác quý {0} và phương hướng, nhiệm vụ công tác quý {1}"
PROPOSED = {"title": "Báo cáo", "text": "Báo cáo", "clause": "III.1", "to": "", "recurrence": "", "due": None}


def press(browser, item, verb="accept"):
    return browser.post(f"/intake/proposals/{item.id}/{verb}", data={"version": item.version})


def told(name):
    """Which duty the newest event of that name is about."""
    newest = sa.select(AuditEvent).where(AuditEvent.name == name).order_by(AuditEvent.id.desc()).limit(1)
    return db.session.scalars(newest).one().facts["duty"]


@pytest.mark.parametrize(
    ("title", "text", "quarter", "name"),
    [
        (
            QUARTERLY.format("IV/2026", "I/2027"),
            "",
            Quarter(2026, 4),
            "Báo cáo công tác quý và phương hướng, nhiệm vụ công tác quý sau",
        ),
        (
            "Báo cáo đánh giá hiệu quả các mô hình định kỳ hàng quý (qua Mặt trận huyện)",
            "",
            None,
            "Báo cáo đánh giá hiệu quả các mô hình",
        ),
        (
            "Báo cáo kết quả định kỳ hàng quý (qua Mặt trận huyện)",
            "Nắm bắt kết quả xóa bỏ các hủ tục trên địa bàn huyện; báo cáo kết quả định kỳ hàng quý.",
            None,
            "Báo cáo kết quả xóa bỏ các hủ tục",
        ),
    ],
)
def test_a_duty_is_called_the_same_in_every_quarter(title, text, quarter, name):
    assert name_of(title, text, quarter) == name


def test_what_a_plan_says_under_a_quarter_is_owed_for_that_quarter_with_an_inferred_day():
    facts = duty_proposed(PROPOSED | {"quarter": "2027-Q2"}, notice_of=None, span=(0, 9))
    assert (facts.frequency, facts.first_period, facts.last_period) == (Frequency.QUARTERLY, "2027-Q2", "2027-Q2")
    assert (facts.due_rule, facts.due_days, facts.due_inferred) == (DueRule.AFTER_WINDOW, 5, True)


def test_what_a_plan_asks_each_quarter_ends_with_its_year():
    facts = duty_proposed(PROPOSED | {"quarter": "2027-Q1", "recurrence": "quarterly"}, notice_of=None, span=(0, 9))
    assert (facts.first_period, facts.last_period) == ("2027-Q1", "2027-Q4")


def test_what_a_notice_orders_is_owed_from_its_quarter_on_and_once_where_it_does_not_recur():
    each = duty_proposed(
        PROPOSED | {"quarter": None, "recurrence": "quarterly"}, notice_of=date(2024, 7, 11), span=(0, 9)
    )
    once = duty_proposed(PROPOSED | {"quarter": None}, notice_of=date(2024, 7, 11), span=(0, 9))
    assert (each.frequency, each.first_period, each.last_period) == (Frequency.QUARTERLY, "2024-Q3", "")
    assert (once.frequency, once.first_period, once.due_rule) == (Frequency.ONCE, "2024-Q3", DueRule.AFTER_PERIOD)


def test_a_duty_without_any_time_asks_for_its_quarter():
    with pytest.raises(NeedsQuarter):
        duty_proposed(PROPOSED | {"quarter": None}, notice_of=None, span=(0, 9))


def test_an_accepted_one_is_a_duty_with_its_form_its_clause_and_its_trace(town, plan, sign_in):
    item = item_of(plan, "báo cáo kết quả", ItemKind.REPORT)
    assert press(sign_in("staff"), item, "accept").status_code == 302
    item = fresh(item)
    duty = db.session.get_one(ReportDuty, item.became_id)
    assert (item.state, item.became_type) == (ItemState.ACCEPTED, "report_duty")
    assert duty.document_id == plan.document_id
    assert plan.document.text[duty.clause_start : duty.clause_end].count("báo cáo kết quả") == 1
    assert told("report_duty.added") == duty.name


def test_the_quarters_of_one_plan_become_one_duty(town, take_in, sign_in):
    asked = "- Chỉ đạo các phòng, ban, đơn vị thực hiện báo cáo công tác quý {}/2027."
    text = "KẾ HOẠCH\n\nThực hiện phong trào năm 2027\n\nI. NHIỆM VỤ CỤ THỂ\n"
    for number in ("I", "II", "III"):
        text += f"\n{len(number)}. Quý {number}/2027\n\n{asked.format(number)}\n"
    plan, staff = take_in(text), sign_in("staff")
    for item in plan.items:
        assert item.kind is ItemKind.REPORT
        assert press(staff, item, "accept").status_code == 302
    (duty,) = db.session.scalars(sa.select(ReportDuty).where(ReportDuty.document_id == plan.document_id))
    assert (duty.first_period, duty.last_period, duty.clause) == ("2027-Q1", "2027-Q3", "I.1; I.2; I.3")
    assert {fresh(item).became_id for item in plan.items} == {duty.id}


def test_names_that_are_unknown_are_chosen_before_it_is_accepted(town, take_in, sign_in):
    notice, staff = take_in(NOTICE), sign_in("staff")
    item = item_of(notice, "báo cáo kết quả", ItemKind.REPORT)
    unit = f"unit-{town.unit('Xã Đăk Tơ Mil').id}"
    typed = {"title": "Báo cáo thắp sáng đường làng", "text": "Báo cáo", "leads": unit, "due": "", "to": "Ban Chỉ đạo"}
    typed |= {"through_unit": str(town.unit("Phòng Dân tộc").id), "recurrence": "quarterly", "quarter": ""}
    answer = staff.post(f"/intake/proposals/{item.id}/mend-and-accept", data=typed | {"version": item.version})
    assert answer.status_code == 302, answer.text
    duty = db.session.get_one(ReportDuty, fresh(item).became_id)
    assert (duty.receiver, duty.through.name, duty.first_period) == ("Ban Chỉ đạo", "Phòng Dân tộc", "2026-Q4")
    owing = db.session.scalars(sa.select(Report).where(Report.duty_id == duty.id)).all()
    assert [report.unit.name for report in owing] == ["Xã Đăk Tơ Mil"]


def test_only_staff_accept_a_duty(town, plan, sign_in):
    item = item_of(plan, "báo cáo kết quả", ItemKind.REPORT)
    assert press(sign_in("officer"), item, "accept").status_code == 404
    assert fresh(item).state is ItemState.PROPOSED
