"""Each period brings the expected reports, once."""

from datetime import UTC, datetime

import pytest
import time_machine

from tracker.core.db import db, transaction
from tracker.reports import queries
from tracker.reports.jobs import expect_all
from tracker.reports.models import ReportState
from tracker.reports.services import end_exemption, exempt, expect_reports

NEXT_QUARTER = datetime(2026, 12, 31, 17, 5, tzinfo=UTC)  # five past midnight on 1/1/2027 in Vietnam


def of_period(duties, duty, period):
    return [report.unit.name for report in duties.reports(duty) if report.period == period]


def test_a_new_duty_brings_the_reports_of_every_period_that_has_begun(duties):
    duty = duties.duty(first_period="2026-Q2", units=("Phòng Dân tộc", "Xã Đăk Tơ Mil"))
    assert [report.period for report in duties.reports(duty)] == ["2026-Q2"] * 2 + ["2026-Q3"] * 2 + ["2026-Q4"] * 2
    assert {report.state for report in duties.reports(duty)} == {ReportState.EXPECTED}


def test_each_report_keeps_the_days_of_its_figures_and_when_it_is_due(duties, town):
    report = duties.report()
    assert (str(report.window_first), str(report.window_last)) == ("2026-09-15", "2026-12-14")
    assert str(report.due_on) == "2026-12-21"


def test_however_often_it_is_run_it_brings_them_once(duties, town):
    duty = duties.duty()
    with transaction():
        assert expect_reports(queries.get_duty(duty.id), at=town.now) == 0
    assert len(duties.reports(duty)) == 1
    assert duty.id not in set(queries.duties_to_expect(on=town.today))


def test_the_worker_brings_a_period_on_its_first_day_here_and_not_before(duties):
    duty = duties.duty()
    with time_machine.travel(datetime(2026, 12, 31, 16, 55, tzinfo=UTC), tick=False):
        expect_all()
        assert of_period(duties, duty, "2027-Q1") == []
    with time_machine.travel(NEXT_QUARTER, tick=False):
        expect_all()
        expect_all()
    assert of_period(duties, duty, "2027-Q1") == ["Phòng Dân tộc"]


def test_a_group_is_meant_as_it_stands_when_the_period_begins(duties, town):
    duty = duties.duty(group="UBND các xã, thị trấn")
    before = len(duties.reports(duty))
    town.new_unit("Xã Mới")
    expect_all()
    assert len(duties.reports(duty)) == before
    with time_machine.travel(NEXT_QUARTER, tick=False):
        expect_all()
    assert "Xã Mới" in of_period(duties, duty, "2027-Q1")


def test_a_unit_that_is_exempt_owes_none_until_its_exemption_ends(duties, town):
    duty, staff = duties.duty(units=("Phòng Dân tộc", "Xã Đăk Tơ Mil")), town.person("staff")
    with transaction():
        exemption = exempt(
            duty, town.unit("Xã Đăk Tơ Mil"), period="2027-Q1", words="Mới thành lập.", by=staff, at=town.now
        )
    with time_machine.travel(NEXT_QUARTER, tick=False):
        expect_all()
        assert of_period(duties, duty, "2027-Q1") == ["Phòng Dân tộc"]
        with transaction():
            end_exemption(queries.get_exemption(exemption.id), by=staff, at=NEXT_QUARTER)
    assert sorted(of_period(duties, duty, "2027-Q1")) == ["Phòng Dân tộc", "Xã Đăk Tơ Mil"]


@pytest.mark.parametrize("ended", ["duty", "programme"])
def test_nothing_is_expected_of_what_has_ended(duties, town, ended):
    duty = duties.duty()
    with transaction():
        record = db.session.merge(duty) if ended == "duty" else town.programme
        record.ended_on = town.today
    with time_machine.travel(NEXT_QUARTER, tick=False):
        expect_all()
        with transaction():
            assert expect_reports(queries.get_duty(duty.id), at=NEXT_QUARTER) == 0
    assert of_period(duties, duty, "2027-Q1") == []
