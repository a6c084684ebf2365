"""Saying when people are reminded, and seeing before what would be sent."""

import io
from datetime import date, time

import openpyxl
import pytest
import sqlalchemy as sa
import time_machine

from tests.town import OWN
from tracker.audit.models import AuditEvent
from tracker.calendar.queries import work_calendar
from tracker.core.db import db, transaction
from tracker.core.owed import OwedKind
from tracker.reminders import queries
from tracker.reminders.jobs import remind_all
from tracker.reminders.models import ReminderChoice, ReminderDigest, ReminderTimes
from tracker.reminders.rules import shipped_rules

RULES = "/programmes/1/reminders"
TYPED = {"before": "5, 2", "on_day": "y", "after_first": "2", "again_weeks": "2"}
STEPS = {"head_after": "4", "staff_after": "", "chair_after": "9"}
HOURS = {"send_at": "8h", "quiet_from": "17:30", "quiet_to": "6 giờ", "most_entries": "20"}


def last_event(name: str) -> AuditEvent:
    return db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.name == name).order_by(AuditEvent.id.desc())
    ).first()


def test_staff_set_when_a_kind_is_reminded_of_and_go_back_to_what_is_shipped(town, sign_in):
    browser = sign_in("staff")
    assert "mặc định" in browser.get(RULES).text
    answer = browser.post(f"{RULES}/edit?kind=report", data=TYPED | STEPS)
    assert answer.status_code == 302
    rule = queries.rules_of(1)[OwedKind.REPORT]
    assert (rule.before, rule.after_first, rule.again_weeks, rule.head_after) == ((5, 2), 2, 2, 4)
    assert (rule.staff_after, rule.chair_after) == (None, 9)
    assert last_event("reminder_rule.changed").facts["before"] == "5, 2"
    assert "chương trình đã đặt riêng" in browser.get(RULES).text
    browser.post(f"{RULES}/restore?kind=report", data={})
    db.session.expire_all()
    assert queries.rules_of(1)[OwedKind.REPORT] == shipped_rules()[OwedKind.REPORT]
    assert last_event("reminder_rule.restored").facts == {"kind": "report"}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"before": "ba"}, "Anh/chị nhập tối đa 5 số ngày"),
        ({"after_first": "61"}, "số nguyên từ 0 đến 60"),
        ({"head_after": "0"}, "số nguyên từ 1 đến 60"),
        ({"head_after": "10", "chair_after": "9"}, "Cấp trên được báo"),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field(town, sign_in, wrong, words):
    answer = sign_in("staff").post(f"{RULES}/edit?kind=part", data=TYPED | STEPS | wrong)
    assert answer.status_code == 422
    assert words in answer.text
    assert queries.rule_row(1, OwedKind.PART) is None


def test_the_second_of_two_who_set_a_rule_sees_both(town, sign_in):
    first, second = sign_in("staff"), sign_in("chair")
    page = second.get(f"{RULES}/edit?kind=part")
    assert page.status_code == 200
    first.post(f"{RULES}/edit?kind=part", data=TYPED | STEPS)
    answer = second.post(f"{RULES}/edit?kind=part", data=TYPED | STEPS | {"before": "9", "version": ""})
    assert answer.status_code == 409
    assert "5, 2" in answer.text


def test_a_kind_that_has_no_rule_has_no_page(town, sign_in):
    assert sign_in("staff").get(f"{RULES}/edit?kind=settle_part").status_code == 404


def test_admin_sets_the_hours_of_the_office(town, sign_in):
    assert sign_in("admin").post("/reminders/hours", data=HOURS).status_code == 302
    times = queries.office_times()
    assert (times.send_at, times.quiet_from, times.quiet_to, times.most_entries) == (time(8), time(17, 30), time(6), 20)
    assert last_event("reminder_times.changed").facts["send_at"] == "08:00"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"send_at": "5:00"}, "ngoài giờ được gửi"),
        ({"quiet_to": "19:00"}, "Giờ yên lặng"),
        ({"most_entries": "3"}, "số nguyên từ 5 đến 200"),
    ],
)
def test_hours_that_leave_no_morning_are_refused(town, sign_in, wrong, words):
    answer = sign_in("admin").post("/reminders/hours", data=HOURS | wrong)
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.scalar(sa.select(ReminderTimes)) is None


