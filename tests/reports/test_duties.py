"""Duties to report: laid on units, mended, ended; exemptions; units that change."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.reports.conftest import ASKED
from tests.succession.conftest import Communes
from tests.town import OTHER, OWN
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.reports import queries, services
from tracker.reports.models import ReportState
from tracker.reports.rules.answers import Typed
from tracker.reports.rules.duties import DutyNeedsUnit, ExemptAlready, NotOwedBy, ReasonNeeded
from tracker.reports.services import writing


@pytest.fixture
def staff(town):
    return {"by": town.person("staff"), "at": town.now}


def edit(duty, town, staff, *, to=None, seen=None, **changes):
    facts = queries.facts_of(duty)
    told = {name: getattr(facts, name) for name in facts.__slots__} | changes
    with transaction():
        services.edit_duty(
            queries.get_duty(duty.id),
            services.DutyFacts(**told),
            to or [town.unit(OWN)],
            through=None,
            document=None,
            seen=seen or duty.version,
            **staff,
        )
    db.session.expire_all()


def events(name):
    return db.session.scalars(sa.select(AuditEvent).where(AuditEvent.name == name)).all()


def test_a_duty_comes_with_its_form_and_leaves_its_trace(duties):
    duty = duties.duty()
    (form,) = queries.forms_of(duty.id)
    assert [(item.key, item.title) for item in form.items] == [
        (f"k{n}", asked.title) for n, asked in enumerate(ASKED, start=1)
    ]
    (told,) = [event for event in events("report_duty.added") if event.subject_id == duty.id]
    assert told.facts == {"duty": duty.name, "units": [OWN]}


def test_a_duty_without_a_form_of_its_own_gets_the_shipped_one_that_fits(duties):
    duty = duties.duty("Báo cáo kết quả xóa bỏ các hủ tục", asked=())
    assert "hủ tục" in queries.forms_of(duty.id)[0].items[0].title


def test_a_duty_of_nobody_is_refused(duties):
    with pytest.raises(DutyNeedsUnit):
        duties.duty(units=())


def test_a_mended_day_moves_what_is_open_and_not_due_yet(duties, town, staff):
    duty = duties.duty(first_period="2026-Q3")
    late, open_ = duties.reports(duty)
    days = (late.due_on, open_.due_on)
    edit(duty, town, staff, due_days=7)
    late, open_ = duties.reports(duty)
    assert (late.due_on, open_.due_on) == (days[0], days[1] + timedelta(days=2))


def test_the_second_of_two_who_mend_a_duty_is_told(duties, town, staff):
    duty = duties.duty()
    seen = duty.version
    edit(duty, town, staff, name="Báo cáo khác")
    with pytest.raises(ChangedMeanwhile):
        edit(duty, town, staff, seen=seen, name="Báo cáo thứ ba")


def test_who_is_addressed_anew_owes_the_period_that_goes_on_and_who_is_not_is_let_off(duties, town, staff):
    duty = duties.duty(first_period="2026-Q3")
    edit(duty, town, staff, to=[town.unit(OTHER)])
    states = {(report.unit.name, report.period): report.state for report in duties.reports(duty)}
    assert states == {
        (OWN, "2026-Q3"): ReportState.EXPECTED,  # it was late already, and stays so
        (OWN, "2026-Q4"): ReportState.EXCUSED,
        (OTHER, "2026-Q4"): ReportState.EXPECTED,
    }


def test_a_duty_ends_with_a_reason_and_what_is_late_stays_owed(duties, staff):
    duty = duties.duty(first_period="2026-Q3")
    with pytest.raises(ReasonNeeded), transaction():
        services.end_duty(queries.get_duty(duty.id), words=" ", **staff)
    with transaction():
        services.end_duty(queries.get_duty(duty.id), words="Gộp vào báo cáo tháng.", **staff)
    assert [report.state for report in duties.reports(duty)] == [ReportState.EXPECTED, ReportState.EXCUSED]
    assert duties.reports(duty)[1].state_words == "Gộp vào báo cáo tháng."
    with pytest.raises(NotFromHere), transaction():
        services.end_duty(queries.get_duty(duty.id), words="Lần nữa.", **staff)


def test_a_unit_is_exempted_once_and_only_from_what_it_owes(duties, town, staff):
    duty, said = duties.duty(), {"period": "", "words": "Đã sáp nhập.", **staff}
    with transaction():
        services.exempt(queries.get_duty(duty.id), town.unit(OWN), **said)
    (report,) = duties.reports(duty)
    assert (report.state, report.state_words) == (ReportState.EXCUSED, "Đã sáp nhập.")
    for unit, refusal in ((OWN, ExemptAlready), (OTHER, NotOwedBy)):
        with pytest.raises(refusal), transaction():
            services.exempt(queries.get_duty(duty.id), town.unit(unit), **said)
    (granted,) = events("report_exemption.granted")
    assert (granted.story_type, granted.story_id) == ("report_duty", duty.id)


def test_when_two_units_merge_their_open_reports_become_one_with_the_words_of_both(duties, town):
    communes = Communes(town)
    duty = duties.duty(units=(communes.one, communes.two))
    for report, head in zip(duties.reports(duty), (communes.head_of_one, communes.head_of_two), strict=True):
        item = queries.form_of(report).items[0]
        with transaction():
            writing.save_answer(
                report, item, Typed(words=f"Kết quả của {head.full_name}"), seen=0, by=head, at=town.now
            )
    new = communes.merge()
    (joined,) = [report for report in duties.reports(duty) if report.unit_id == new.id]
    assert "Kết quả của A Brol" in joined.answers[0].words
    assert "Xã Đăk Sú: Kết quả của Y Lan" in joined.answers[0].words
    assert joined.state is ReportState.DRAFT
    assert {report.state for report in duties.reports(duty) if report.unit_id != new.id} == {ReportState.EXCUSED}
    assert [unit.id for unit in queries.units_addressed(queries.get_duty(duty.id), on=town.today)] == [new.id]


def test_what_a_unit_handed_in_stays_its_own_when_another_takes_over(duties, town):
    communes = Communes(town)
    report = duties.report(unit=communes.one)
    with transaction():
        db.session.merge(report).state = ReportState.ACCEPTED
    communes.merge()
    db.session.expire_all()
    assert report.unit_id == communes.one.id
