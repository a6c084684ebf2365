"""The consolidated report: the units' words by section, figures added, gaps named, what staff make of it, the paper."""

import io
from decimal import Decimal

import openpyxl
import pytest
import sqlalchemy as sa
from docx import Document

from tests.reports.handing import Handing
from tests.town import OTHER, OWN
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.reports.models import Consolidation, ReportState
from tracker.reports.queries.consolidating import gather, section_of
from tracker.reports.rules.chasing import NothingExpected
from tracker.reports.services.consolidating import begin_consolidation, write_section
from tracker.tasks.queries import reckoning

THIRD = "Phòng Văn hóa và Thông tin"


class Gathering:
    """A duty of three units over two quarters: two handed in, one did not."""

    def __init__(self, town, duties):
        self.town, self.duties, self.handing = town, duties, Handing(duties)
        self.duty = duties.duty(units=(OWN, OTHER, THIRD), first_period="2026-Q3")
        self.hand_in("2026-Q3", OWN, words="Quý trước.", figure=10, part=1, whole=10)
        self.hand_in("2026-Q3", THIRD, words="Quý trước.", figure=5, part=4, whole=10)

    def report(self, period, unit):
        unit_id = self.town.unit(unit).id
        reports = self.duties.reports(self.duty)
        return next(one for one in reports if (one.period, one.unit_id) == (period, unit_id))

    def hand_in(self, period, unit, *, words="Đã họp dân.", figure=12, part=9, whole=40):
        by = "officer2" if unit == OTHER else "officer"
        said = {"k1": {"words": words}, "k2": {"figure": figure}, "k3": {"part": part, "whole": whole}}
        report = self.handing.write(self.report(period, unit), by=by, **said)
        self.handing.submit(report, explanation="Chờ số liệu.")
        return report

    def begin(self):
        with transaction():
            return begin_consolidation(self.duty, "2026-Q4", by=self.town.person("staff"), at=self.town.now)

    def write(self, consolidation, key="k1", *, words="Các đơn vị đã họp dân.", seen=0, gathered=""):
        told = {"title": "Kết quả", "words": words, "gathered": gathered or self.item(consolidation, key).gathered}
        with transaction():
            write_section(consolidation, key, **told, seen=seen, by=self.town.person("staff"), at=self.town.now)

    def item(self, consolidation, key):
        return gather(consolidation, reckoning(self.town.today)).item(key)


@pytest.fixture
def gathering(town, duties):
    return Gathering(town, duties)


def test_words_stand_under_their_units_figures_are_added_and_gaps_are_named(town, gathering):
    gathering.hand_in("2026-Q4", OWN, words="Đã họp dân ở 4 thôn.", figure=12, part=9, whole=40)
    gathering.hand_in("2026-Q4", OTHER, words="Đã ra quân.", figure=8, part=1, whole=60)
    gathered = gather(gathering.begin(), reckoning(town.today))
    assert (gathered.before, gathered.tally.received, gathered.tally.expected) == ("2026-Q3", 2, 3)
    assert [unit.unit_name for unit in gathered.owing] == [THIRD]
    words, sessions, percent = gathered.items
    assert {(one.unit_name, one.words) for one in words.with_words} == {
        (OWN, "Đã họp dân ở 4 thôn."),
        (OTHER, "Đã ra quân."),
    }
    assert (sessions.sum.value, sessions.sum_before.value, sessions.grown) == (20, 15, 5)
    assert [one.unit_name for one in sessions.missing_since] == [THIRD]
    assert (percent.sum.value, percent.sum.part, percent.sum.whole) == (Decimal("10.00"), 10, 100)
    assert percent.grown == Decimal("10.00") - Decimal("25.00")


def test_drafts_and_what_was_returned_are_not_in_it(town, gathering):
    gathering.handing.write(gathering.report("2026-Q4", OWN), k1={"words": "Đang viết dở."})
    returned = gathering.hand_in("2026-Q4", OTHER, words="Đã trả lại.")
    with transaction():
        returned.state = ReportState.RETURNED
    page = gather(gathering.begin(), reckoning(town.today))
    assert page.received == []
    assert all(not item.said for item in page.items)


def test_it_is_begun_once_however_often(gathering, town):
    assert gathering.begin().id == gathering.begin().id
    of_duty = sa.select(Consolidation.period).where(Consolidation.duty_id == gathering.duty.id)
    assert list(db.session.scalars(of_duty)) == ["2026-Q4"]
    with pytest.raises(NothingExpected), transaction():
        begin_consolidation(gathering.duty, "2031-Q1", by=town.person("staff"), at=town.now)


def test_staff_write_a_section_and_are_told_when_something_came_since(gathering):
    gathering.hand_in("2026-Q4", OWN)
    consolidation = gathering.begin()
    gathering.write(consolidation)
    assert not gathering.item(consolidation, "k1").came_since
    gathering.hand_in("2026-Q4", OTHER, words="Đến sau.")
    assert gathering.item(consolidation, "k1").came_since
    section = section_of(consolidation.id, "k1")
    gathering.write(consolidation, words="", seen=section.version)
    item = gathering.item(consolidation, "k1")
    assert not item.came_since
    assert item.section.words == ""
    of_this = (AuditEvent.story_type == "consolidation") & (AuditEvent.story_id == consolidation.id)
    events = sa.select(AuditEvent.name).where(of_this).order_by(AuditEvent.id)
    assert list(db.session.scalars(events)) == ["consolidation.begun"] + ["consolidation.section_written"] * 2


