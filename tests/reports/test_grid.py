"""Who handed in what: the grid for staff, the list for all, each shows what its reader may see."""

import io
from datetime import timedelta

import openpyxl
import pytest

from tests.reports.handing import Handing
from tests.town import OTHER, OWN
from tracker.core.db import transaction
from tracker.reports.models import Frequency, ReportState
from tracker.reports.queries.grid import GridChosen, grid_of
from tracker.reports.queries.listed import ListChosen, reports_seen_by
from tracker.reports.rules.standing import Standing
from tracker.tasks.queries import reckoning


@pytest.fixture
def handing(duties):
    return Handing(duties)


@pytest.fixture
def grid(town):
    def asked(**chosen):
        facts = {"quarter": town.quarter, "reckoning": reckoning(town.today)}
        return grid_of(town.programme.id, **facts, chosen=GridChosen(**chosen))

    return asked


def test_a_cell_says_how_a_unit_s_report_stands_and_columns_add_up(town, duties, handing, grid):
    duty = duties.duty("Báo cáo công tác", units=(OWN, OTHER))
    handing.submit(handing.write(duties.report(duty)))
    with transaction():
        duties.report(duty, unit=OTHER).due_on = town.today - timedelta(days=2)
    made = grid(duty_id=duty.id)
    (column,) = made.columns
    stand = {line.unit_name: line.cells[column.key].standing for line in made.lines}
    assert stand == {OWN: Standing.ON_TIME, OTHER: Standing.OVERDUE}
    assert (column.tally.expected, column.tally.received, column.tally.overdue) == (2, 1, 1)
    assert made.total == column.tally


def test_one_duty_is_shown_in_its_last_eight_periods(town, duties, grid):
    duty = duties.duty(frequency=Frequency.MONTHLY, first_period="2026-M01")
    periods = [column.key.period for column in grid(duty_id=duty.id).columns]
    assert periods == [f"2026-M{month:02d}" for month in range(3, 11)]  # November's has not begun


def test_units_are_narrowed_and_sorted(town, duties, handing, grid):
    duty = duties.duty(units=(OWN, OTHER))
    with transaction():
        duties.report(duty).due_on = town.today - timedelta(days=2)
    assert [line.unit_name for line in grid(duty_id=duty.id, standing=Standing.OVERDUE).lines] == [OWN]
    assert [line.unit_name for line in grid(duty_id=duty.id, words="dak to").lines] == [OTHER]
    assert [line.unit_name for line in grid(duty_id=duty.id, sort="-overdue").lines] == [OWN, OTHER]
    assert [line.unit_name for line in grid(duty_id=duty.id, sort="overdue").lines] == [OTHER, OWN]


def test_the_grid_goes_on_page_by_page(town, duties, grid):
    made = grid(duty_id=duties.duty(units=(OWN, OTHER)).id)
    first = made.page("", rows=1)
    second = made.page(first.after, rows=1)
    assert [first.rows[0].unit_name, second.rows[0].unit_name] == [line.unit_name for line in made.lines]
    assert second.after == ""
    assert made.page("forged~after", rows=1).rows == first.rows


def test_staff_see_the_grid_with_boxes_observers_without(town, duties, sign_in):
    duty = duties.duty("Báo cáo chuyên đề", units=(OWN, OTHER))
    report = duties.report(duty)
    page = sign_in("staff").get("/reports/").text
    assert "Báo cáo chuyên đề" in page
    assert f'name="r" value="{report.id}"' in page
    assert f'href="/reports/{report.id}"' in page
    observed = sign_in("observer").get("/reports/").text
    assert f'href="/reports/{report.id}"' in observed
    assert 'name="r"' not in observed


def test_htmx_gets_only_the_grid(town, duties, sign_in, htmx):
    duties.duty()
    assert sign_in("staff").get("/reports/", headers=htmx).text.lstrip().startswith('<div id="report-grid"')
    assert sign_in("officer").get("/reports/", headers=htmx).text.lstrip().startswith('<div id="report-list"')


def test_a_unit_sees_its_own_reports_and_what_was_handed_in_through_it(town, duties, handing, sign_in):
    own = duties.report(duties.duty("Báo cáo riêng", units=(OWN, OTHER)))
    passing = duties.duty("Báo cáo đi qua", units=(OTHER,), through=OWN)
    facts = {"programme_id": town.programme.id, "quarter": town.quarter, "reckoning": reckoning(town.today)}

    def seen():
        rows = reports_seen_by(town.person("officer"), **facts, chosen=ListChosen()).rows
        return {row.id for row in rows if row.duty_name in ("Báo cáo riêng", "Báo cáo đi qua")}

    assert seen() == {own.id}
    report = duties.report(passing, unit=OTHER)
    handing.submit(handing.write(report, by="officer2"), by="head2")
    assert seen() == {own.id, report.id}


def test_what_is_owed_of_earlier_quarters_stays_in_the_list(town, duties, handing):
    duty = duties.duty(first_period="2026-Q2")
    facts = {"programme_id": town.programme.id, "quarter": town.quarter, "reckoning": reckoning(town.today)}
    officer = town.person("officer")
    listed = reports_seen_by(officer, **facts, chosen=ListChosen(duty_id=duty.id)).rows
    assert [row.period for row in listed] == ["2026-Q2", "2026-Q3", "2026-Q4"]
    with transaction():
        next(one for one in duties.reports(duty) if one.period == "2026-Q2").state = ReportState.EXCUSED
    listed = reports_seen_by(officer, **facts, chosen=ListChosen(duty_id=duty.id)).rows
    assert [row.period for row in listed] == ["2026-Q3", "2026-Q4"]
    whole = reports_seen_by(officer, **facts, chosen=ListChosen(duty_id=duty.id, whole=True, down=True)).rows
    assert [row.period for row in whole] == ["2026-Q4", "2026-Q3", "2026-Q2"]


@pytest.mark.parametrize("down", [False, True])
def test_the_list_goes_on_page_by_page_undated_reports_last(town, duties, down):
    duty = duties.duty(first_period="2026-Q1")
    with transaction():
        duties.reports(duty)[0].due_on = None
    facts = {"programme_id": town.programme.id, "quarter": town.quarter, "reckoning": reckoning(town.today)}
    chosen, staff = ListChosen(duty_id=duty.id, whole=True, down=down), town.person("staff")
    whole = [row.id for row in reports_seen_by(staff, **facts, chosen=chosen).rows]
    found, after = [], ""
    while page := reports_seen_by(staff, **facts, chosen=chosen, after=after, limit=1):
        found.append(page.rows[0].id)
        after = page.after
        if not after:
            break
    assert found == whole
    assert len(found) == 4


@pytest.mark.parametrize("address", ["/reports/?format=xlsx", "/reports/list?format=xlsx"])
def test_both_are_taken_along_as_excel_files(town, duties, sign_in, address):
    duties.duty("Báo cáo chuyên đề", units=(OWN, OTHER))
    sheet = openpyxl.load_workbook(io.BytesIO(sign_in("staff").get(address).data)).active
    told = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {OWN, OTHER} <= told
    assert any("Báo cáo chuyên đề" in words for words in told)
