"""Where units stand: each sees itself beside the middle, figures open to their records, names are those of the time."""

import io
import re
from datetime import date

import docx
import openpyxl
import pytest

from tests.reports.conftest import Duties
from tests.town import OTHER, OWN
from tracker.core.periods import Period, Quarter
from tracker.standing.queries import figures_of
from tracker.standing.rules.figures import Figure, UnitFigures
from tracker.standing.rules.measures import FEWEST, middles
from tracker.tasks.models import State

MIDDLE = "Trung vị của 16 đơn vị"
INDEX = "/standings/?quarter=2026-Q4"


def page_of(unit, more=""):
    return f"/standings/{unit.id}?quarter=2026-Q4{more}"


def test_who_reads_the_programme_whole_sees_all_units_by_name_and_the_middle(sign_in):
    text = sign_in("observer").get(INDEX).text
    assert OWN in text
    assert OTHER in text
    assert text.index("Xã Đăk Rơ Lây") < text.index(OTHER)
    assert MIDDLE in text


def test_a_unit_sees_itself_alone_beside_the_middle(town, sign_in):
    officer = sign_in("officer")
    text = officer.get(INDEX).text
    assert OWN in text
    assert OTHER not in text
    assert MIDDLE in text
    assert officer.get("/standings/paper").status_code == 403
    for path in ("", "/records", "/paper"):
        assert officer.get(f"/standings/{town.unit(OTHER).id}{path}").status_code == 404
        assert officer.get(f"/standings/{town.unit(OWN).id}{path}").status_code == 200


def test_the_sheet_of_a_unit_holds_no_other(sign_in):
    sheet = openpyxl.load_workbook(io.BytesIO(sign_in("officer").get(f"{INDEX}&format=xlsx").data)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [OWN, "Trung vị các đơn vị"]
    whole = openpyxl.load_workbook(io.BytesIO(sign_in("staff").get(f"{INDEX}&format=xlsx").data)).active
    assert whole.max_row == 18


def test_the_middle_of_few_units_is_told_to_nobody_in_them():
    units = [UnitFigures(n, "", {Figure.DONE_ON_TIME: n}) for n in range(1, FEWEST)]
    assert middles(units)[Figure.DONE_ON_TIME] == 2
    assert middles(units, least=FEWEST)[Figure.DONE_ON_TIME] is None


def test_the_middle_is_of_the_units_that_have_anything_of_the_kind():
    units = [UnitFigures(1, "", {Figure.TARGETS_REACHED: 2, Figure.TARGETS_MISSED: 2}), UnitFigures(2, "")]
    assert middles(units)[Figure.TARGETS_REACHED] == 2


def test_a_figure_opens_to_its_records_and_they_to_their_pages(town, sign_in):
    part = town.assignment(unit=OWN, title="Việc để quá hạn", due=date(2026, 10, 20))
    staff, address = sign_in("staff"), f"/standings/{part.unit_id}/records?quarter=2026-Q4&figure=open_overdue"
    linked = re.findall(r'href="(/standings/\d+/records[^"]*)"', staff.get(page_of(part.unit)).text)
    assert any("figure=open_overdue" in one and "quarter=2026-Q4" in one for one in linked)
    text = staff.get(address).text
    assert f'href="/tasks/{part.task_id}"' in text
    assert "20/10/2026" in text
    whole = openpyxl.load_workbook(io.BytesIO(staff.get(f"{address}&format=xlsx").data)).active
    row = next(row for row in whole.iter_rows(min_row=2, values_only=True) if row[0] == "Việc để quá hạn")
    assert row[4] == 6  # working days from the 20th to the 28th
    assert staff.get(f"/standings/{part.unit_id}/records?figure=none").status_code == 404


def test_a_unit_is_seen_in_the_programme_that_is_chosen(town, sign_in):
    elsewhere = town.another_programme(members=(OTHER, OWN)).id
    own, other = (town.unit(name).id for name in (OWN, OTHER))
    asked = {
        (who, unit): f"/standings/{unit}?programme={elsewhere}" for who in ("head2", "staff") for unit in (own, other)
    }
    answers = {key: sign_in(key[0]).get(address).status_code for key, address in asked.items()}
    assert answers == {("head2", own): 404, ("head2", other): 200, ("staff", own): 404, ("staff", other): 404}


def test_records_say_why_a_report_is_late_and_what_a_target_lacks(town, sign_in):
    report = Duties(town).report(Duties(town).once(due=date(2026, 10, 20)))
    staff = sign_in("staff")
    missing = staff.get(f"/standings/{report.unit_id}/records?figure=reports_missing&quarter=2026-Q4").text
    assert f'href="/reports/{report.id}"' in missing
    commune = town.unit(OTHER)
    missed = staff.get(f"/standings/{commune.id}/records?figure=targets_missed&span=year&quarter=2026-Q4").text
    assert 'href="/targets/' in missed
    assert "Chỉ tiêu giao" in missed


def test_a_part_that_is_taken_as_done_moves_the_figure(town):
    def own():
        units = figures_of(town.programme, Period.of(town.quarter), today=town.today)
        return next(unit for unit in units if unit.unit_id == town.unit(OWN).id)

    before = own()
    town.assignment(unit=OWN, state=State.ACCEPTED, due=town.today)
    assert own()[Figure.DONE_ON_TIME] == before[Figure.DONE_ON_TIME] + 1


@pytest.mark.parametrize(("who", "path"), [("staff", "/standings/paper"), ("head", "/standings/{own}/paper")])
def test_the_word_sheet_holds_the_figures(town, sign_in, who, path):
    answer = sign_in(who).get(path.format(own=town.unit(OWN).id) + "?span=year&quarter=2026-Q4")
    paper = docx.Document(io.BytesIO(answer.data))
    said = " ".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    assert "Tỷ lệ hoàn thành" in said
    assert "Trung vị" in said
    assert ("Phòng Văn hóa và Thông tin" in said) is (who == "staff")


def test_htmx_gets_the_piece_alone(town, sign_in, htmx):
    staff, own = sign_in("staff"), town.unit(OWN)
    assert staff.get(INDEX, headers=htmx).text.lstrip().startswith('<div id="standings">')
    assert staff.get(page_of(own), headers=htmx).text.lstrip().startswith('<div id="standing-unit">')
    assert staff.get(f"/standings/{own.id}/records", headers=htmx).text.lstrip().startswith('<div id="records"')


def test_the_page_of_a_unit_draws_its_quarters_with_their_table(town, sign_in):
    text = sign_in("head").get(page_of(town.unit(OWN), "&span=year")).text
    assert text.count("trend-wide") == 3
    for quarter in (Quarter(2026, 4), Quarter(2025, 1)):
        assert f"Quý {quarter.label}" in text


def test_only_units_that_are_behind_can_be_asked_for(town, sign_in):
    fine = town.new_unit("Xã Mới Lập")
    staff = sign_in("staff")
    assert fine.name in staff.get(INDEX).text
    assert fine.name not in staff.get(f"{INDEX}&show=behind").text
