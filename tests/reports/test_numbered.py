"""The consolidated report takes its number from the office's register, once, and its paper carries it."""

import io

import pytest
import sqlalchemy as sa
from docx import Document

from tests.together import at_once
from tests.town import OWN
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.documents.models import NumberRegister, RegisteredNumber
from tracker.reports.queries.consolidating import get_consolidation
from tracker.reports.services.consolidating import begin_consolidation, issue_consolidation


@pytest.fixture
def consolidation(town, duties):
    duty = duties.duty(units=(OWN,))
    with transaction():
        return begin_consolidation(duty, "2026-Q4", by=town.person("staff"), at=town.now)


def numbers(about):
    of_it = sa.select(RegisteredNumber.notation).where(RegisteredNumber.subject.contains(about))
    return list(db.session.scalars(of_it))


def text_of(answer):
    return "\n".join(one.text for one in _paragraphs(Document(io.BytesIO(answer.data))))


def _paragraphs(paper):
    yield from paper.paragraphs
    for table in paper.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def test_the_paper_carries_the_number_and_the_day_and_the_register_tells_what_it_is_of(consolidation, sign_in):
    staff, address = sign_in("staff"), f"/consolidations/{consolidation.id}"
    assert f"{address}/number" in staff.get(address).text
    assert staff.post(f"{address}/number", headers={"Accept-Language": "en"}).headers["Location"] == address
    told = get_consolidation(consolidation.id).number.notation
    assert numbers("Công tác quý, quý IV/2026") == [told]
    assert [event.name for event in story_of(consolidation)] == ["consolidation.numbered", "consolidation.begun"]
    page = staff.get(address).text
    assert told in page
    assert f"{address}/number" not in page
    paper = text_of(staff.get(f"{address}/paper"))
    assert told in paper
    assert "ngày 28 tháng 10 năm 2026" in paper


def test_it_takes_one_number_however_often_and_though_two_press_at_once(app, consolidation):
    number = consolidation.id

    def issue(town):
        again = get_consolidation(number)
        issue_consolidation(again, subject="Báo cáo hai người", by=town.person("staff"), at=town.now)

    assert at_once(app, [issue, issue]) == []
    assert len(numbers("Báo cáo hai người")) == 1


def test_without_a_register_it_is_said_and_nothing_is_taken(town, consolidation, sign_in):
    with transaction():
        db.session.execute(sa.update(NumberRegister).values(ended_on=town.today))
    answer = sign_in("staff").post(f"/consolidations/{consolidation.id}/number", follow_redirects=True)
    assert "sổ" in answer.text.lower()
    assert get_consolidation(consolidation.id).number is None


@pytest.mark.parametrize(("who", "status"), [("officer", 404), ("observer", 403), ("head2", 404)])
def test_only_staff_and_chair_take_it(consolidation, sign_in, who, status):
    assert sign_in(who).post(f"/consolidations/{consolidation.id}/number").status_code == status
