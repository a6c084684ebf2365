"""A programme looked back on: sections, words and figures of chosen quarters, number, paper and sheet."""

import io

import openpyxl
import pytest
import sqlalchemy as sa
from docx import Document

from tests.reports.conftest import Duties
from tests.reports.handing import Handing
from tests.together import at_once
from tests.town import OTHER, OWN
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.core.periods import Quarter, Span
from tracker.documents.models import RegisteredNumber
from tracker.reports.services.consolidating import begin_consolidation, write_section
from tracker.standing.models import ProgrammeReview, ReviewKind, ReviewSection
from tracker.standing.queries.review_words import gather_words
from tracker.standing.queries.reviews import get_review, sections_of
from tracker.standing.services import reviews
from tracker.tasks.queries import results_by_unit

SPAN = Span(Quarter(2026, 3), Quarter(2026, 4))
TITLE = "Sơ kết 6 tháng cuối năm 2026"


class Reviewing:
    """Two quarters of one duty: words of two units in the first, of one in the second."""

    def __init__(self, town):
        self.town, self.duties = town, Duties(town)
        self.handing = Handing(self.duties)
        self.duty = self.duties.duty(units=(OWN, OTHER), first_period="2026-Q3")
        self.hand_in("2026-Q3", OWN, "Đã họp dân ở bốn thôn.", 10)
        self.hand_in("2026-Q3", OTHER, "Đã ra quân.", 5)
        self.hand_in("2026-Q4", OWN, "Đã trồng cây.", 7)

    def hand_in(self, period, unit, words, figure):
        unit_id, by = self.town.unit(unit).id, "officer2" if unit == OTHER else "officer"
        report = next(one for one in self.duties.reports(self.duty) if (one.period, one.unit_id) == (period, unit_id))
        self.handing.write(report, by=by, k1={"words": words}, k2={"figure": figure}, k3={"part": 1, "whole": 4})
        self.handing.submit(report, explanation="Chờ số liệu.")

    def consolidate(self, period, words):
        said = {"by": self.town.person("staff"), "at": self.town.now}
        with transaction():
            consolidation = begin_consolidation(self.duty, period, **said)
            write_section(consolidation, "k1", title="Kết quả", words=words, gathered="", seen=0, **said)

    def begin(self, kind=ReviewKind.INTERIM, span=SPAN):
        with transaction():
            return reviews.begin_review(
                self.town.programme, kind, span, title=TITLE, by=self.town.person("staff"), at=self.town.now
            )

    def section(self, review, title="Kết quả công tác"):
        return next(one for one in sections_of(review.id) if one.title == title)

    def write(self, section, words="Các đơn vị đã họp dân.", *, seen=None, gathered=""):
        facts = {"title": section.title, "words": words, "gathered": gathered, "seen": seen or section.version}
        with transaction():
            reviews.write_section(section, **facts, by=self.town.person("staff"), at=self.town.now)


@pytest.fixture
def reviewing(town):
    return Reviewing(town)


def texts_of(answer):
    paper = Document(io.BytesIO(answer.data))
    cells = [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]
    return "\n".join(paragraph.text for paragraph in paper.paragraphs), cells


def test_it_begins_with_the_sections_of_its_kind_and_those_of_the_units_reports(reviewing):
    titles = [section.title for section in sections_of(reviewing.begin().id)]
    assert titles.count("Kết quả công tác") == 1
    assert titles.index("Kết quả thực hiện chỉ tiêu") < titles.index("Kết quả công tác")
    assert titles[-1] == "Phương hướng, nhiệm vụ thời gian tới"
    final = [section.figures for section in sections_of(reviewing.begin(ReviewKind.FINAL).id)]
    assert "ratings" in final


