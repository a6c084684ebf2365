"""Reports of units that have ended: what is returned, joined or asked again afterwards, and what goes through them."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.documents.evidence import pdf
from tests.reports.handing import Handing
from tests.succession.conftest import DAY, Communes, into, trail
from tracker.core.db import db, transaction
from tracker.documents.accepting import Sent
from tracker.reports.models import Report, ReportFile, ReportState
from tracker.reports.policy import can_view_file
from tracker.reports.rules.moves import SuccessorHasReported, UnitIsNoMore
from tracker.reports.services.attaching import attach_files
from tracker.reports.services.excusing import ask_again, excuse_report
from tracker.reports.services.handing_in import return_report
from tracker.succession.queries import preview

__all__ = ["trail"]


class Ending:
    """Two communes that owe the same report, before and after one takes over from the other."""

    def __init__(self, town, duties):
        self.town, self.handing, self.communes = town, Handing(duties), Communes(town)
        self.one, self.two = self.communes.one, self.communes.two
        town.new_person("Y Hơ", unit=self.two)
        self.duty = duties.duty(units=(self.one, self.two))
        self.of_one, self.of_two = (duties.report(self.duty, unit=unit) for unit in (self.one, self.two))

    def submit(self, report):
        self.handing.write(report)
        return self.handing.submit(report)

    def send_back(self, report, **beside):
        said = {"words": "Thiếu số liệu.", "beside": beside, "link": "https://giao-ban/"}
        with transaction():
            return_report(report, **said, by=self.town.person("staff"), at=self.town.now)

    def end_one(self):
        """The second takes over from the first."""
        self.communes.decide(replace(self.communes.merger(units=[self.one]), successors=into(self.two)))


@pytest.fixture
def ending(town, duties):
    return Ending(town, duties)


def test_what_is_returned_after_its_unit_ended_is_owed_by_whoever_took_over(town, ending, trail):
    with transaction():
        excused = {"words": "Đã báo cáo chung.", "by": town.person("staff"), "at": town.now}
        excuse_report(ending.of_two, **excused)
    with transaction():
        db.session.delete(db.session.get_one(Report, ending.of_two.id))  # it never owed one itself
    ending.submit(ending.of_one)
    new = ending.communes.merge()
    ending.send_back(ending.of_one)
    assert (ending.of_one.state, ending.of_one.unit_id) == (ReportState.RETURNED, new.id)
    assert trail(ending.of_one)[-2:] == ["report.returned", "report.moved"]


def test_where_the_successor_writes_its_own_both_are_one(ending, trail):
    ending.submit(ending.of_one)
    ending.handing.write(ending.of_two, k1={"words": "Xã mình đã họp dân."})
    ending.end_one()
    ending.send_back(ending.of_one, k1="Nêu rõ thôn.")
    assert ending.of_two.state is ReportState.DRAFT
    answer = next(one for one in ending.of_two.answers if one.key == "k1")
    assert answer.words == "Xã mình đã họp dân.\nXã Đăk Mơ: Đã họp dân ở 4 thôn."
    assert answer.returned_words == "Nêu rõ thôn."
    assert (ending.of_one.state, ending.of_one.state_words) == (ReportState.EXCUSED, "")
    assert trail(ending.of_two)[-1] == "report.joined"


def test_where_the_successor_has_handed_in_its_own_that_one_is_to_be_returned(ending):
    ending.submit(ending.of_one)
    ending.submit(ending.of_two)
    ending.end_one()
    with pytest.raises(SuccessorHasReported, match="Xã Đăk Sú"):
        ending.send_back(ending.of_one)
    db.session.expire_all()
    assert ending.of_one.state is ReportState.SUBMITTED


def test_nothing_is_asked_again_of_a_unit_that_has_ended(town, ending):
    ending.communes.decide(ending.communes.end())
    assert ending.of_one.state is ReportState.EXCUSED
    with pytest.raises(UnitIsNoMore), transaction():
        ask_again(ending.of_one, words="Vẫn cần.", by=town.person("staff"), at=town.now)


def test_files_of_a_joined_report_go_along_and_stay_with_what_was_handed_in(town, ending):
    officer, staff = ending.communes.officer_of_one, town.person("staff")

    def attach(name):
        with transaction():
            attach_files(ending.of_one, [Sent(name, pdf())], by=officer, at=town.now)

    attach("danh-sach.pdf")
    handed = ending.submit(ending.of_one)
    ending.submit(ending.of_two)
    ending.send_back(ending.of_one)
    ending.send_back(ending.of_two)
    ending.end_one()
    kept = db.session.get_one(ReportFile, handed.content["files"][0]["id"])
    assert kept.report_id == ending.of_one.id
    assert can_view_file(staff, kept)
    gone_along = db.session.scalars(sa.select(ReportFile).where(ReportFile.report_id == ending.of_two.id)).all()
    assert [file.file.name for file in gone_along] == ["danh-sach.pdf"]


def test_what_went_through_a_unit_goes_through_its_successor_and_the_duty_tells_it(ending, duties, trail):
    duty = duties.duty("Báo cáo qua xã", through=ending.one)
    ending.end_one()
    assert duty.through_id == ending.two.id
    assert trail(duty)[-1] == "report_duty.goes_through"


def test_the_preview_counts_the_reports_that_move_and_those_that_stay(ending):
    ending.submit(ending.of_one)
    one, two = preview(ending.communes.merger(on=DAY)).units
    assert (one.reports, one.handed_in) == (0, 1)
    assert (two.reports, two.handed_in) == (1, 0)
