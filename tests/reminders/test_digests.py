"""The mail of a morning: once, in its hours, bounded, silent as soon as it can be."""

from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from tests.reminders.conftest import TOMORROW
from tests.town import OTHER, OWN
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.core.owed import OwedKind
from tracker.outbox.models import OutboxMessage
from tracker.reminders import services
from tracker.reminders.models import ReminderDigest
from tracker.reminders.rules import Why, shipped_times
from tracker.tasks import services as tasks


def told(who: str, town) -> list[list[str]]:
    """What somebody was told, morning by morning: the reasons."""
    wanted = sa.select(ReminderDigest).where(ReminderDigest.person_id == town.account(who).person_id)
    digests = db.session.scalars(wanted.order_by(ReminderDigest.day).execution_options(populate_existing=True))
    return [[entry["why"] for entry in one.entries] for one in digests if one.entries]


def mails() -> list[OutboxMessage]:
    wanted = sa.select(OutboxMessage).where(OutboxMessage.dedupe_key.startswith("digest:"))
    return list(db.session.scalars(wanted.order_by(OutboxMessage.id)))


def test_one_mail_tells_of_everything(town, alone, work):
    for title, days in (("Quá hạn rồi", -1), ("Hôm nay", 0), ("Sắp tới", 1)):
        town.task(
            title, due=work_calendar().after(TOMORROW, 1) if days > 0 else TOMORROW + timedelta(days), programme=alone
        )
    work()
    assert told("officer", town) == [[Why.LATE, Why.ON_DAY, Why.BEFORE]]
    (mail,) = mails()
    assert (
        mail.subject
        == "Giao Ban: Việc đến hạn, ngày 29/10/2026: 1 việc quá hạn, 1 việc đến hạn hôm nay, 1 việc sắp tới"
    )
    for said in (mail.body, mail.html):
        assert said.index("Quá hạn rồi") < said.index("Hôm nay") < said.index("Sắp tới")
        assert said.count("/tasks/") == 3
        assert "Còn 1 ngày làm việc" in said
        assert "/me/reminders" in said
    assert mail.to_address == "officer@vi-du.vn"


def test_however_often_the_worker_looks_it_is_told_once(town, alone, work):
    town.task(due=TOMORROW, programme=alone)
    for hour in (time(7, 29), time(7, 30), time(7, 31), time(17, 59)):
        work(hour=hour)
    assert len(mails()) == 1


@pytest.mark.parametrize("hour", [time(0), time(6, 29), time(7, 29), time(18), time(23, 59)])
def test_nothing_leaves_before_the_hour_nor_in_the_quiet_ones(town, alone, work, hour):
    town.task(due=TOMORROW, programme=alone)
    work(hour=hour)
    assert not mails()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ReminderDigest)) == 0


def test_a_worker_that_was_off_tells_later_that_day_but_not_of_days_that_are_over(town, alone, work):
    town.task("Của hôm nay", due=TOMORROW, programme=alone)
    town.task("Của hôm sau", due=TOMORROW + timedelta(days=1), programme=alone)
    work(TOMORROW + timedelta(days=1), time(17))
    assert told("officer", town) == [[Why.LATE, Why.ON_DAY]]


def test_nothing_is_sent_on_days_off_and_a_saturday_worked_is_a_day_like_others(town, alone, work):
    town.task(due=date(2026, 10, 31), programme=alone)  # a Saturday
    for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 24)):
        work(day)
    assert not mails()


@pytest.mark.parametrize("off", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=1), timedelta(days=-1)])
def test_a_clock_that_jumps_tells_nobody_twice_of_one_day(town, alone, work, off):
    town.task(due=TOMORROW, programme=alone)
    right = datetime.combine(TOMORROW, time(8, 30), clock.ZONE)
    for moment in (right, right + off, right, right + off, right):
        work(moment.date(), moment.time())
    days = [key.split(":")[1] for key in db.session.scalars(sa.select(OutboxMessage.dedupe_key))]
    assert len(days) == len(set(days))
    assert "20261029" in days


def test_what_is_done_or_moved_in_the_evening_is_not_told_in_the_morning(town, alone, work):
    done, moved, open_ = (town.task(title, due=TOMORROW, programme=alone) for title in ("A", "B", "C"))
    who = town.person("officer")
    with transaction():
        part = done.assignments[0]
        tasks.update_progress(part, percent=100, words="Xong.", seen=part.version, by=who, at=town.now)
        tasks.submit_assignment(part, words="Xong.", seen=part.version, by=who, at=town.now)
        tasks.drop_task(moved, words="Trùng.", by=town.person("staff"), at=town.now)
    work()
    assert told("officer", town) == [[Why.ON_DAY]]
    assert open_.title in mails()[0].body