def test_everybody_chooses_for_themselves_and_sees_what_they_were_told(town, sign_in):
    town.task(due=town.today)
    remind_all()
    browser = sign_in("officer")
    kinds = [kind.value for kind in OwedKind if kind in queries.kinds_told(town.person("officer"))]
    assert "report" in kinds
    assert "decide_extension" not in kinds
    answer = browser.post("/me/reminders", data={"wanted": ["part", "reply"], "send_at": "9h15"})
    assert answer.status_code == 302
    choice = db.session.get_one(ReminderChoice, town.account("officer").person_id)
    assert choice.send_at == time(9, 15)
    assert set(choice.not_before_due) == set(kinds) - {"part", "reply"}
    assert "đến hạn trong ngày" in browser.get("/me/reminders").text
    late = browser.post("/me/reminders", data={"wanted": [], "send_at": "6:00", "version": str(choice.version)})
    assert late.status_code == 422


def test_the_preview_is_what_the_worker_then_sends(town, sign_in):
    """As of the next working morning; staff of the campaign see all that it brings."""
    morning = date(2026, 10, 29)
    town.task("Việc của sáng mai", due=morning)
    book = openpyxl.load_workbook(io.BytesIO(sign_in("staff").get("/reminders/preview?format=xlsx").data))
    shown = sorted((row[0], row[5], row[7].date()) for row in book.active.iter_rows(min_row=2, values_only=True))
    plans = queries.planned(morning, queries.readers(morning), work_calendar(), queries.office_times())
    with time_machine.travel("2026-10-29 09:00+07:00", tick=False):
        remind_all()
    digests = db.session.scalars(sa.select(ReminderDigest).where(ReminderDigest.day == morning)).all()
    sent = {one.person_id: len(one.entries) for one in digests if one.entries}
    assert sent == {plan.reader.person_id: len(plan.entries) for plan in plans}
    assert shown == sorted((p.reader.full_name, e.item.title, e.item.due_on) for p in plans for e in p.entries)
    assert (town.person("officer").full_name, "Việc của sáng mai", morning) in shown


def test_the_preview_tells_of_days_off_and_narrows(town, sign_in, htmx):
    browser = sign_in("staff")
    off = browser.get("/reminders/preview?on=24/11")
    assert "ngày nghỉ" in off.text
    piece = browser.get("/reminders/preview?q=khong-ai-ten-nay", headers=htmx)
    assert piece.text.lstrip().startswith('<div id="planned"')
    assert "không có ai cần nhắc" in piece.text
    assert 'role="alert"' in browser.get("/reminders/preview?on=32/13").text


def test_staff_preview_their_own_programme_alone_and_admin_the_office(town, sign_in):
    elsewhere = town.another_programme(members=[OWN])
    town.task("Việc của nơi khác", due=date(2026, 10, 29), programme=elsewhere)
    assert "Việc của nơi khác" not in sign_in("staff").get("/reminders/preview").text
    before = told_to_admin(sign_in)
    with transaction():
        elsewhere.ended_on = town.today
    assert before == told_to_admin(sign_in) + 1


def told_to_admin(sign_in) -> int:
    """How much goes out of the whole office; by what rule and to whom, but nothing of other people's work."""
    admin = sign_in("admin")
    assert "/tasks/" not in admin.get("/reminders/preview").text
    book = openpyxl.load_workbook(io.BytesIO(admin.get("/reminders/preview?format=xlsx").data))
    rows = list(book.active.iter_rows(min_row=2, values_only=True))
    assert {row[5] for row in rows} == {""}
    return len(rows)
