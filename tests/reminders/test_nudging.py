"""Reminding units of whatever they owe: many things at once, one mail a unit, each thing once a day."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.meetings.inviting import Inviting
from tests.pilots.conftest import Pilots
from tests.reports.conftest import Duties
from tests.together import at_once
from tests.town import OTHER, OWN
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.core.owed import OwedKind
from tracker.outbox.models import OutboxMessage
from tracker.reminders.queries import OwedFilter, owed
from tracker.reminders.queries.nudged import nudges_of
from tracker.reminders.rules.nudging import NUDGEABLE, AllNudgedToday, NothingToNudge, TooManyToNudge
from tracker.reminders.services.nudging import nudge
from tracker.tasks.models import Assignment, Nudge
from tracker.tasks.queries import reckoning
from tracker.tasks.rules.parts import RemindedToday
from tracker.tasks.services import nudge_part

MORNING = timedelta(days=1)


@pytest.fixture
def remind(town):
    """Staff remind of things by their keys; each one's link is its key."""

    def reminding(*keys, words="", at=None):
        facts = {"words": words, "link": lambda item: f"http://vi-du.vn/{item.key}"}
        with transaction():
            return nudge(town.programme, keys, **facts, by=town.person("staff"), at=at or town.now)

    return reminding


def addressed(town, *who):
    with transaction():
        for name in who:
            town.account(name).person.email = f"{name}@vi-du.vn"


def mails():
    return list(db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.dedupe_key.like("unit-nudge:%"))))


def part_key(part):
    return f"part-{part.id}-{part.unit_id}"


def everything(town):
    """One thing of each kind that units owe, beside what the demo has."""
    town.assignment(due=town.today + timedelta(days=1))
    Duties(town).duty("Báo cáo chuyên đề", units=(OTHER,), through=OWN)
    Pilots(town).run()
    meant = Inviting(town)
    meant.choose(OWN, OTHER)
    meant.send()
    return owed(OwedFilter(programme_ids=[town.programme.id], kinds=NUDGEABLE), reckoning(town.today)).rows


def test_a_unit_gets_one_mail_for_all_of_a_selection(town, remind):
    addressed(town, "officer", "officer2")
    late, soon = (town.assignment(title=f"Việc {n}", due=town.today + timedelta(days=n)) for n in (-5, 1))
    report = Duties(town).report(Duties(town).duty("Báo cáo mô hình"))
    theirs = town.assignment(unit=OTHER, title="Việc của xã", due=town.today)
    keys = [part_key(late), part_key(soon), part_key(theirs), f"report-{report.id}-{report.unit_id}"]
    done = remind(*keys, words="Cần trước họp giao ban.")
    assert (done.things, done.units, done.mails, done.before, done.held_until) == (4, 2, 2, 0, None)
    told = {mail.to_address: mail.body for mail in mails()}
    for words in (
        "Việc -5",
        "Việc 1",
        "Báo cáo mô hình",
        "Cần trước họp giao ban.",
        *(f"vi-du.vn/{k}" for k in keys[:2]),
    ):
        assert words in told["officer@vi-du.vn"]
    assert "Việc của xã" not in told["officer@vi-du.vn"]
    assert "Việc của xã" in told["officer2@vi-du.vn"]


def test_every_kind_can_be_nudged_about_and_its_trail_tells_so(town, remind):
    items = everything(town)
    kinds = {item.kind for item in items}
    assert kinds >= {OwedKind.PART, OwedKind.REPORT, OwedKind.REPLY, OwedKind.MEETING, OwedKind.REVIEW}
    before = nudges_of(items, today=town.today)
    assert remind(*(item.key for item in items)).things == len(items)
    after = nudges_of(items, today=town.today)
    for item in items:
        nudged, times = after[item.key], before[item.key].times if item.key in before else 0
        assert (nudged.times, nudged.today, nudged.at) == (times + 1, True, town.now), item
        assert nudged.by_name == town.person("staff").full_name
    with pytest.raises(AllNudgedToday):
        remind(*(item.key for item in items))
    assert remind(*(item.key for item in items), at=town.now + MORNING).things == len(items)


def test_once_a_day_whichever_way(town, remind):
    part = town.assignment(due=town.today)
    with transaction():
        facts = {"words": "", "link": "", "by": town.person("staff"), "at": town.now}
        nudge_part(part, from_lead=False, **facts)
    with pytest.raises(AllNudgedToday):
        remind(part_key(part))
    other = town.assignment(title="Việc khác", due=town.today)
    done = remind(part_key(part), part_key(other))
    assert (done.things, done.before) == (1, 1)


def test_what_is_not_owed_or_belongs_elsewhere_is_passed_over(town, remind):
    elsewhere = town.task("Việc nơi khác", lead=OTHER, programme=town.another_programme()).assignments[0]
    with pytest.raises(NothingToNudge):
        remind(part_key(elsewhere), "part-999999-1", "settle_part-1-1", "nonsense")
    with pytest.raises(TooManyToNudge):
        remind(*(f"part-{n}-1" for n in range(501)))
    assert not db.session.scalar(
        sa.select(sa.func.count()).where(AuditEvent.name.like("%.reminded"), AuditEvent.at == town.now)
    )