def test_the_words_of_its_quarters_come_together_under_the_section_of_the_same_title(reviewing, town):
    reviewing.consolidate("2026-Q3", "Hai đơn vị đã họp dân.")
    gathered = gather_words(town.programme.id, SPAN)
    third, fourth = gathered.under("KẾT QUẢ CÔNG TÁC").periods
    assert [words for _, words in third.consolidated] == ["Hai đơn vị đã họp dân."]
    assert {one.words for one in third.said} >= {"Đã họp dân ở bốn thôn.", "Đã ra quân."}
    assert "Đã trồng cây." in [one.words for one in fourth.said]
    figure = next(one for one in gathered.figures if one.title == "Buổi tuyên truyền" and "2026-Q4" in one.by_period)
    assert (figure.sum("2026-Q3").value, figure.sum("2026-Q4").value) == (15, 7)


def test_its_figures_are_those_of_the_quarters_added_up(reviewing, town, sign_in):
    review = reviewing.begin()
    page = sign_in("observer").get(f"/programme-reviews/{review.id}").text
    done = sum(one.counts.done for one in results_by_unit(town.programme.id, period=SPAN, today=town.today))
    assert done
    _, cells = texts_of(sign_in("observer").get(f"/programme-reviews/{review.id}/paper"))
    total = next(row for row in cells if row[0] == "Cộng")
    assert int(total[1]) + int(total[2]) == done
    assert total[5] in page


def test_staff_write_a_section_and_the_paper_says_it_instead_of_the_units(reviewing, sign_in):
    review = reviewing.begin()
    address = f"/programme-reviews/{review.id}/paper"
    before, cells = texts_of(sign_in("staff").get(address, headers={"Accept-Language": "en"}))
    assert "Đã họp dân ở bốn thôn." in before
    assert ["Buổi tuyên truyền", "buổi", "15", "7"] in cells
    reviewing.write(reviewing.section(review))
    after, _ = texts_of(sign_in("staff").get(address))
    assert "Các đơn vị đã họp dân." in after
    assert "Đã họp dân ở bốn thôn." not in after
    assert [event.name for event in story_of(review)] == ["review.section_written", "review.begun"]


def test_it_saves_by_itself_and_says_when_units_said_more_since(reviewing, sign_in, htmx):
    review = reviewing.begin()
    section = reviewing.section(review)
    staff, address = sign_in("staff"), f"/review-sections/{section.id}/edit"
    page = staff.get(address).text
    assert "Đã ra quân." in page
    gathered = gather_words(review.programme_id, SPAN).under(section.title).gathered
    data = {"title": section.title, "words": "Lời tổng hợp.", "version": section.version, "gathered": gathered}
    piece = staff.post(address, data=data, headers=htmx).text
    assert f'id="saved-{section.id}"' in piece
    assert "<html" not in piece
    later = "Sau khi mục này được viết"
    assert later not in staff.get(f"/programme-reviews/{review.id}").text
    reviewing.hand_in("2026-Q4", OTHER, "Đến sau.", 1)
    assert later in staff.get(f"/programme-reviews/{review.id}").text


def test_the_second_of_two_sees_both_texts_and_saves_over_only_by_a_press(reviewing, sign_in):
    section = reviewing.section(reviewing.begin())
    staff, address = sign_in("staff"), f"/review-sections/{section.id}/edit"
    first = {"title": section.title, "words": "Lời đầu.", "version": section.version}
    assert staff.post(address, data=first).status_code == 302
    clash = staff.post(address, data=first | {"words": "Lời sau."})
    assert clash.status_code == 409
    assert "Lời đầu." in clash.text
    assert "Lời sau." in clash.text
    now = db.session.get(ReviewSection, section.id, populate_existing=True).version
    assert f'value="{now}">' in clash.text
    assert staff.post(address, data=first | {"words": "Lời sau.", "over": now}).status_code == 302
    assert db.session.get(ReviewSection, section.id, populate_existing=True).words == "Lời sau."
    with pytest.raises(ChangedMeanwhile):
        reviewing.write(section, "Lời muộn.", seen=1)


