"""Reminding units of reports that they owe, and excusing them: many at once, from the grid."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.reports.handing import LINK, Handing
from tests.town import OTHER, OWN
from tracker.accounts.models import MailKind
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.outbox.models import OutboxMessage
from tracker.reports.models import Report, ReportState
from tracker.reports.rules.chasing import AllRemindedToday
from tracker.reports.rules.moves import NothingChosen, TooManyChosen
from tracker.reports.services.reminding import remind


@pytest.fixture
def chase(town):
    def chasing(*reports, words="", at=None):
        ids, staff = {report.id for report in reports}, town.person("staff")
        with transaction():
            return remind(town.programme, ids, words=words, link=LINK, by=staff, at=at or town.now)

    return chasing


@pytest.fixture
def two(duties):
    """Two reports that officer's unit owes."""
    return [duties.report(duties.duty(name)) for name in ("Báo cáo công tác", "Báo cáo mô hình")]


def mails():
    wanted = sa.select(OutboxMessage).where(OutboxMessage.dedupe_key.startswith("report-nudge:"))
    return list(db.session.scalars(wanted))


def addressed(town, *who):
    with transaction():
        for name in who:
            town.account(name).person.email = f"{name}@vi-du.vn"


def events_of(report):
    names = sa.select(AuditEvent.name).where(AuditEvent.subject_type == "report", AuditEvent.subject_id == report.id)
    return list(db.session.scalars(names.order_by(AuditEvent.id)))


def test_a_unit_gets_one_mail_for_all_its_reports(town, two, chase):
    addressed(town, "officer", "officer2")
    done = chase(*two, words="Cần trước họp giao ban.")
    assert (done.reports, done.mails, done.before) == (2, 1, 0)
    (mail,) = mails()
    assert mail.to_address == "officer@vi-du.vn"
    for words in ("Báo cáo công tác", "Báo cáo mô hình", "21/12/2026", "Cần trước họp giao ban.", LINK):
        assert words in mail.body
    assert [events_of(report)[-1] for report in two] == ["report.reminded"] * 2


def test_nobody_is_reminded_of_a_report_twice_a_day(town, two, chase):
    addressed(town, "officer")
    chase(two[0])
    again = chase(*two)
    assert (again.reports, again.before) == (1, 1)
    with pytest.raises(AllRemindedToday):
        chase(*two)
    assert chase(*two, at=town.now + timedelta(days=1)).reports == 2
    assert len(mails()) == 3


def test_whoever_does_without_reminders_gets_none(town, two, chase):
    addressed(town, "officer")
    with transaction():
        town.account("officer").muted = [MailKind.REMINDERS]
    assert chase(*two).mails == 0


def test_what_is_not_owed_or_belongs_elsewhere_is_passed_over(town, two, duties, chase):
    elsewhere = duties.duty(programme_id=town.another_programme(members=[OWN]).id)
    with transaction():
        two[0].state = ReportState.EXCUSED
    assert chase(*two, duties.report(elsewhere)).reports == 1
    with pytest.raises(NothingChosen):
        chase(two[0], duties.report(elsewhere))


def test_so_many_are_not_chosen_at_once(town):
    with pytest.raises(TooManyChosen), transaction():
        remind(town.programme, range(501), words="", link=LINK, by=town.person("staff"), at=town.now)


def test_what_was_ticked_stands_on_a_page_with_both_ways_to_go_on(two, sign_in):
    page = sign_in("staff").get("/reports/chosen", query_string={"r": [report.id for report in two]}).text
    assert page.count(f'name="r" value="{two[0].id}"') == 2  # of either form
    assert "Báo cáo công tác" in page
    assert "Báo cáo mô hình" in page


def test_all_that_is_overdue_is_chosen_by_the_filters_of_the_grid(town, two, sign_in):
    with transaction():
        two[0].due_on = town.today - timedelta(days=3)
    page = sign_in("staff").get(f"/reports/chosen?standing=overdue&duty={two[0].duty_id}").text
    assert f'name="r" value="{two[0].id}"' in page
    assert f'name="r" value="{two[1].id}"' not in page


def test_staff_remind_from_the_page_and_are_told_how_many(town, two, sign_in):
    addressed(town, "officer")
    staff = sign_in("staff")
    answer = staff.post("/reports/remind", data={"r": [report.id for report in two]}, follow_redirects=True)
    assert "Đã đôn đốc 2 báo cáo." in answer.text
    again = staff.post("/reports/remind", data={"r": [two[0].id], "words": "Xin gửi sớm."})
    assert again.status_code == 422
    assert "Xin gửi sớm." in again.text


def test_staff_excuse_many_with_a_reason(two, sign_in):
    staff, chosen = sign_in("staff"), {"r": [report.id for report in two]}
    assert staff.post("/reports/excuse", data=chosen).status_code == 422
    staff.post("/reports/excuse", data=chosen | {"reason": "Mới sáp nhập."})
    db.session.expire_all()
    states = db.session.execute(
        sa.select(Report.state, Report.state_words).where(Report.id.in_([report.id for report in two]))
    )
    assert set(states) == {(ReportState.EXCUSED, "Mới sáp nhập.")}


@pytest.mark.parametrize("who", ["officer", "head", "observer", "admin"])
def test_others_neither_remind_nor_excuse(two, sign_in, who):
    for address in ("/reports/remind", "/reports/excuse"):
        assert sign_in(who).post(address, data={"r": [two[0].id], "reason": "Vì"}).status_code == 403
    db.session.expire_all()
    assert "report.reminded" not in events_of(two[0])
    assert db.session.get_one(Report, two[0].id).state is ReportState.EXPECTED


def test_a_report_that_was_handed_in_meanwhile_is_not_excused(town, duties, sign_in):
    handing = Handing(duties)
    report, other = duties.report(), duties.report(unit=OTHER)
    handing.submit(handing.write(report))
    answer = sign_in("staff").post(
        "/reports/excuse", data={"r": [report.id, other.id], "reason": "Vì"}, follow_redirects=True
    )
    db.session.expire_all()
    assert db.session.get_one(Report, report.id).state is ReportState.SUBMITTED
    assert db.session.get_one(Report, other.id).state is ReportState.EXCUSED
    assert report.duty.name in answer.text