def test_mail_sent_in_the_evening_waits_for_the_morning(town, remind):
    addressed(town, "officer")
    evening, morning = (datetime.fromisoformat(f"2026-10-{text}+07:00") for text in ("28 19:30", "29 06:30"))
    assert remind(part_key(town.assignment(due=town.today)), at=evening).held_until == morning
    assert [mail.held_until for mail in mails()] == [morning]


def test_an_address_that_is_none_holds_up_nobody_else(town, remind):
    """Taken over from elsewhere, it was never asked about; and a title of several lines is one line of a mail."""
    addressed(town, "officer", "officer2")
    with transaction():
        town.person("officer").email = "không phải địa chỉ"
    mine, theirs = (town.assignment(unit=unit, title="Dòng\n- Việc giả " + "dài " * 60) for unit in (OWN, OTHER))
    assert (done := remind(part_key(mine), part_key(theirs))).units == 2
    assert [mail.to_address for mail in mails()] == ["officer2@vi-du.vn"] * done.mails
    assert "- Dòng - Việc giả dài" in mails()[0].body
    assert max(map(len, mails()[0].body.splitlines())) < 260


@pytest.mark.parametrize("address", ["/assignments/{}/nudge", "/due/nudge"])
def test_whichever_button_is_pressed_at_night_the_mail_waits(town, sign_in, address):
    addressed(town, "officer2")
    part = town.assignment(unit=OTHER, due=town.today)
    with time_machine.travel(datetime.fromisoformat("2026-10-28 21:00+07:00"), tick=False):
        sign_in("staff").post(address.format(part.id), data={"key": part_key(part), "words": ""})
    [mail] = db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.to_address == "officer2@vi-du.vn"))
    assert mail.held_until == datetime.fromisoformat("2026-10-29 06:30+07:00")


def test_staff_see_whom_and_what_then_send(town, sign_in):
    addressed(town, "officer")
    part, staff = town.assignment(title="Việc trễ", due=town.today - timedelta(days=3)), sign_in("staff")
    page = staff.get("/due/nudge", query_string={"key": part_key(part)}).text
    assert "Việc trễ" in page
    assert town.person("officer").full_name in page
    answer = staff.post("/due/nudge", data={"key": part_key(part), "words": "Xin sớm."}, follow_redirects=True)
    assert "Đã đôn đốc 1 nội dung." in answer.text
    again = staff.post("/due/nudge", data={"key": part_key(part), "words": "Lần nữa."})
    assert again.status_code == 422
    assert "Lần nữa." in again.text


def test_one_comes_back_to_the_list_as_it_was_filtered(town, sign_in):
    part, staff = town.assignment(title="Việc trễ", due=town.today - timedelta(days=3)), sign_in("staff")
    listed = staff.get("/due/?standing=overdue").text
    assert '<input type="hidden" name="standing" value="overdue" />' in listed
    asked = staff.get("/due/nudge", query_string={"standing": "overdue", "key": part_key(part)}).text
    assert 'action="/due/nudge?standing=overdue"' in asked
    sent = staff.post("/due/nudge?standing=overdue", data={"key": part_key(part)})
    assert sent.location == "/due/?standing=overdue"


def test_all_that_fits_the_filters_of_the_list_can_be_chosen(town, sign_in):
    town.assignment(title="Việc trễ của xã", unit=OTHER, due=town.today - timedelta(days=3))
    page = sign_in("staff").get(f"/due/nudge?standing=overdue&kind=part&unit={town.unit(OTHER).id}").text
    assert "Việc trễ của xã" in page
    assert town.unit(OWN).name not in page.split("<main", 1)[1]
    assert 'name="key"' not in sign_in("staff").get("/due/nudge").text


def test_a_third_time_in_one_week_is_asked_about(town, sign_in, remind):
    part, staff = town.assignment(title="Việc trễ", due=town.today - timedelta(days=3)), sign_in("staff")
    for days in (2, 1):
        remind(part_key(part), at=town.now - timedelta(days=days))
    page = staff.get("/due/nudge", query_string={"key": part_key(part)}).text
    assert "checked" not in page.split("<table", 1)[1]
    asked = staff.post("/due/nudge", data={"key": part_key(part)})
    assert asked.status_code == 422
    sure = asked.text.split('id="sure-', 1)[1].split('"', 1)[0]
    assert staff.post("/due/nudge", data={"key": part_key(part), "sure": sure}).status_code == 302


@pytest.mark.parametrize("who", ["officer", "head", "observer", "auditor", "admin"])
def test_others_remind_nobody_from_here(town, sign_in, who):
    part = town.assignment(due=town.today)
    assert sign_in(who).post("/due/nudge", data={"key": part_key(part)}).status_code == 403
    assert not mails()


def test_two_who_remind_at_once_from_two_pages_remind_once(app, town):
    part = town.assignment(due=town.today)
    number, key = part.id, part_key(part)

    def from_the_row(town):
        part = db.session.get_one(Assignment, number)
        nudge_part(part, words="", link="", from_lead=False, by=town.person("staff"), at=town.now)

    def from_the_list(town):
        nudge(town.programme, [key], words="", link=str, by=town.person("staff"), at=town.now)

    [refusal] = at_once(app, [from_the_row, from_the_list])
    assert type(refusal) in (AllNudgedToday, RemindedToday)
    assert db.session.scalar(sa.select(sa.func.count()).where(Nudge.assignment_id == number)) == 1