@pytest.mark.parametrize("address", ["", "không phải địa chỉ"])
def test_who_has_no_address_is_told_in_the_tracker_alone(town, alone, work, address):
    with transaction():
        town.person("officer").email = address
    town.task(due=TOMORROW, programme=alone)
    work()
    assert told("officer", town) == [[Why.ON_DAY]]
    assert not mails()


def test_a_rule_that_would_send_400_mails_sends_one_that_lists_40_and_counts_the_rest(
    town, alone, work, record_property
):
    first = town.task("Việc đã quá hạn", due=TOMORROW - timedelta(days=1), programme=alone)
    town.tasks(44, due=TOMORROW, programme=alone)
    work()
    (mail,) = mails()
    assert mail.body.count("/tasks/") == mail.html.count("/tasks/") == 40
    assert first.title not in mail.body, "what is due today goes first where there is no room"
    assert "Và 5 việc khác" in mail.body
    assert len(told("officer", town)[0]) == 45, "all of them are noted"


def test_where_a_unit_has_nobody_staff_are_told_on_the_day(town, alone, work):
    with transaction():
        for who in ("officer", "head"):
            town.account(who).disabled = True
    town.task("Sắp tới", due=work_calendar().after(TOMORROW, 1), programme=alone)
    town.task("Hôm nay", due=TOMORROW, programme=alone)
    town.task("Hôm qua", due=TOMORROW - timedelta(days=1), programme=alone)
    work()
    assert told("staff", town) == [[Why.INSTEAD]]
    work(date(2026, 11, 2))  # a Monday: what is late is told together
    assert told("staff", town)[1:] == [[Why.INSTEAD] * 2 + [Why.INSTEAD]]


def test_the_head_stands_in_for_a_missing_officer(town, alone, work):
    with transaction():
        town.account("officer").disabled = True
    town.task(due=work_calendar().after(TOMORROW, 1), programme=alone)
    work()
    assert told("head", town) == [[Why.BEFORE]]


def test_a_person_does_without_words_before_the_day_but_not_without_the_rest(town, alone, work):
    with transaction():
        services.choose(town.person("officer"), [OwedKind.PART], time(9), times=shipped_times(), seen=0, at=town.now)
    town.task("Sắp tới", due=work_calendar().after(TOMORROW, 1), programme=alone)
    town.task("Hôm nay", due=TOMORROW, programme=alone)
    work(hour=time(8, 59))
    assert not mails()
    work(hour=time(9))
    assert told("officer", town) == [[Why.ON_DAY]]


def test_staff_read_how_much_waits_for_their_answer(town, alone, work):
    waiting = town.task("Đã nộp", programme=alone).assignments[0]
    who = town.person("officer")
    with transaction():
        tasks.update_progress(waiting, percent=100, words="Xong.", seen=waiting.version, by=who, at=town.now)
        tasks.submit_assignment(waiting, words="Xong.", seen=waiting.version, by=who, at=town.now)
    due = town.task("Xin lùi", due=TOMORROW, programme=alone).assignments[0]
    with transaction():
        wanted = TOMORROW + timedelta(days=9)
        tasks.ask_extension(due, wanted_on=wanted, words="Mưa.", by=town.person("head"), at=town.now)
    work()
    (mail,) = [one for one in mails() if one.to_address == "staff@vi-du.vn"]
    assert "Ngoài ra, 1 việc đã nộp đang chờ anh/chị trả lời" in mail.body


def test_who_reads_english_is_told_in_english(town, alone, work):
    with transaction():
        town.account("officer").language = "en"
    town.task(due=TOMORROW, programme=alone)
    work()
    assert mails()[0].subject == "Giao Ban: What is due, 29/10/2026: 1 due today"


def test_one_who_cannot_be_told_holds_up_nobody_else(town, alone, work):
    """Here: whose language the program does not know any more."""
    with transaction():
        town.account("officer").language = "q-q"
    town.task(due=TOMORROW, doing=[OWN, OTHER], programme=alone)
    with pytest.raises(ExceptionGroup):
        work()
    assert told("officer2", town) == [[Why.ON_DAY]]
    with transaction():
        town.account("officer").language = ""
    work(hour=time(8))
    assert told("officer", town) == [[Why.ON_DAY]]