def test_sections_are_added_moved_left_out_and_put_back(reviewing, sign_in):
    review, staff = reviewing.begin(), sign_in("staff")
    assert staff.post(f"/programme-reviews/{review.id}/sections", data={"title": ""}).status_code == 422
    staff.post(f"/programme-reviews/{review.id}/sections", data={"title": "Khen thưởng"})
    added = reviewing.section(review, "Khen thưởng")
    staff.post(f"/review-sections/{added.id}/up")
    assert [one.title for one in sections_of(review.id)][-2] == "Khen thưởng"
    staff.post(f"/review-sections/{added.id}/down")
    assert [one.title for one in sections_of(review.id)][-1] == "Khen thưởng"
    staff.post(f"/review-sections/{added.id}/leave-out")
    assert "Khen thưởng" not in texts_of(staff.get(f"/programme-reviews/{review.id}/paper"))[0]
    staff.post(f"/review-sections/{added.id}/put-back")
    assert "Khen thưởng" in texts_of(staff.get(f"/programme-reviews/{review.id}/paper"))[0]


def test_quarters_that_make_no_time_are_refused_beside_their_field(sign_in):
    told = {"title": "Sơ kết", "kind": "interim"}
    staff = sign_in("staff")
    wrong = staff.post("/programme-reviews/new", data=told | {"first_quarter": "2026-Q3", "last_quarter": "2026-Q1"})
    assert wrong.status_code == 422
    assert "Quý cuối đứng trước quý đầu" in wrong.text
    long = staff.post("/programme-reviews/new", data=told | {"first_quarter": "2021-Q1", "last_quarter": "2027-Q4"})
    assert long.status_code == 422
    assert "nhiều nhất 24 quý" in long.text


def test_it_takes_one_number_and_keeps_its_title_and_quarters_from_then_on(app, reviewing, sign_in):
    number = reviewing.begin().id

    def issue(town):
        reviews.issue_review(get_review(number), by=town.person("staff"), at=town.now)

    assert at_once(app, [issue, issue]) == []
    taken = db.session.scalars(sa.select(RegisteredNumber).where(RegisteredNumber.subject == TITLE)).all()
    assert len(taken) == 1
    staff = sign_in("staff")
    assert taken[0].notation in staff.get(f"/programme-reviews/{number}").text
    kept = get_review(number)
    told = {"title": "Tên khác", "kind": "final", "first_quarter": "2026-Q1", "last_quarter": "2026-Q4"}
    refused = staff.post(f"/programme-reviews/{number}/edit", data=told | {"version": kept.version})
    assert refused.status_code == 422
    assert "đã lấy số" in refused.text
    assert get_review(number).title == TITLE


def test_the_list_and_the_units_figures_come_as_excel_files(reviewing, sign_in):
    review, observer = reviewing.begin(), sign_in("observer")
    listed = openpyxl.load_workbook(io.BytesIO(observer.get("/programme-reviews/?format=xlsx").data)).active
    assert TITLE in [row[0].value for row in listed.iter_rows()]
    units = openpyxl.load_workbook(io.BytesIO(observer.get(f"/programme-reviews/{review.id}?format=xlsx").data)).active
    assert OWN in [row[0].value for row in units.iter_rows()]


@pytest.mark.parametrize(("who", "status"), [("officer", 404), ("head2", 404), ("observer", 403), ("admin", 404)])
def test_no_unit_knows_of_it_and_who_observes_does_not_write(reviewing, sign_in, who, status):
    review = reviewing.begin()
    section, browser = reviewing.section(review), sign_in(who)
    assert browser.get(f"/programme-reviews/{review.id}").status_code == (200 if status == 403 else 404)
    assert browser.post(f"/review-sections/{section.id}/edit", data={"words": "x"}).status_code == status
    assert browser.post(f"/programme-reviews/{review.id}/number").status_code == status
    assert db.session.get(ProgrammeReview, review.id).number_id is None
