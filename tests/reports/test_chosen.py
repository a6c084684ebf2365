"""What was ticked in the grid of reports: to remind the units of on the next page, or to excuse them from here."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.reports.handing import Handing
from tests.town import OTHER
from tracker.core.db import db, transaction
from tracker.reports.models import Report, ReportState


@pytest.fixture
def two(duties):
    """Two reports that officer's unit owes."""
    return [duties.report(duties.duty(name)) for name in ("Báo cáo công tác", "Báo cáo mô hình")]


def key_of(report):
    return f"report-{report.id}-{report.unit_id}"


def test_what_was_ticked_stands_on_a_page_with_both_ways_to_go_on(two, sign_in):
    page = sign_in("staff").get("/reports/chosen", query_string={"r": [report.id for report in two]}).text
    assert page.count(f'name="key" value="{key_of(two[0])}"') == 1
    assert page.count(f'name="r" value="{two[0].id}"') == 1
    assert "Báo cáo công tác" in page
    assert "Báo cáo mô hình" in page


def test_all_that_is_overdue_is_chosen_by_the_filters_of_the_grid(town, two, sign_in):
    with transaction():
        two[0].due_on = town.today - timedelta(days=3)
    page = sign_in("staff").get(f"/reports/chosen?standing=overdue&duty={two[0].duty_id}").text
    assert f'name="r" value="{two[0].id}"' in page
    assert f'name="r" value="{two[1].id}"' not in page


def test_the_grid_and_the_page_say_who_was_reminded_when(town, two, sign_in):
    staff = sign_in("staff")
    staff.post("/due/nudge", data={"key": [key_of(two[0])]})
    who = town.person("staff").full_name
    page = staff.get("/reports/chosen", query_string={"r": [report.id for report in two]}).text
    assert page.count(f"đã đôn đốc 1 lần, gần nhất ngày 28/10/2026, người đôn đốc: {who}") == 1
    assert staff.get(f"/reports/?quarter={town.quarter}").text.count("đã đôn đốc 1 lần, gần nhất ngày 28/10/2026") == 1


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
def test_others_excuse_nobody(two, sign_in, who):
    assert sign_in(who).post("/reports/excuse", data={"r": [two[0].id], "reason": "Vì"}).status_code == 403
    db.session.expire_all()
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