def test_the_second_of_two_who_write_a_section_is_told(gathering):
    consolidation = gathering.begin()
    gathering.write(consolidation, words="Của người thứ nhất.")
    with pytest.raises(ChangedMeanwhile):
        gathering.write(consolidation, words="Của người thứ hai.", seen=0)
    assert section_of(consolidation.id, "k1").words == "Của người thứ nhất."


def test_on_the_page_they_see_both_texts_and_keep_their_own(gathering, sign_in):
    consolidation = gathering.begin()
    address = f"/consolidations/{consolidation.id}/edit?section=k1"
    staff = sign_in("staff")
    assert staff.post(address, data={"words": "Lời đầu.", "version": 0}).status_code == 302
    clash = staff.post(address, data={"words": "Lời sau.", "version": 0})
    assert clash.status_code == 409
    assert "Lời đầu." in clash.text
    assert "Lời sau." in clash.text


def test_words_for_a_section_that_is_no_longer_asked_are_kept(gathering, sign_in):
    address = f"/consolidations/{gathering.begin().id}/edit?section=k77"
    answer = sign_in("staff").post(address, data={"words": "Lời của thường trực.", "version": 0})
    assert answer.status_code == 422
    assert "Lời của thường trực." in answer.text
    assert sign_in("staff").get(address).status_code == 302


def test_every_word_and_figure_leads_to_its_report(gathering, sign_in):
    report = gathering.hand_in("2026-Q4", OWN)
    before = gathering.report("2026-Q3", THIRD)
    page = sign_in("observer").get(f"/consolidations/{gathering.begin().id}").text
    assert page.count(f'href="/reports/{report.id}"') >= 3
    assert f'href="/reports/{before.id}"' in page
    assert "edit?section=" not in page


def test_staff_begin_it_from_the_list_of_periods(gathering, sign_in):
    staff = sign_in("staff")
    assert gathering.duty.name in staff.get("/consolidations/").text
    answer = staff.post(f"/report-duties/{gathering.duty.id}/gather", data={"period": "2026-Q4"})
    begun = db.session.scalars(sa.select(Consolidation).where(Consolidation.duty_id == gathering.duty.id)).one()
    assert answer.headers["Location"] == f"/consolidations/{begun.id}"
    refused = staff.post(
        f"/report-duties/{gathering.duty.id}/gather", data={"period": "2031-Q1"}, follow_redirects=True
    )
    assert "không có đơn vị nào phải báo cáo" in refused.text


@pytest.mark.parametrize(("who", "status"), [("officer", 404), ("head2", 404), ("observer", 403), ("admin", 404)])
def test_only_staff_and_chair_write_and_no_unit_reads_it(gathering, sign_in, who, status):
    consolidation = gathering.begin()
    assert sign_in(who).post(f"/consolidations/{consolidation.id}/edit?section=k1").status_code == status
    assert sign_in(who).get(f"/consolidations/{consolidation.id}").status_code == (200 if status == 403 else 404)


def test_the_word_file_opened_again_holds_the_same_figures(gathering, sign_in):
    gathering.hand_in("2026-Q4", OWN, words="Đã họp dân ở 4 thôn.\nKết quả tốt.", figure=12, part=9, whole=40)
    gathering.hand_in("2026-Q4", OTHER, words="Đã ra quân.", figure=Decimal("8.5"), part=1, whole=60)
    consolidation = gathering.begin()
    gathering.write(consolidation, words="Các đơn vị đã họp dân ở bốn thôn.")
    address, english = f"/consolidations/{consolidation.id}/paper", {"Accept-Language": "en"}
    answer = sign_in("staff").get(address, headers=english)  # papers are Vietnamese all the same
    paper = Document(io.BytesIO(answer.data))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    assert "Các đơn vị đã họp dân ở bốn thôn." in text
    assert "Kết quả tốt." not in text
    assert "Công tác quý, quý IV/2026" in text  # the duty is called "Báo cáo công tác quý"
    assert f"Chưa gửi: {THIRD}" in text
    cells = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    assert ["1", "Buổi tuyên truyền", "buổi", "20,5", "15", "+5,5"] in cells
    assert ["2", "Hộ thoát nghèo", "%", "10\u00a0% (10/100)", "25\u00a0% (5/20)", "−15"] in cells
    assert [THIRD, "–", "5", "–"] in [row[1:] for row in cells]


def test_the_figures_are_taken_along_as_an_excel_file(gathering, sign_in):
    gathering.hand_in("2026-Q4", OWN, figure=12, part=9, whole=40)
    gathering.hand_in("2026-Q4", OTHER, figure=8, part=1, whole=60)
    address = f"/consolidations/{gathering.begin().id}?format=xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(sign_in("staff").get(address).data)).active
    assert [cell.value for cell in list(sheet.iter_rows())[-1]][2:] == [20, 10, 10, 100]
