"""Handing in: what is frozen, what is late, and the way of a report through the hands of others."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.reports.handing import LINK, Handing
from tests.town import OTHER, OWN
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.core.errors import NotFromHere
from tracker.core.periods import Period
from tracker.plans.models import Measurement
from tracker.reports.models import ItemKind, ReportState
from tracker.reports.queries.handing import explanations_of, handed_in_of
from tracker.reports.rules.forms import Asked
from tracker.reports.rules.freezing import hash_of
from tracker.reports.rules.moves import (
    AnswersMissing,
    NotForwardedYet,
    NothingNew,
    NotLate,
    PeriodIsLocked,
    ReportNeedsExplanation,
    ReturnNeedsWords,
)
from tracker.reports.services import edit_form
from tracker.reports.services.handing_in import accept_report, explain_report, forward_report, return_report
from tracker.reports.services.locking import lock_period, reopen_period


@pytest.fixture
def handing(duties):
    """Reports brought to a state."""
    return Handing(duties)


def last_event(report):
    told = sa.select(AuditEvent).where(AuditEvent.story_type == "report", AuditEvent.story_id == report.id)
    return db.session.scalars(told.order_by(AuditEvent.id.desc())).first()


def by(town, who="staff"):
    return {"by": town.person(who), "at": town.now}


def test_what_is_handed_in_is_frozen_with_its_hash_and_stands_in_the_trail(town, handing):
    report = handing.report()
    handed = handing.submit(report)
    assert (report.state, report.submitted_at, handed.number, handed.late_days) == (
        ReportState.SUBMITTED,
        town.now,
        1,
        0,
    )
    with transaction():
        report.answers[0].words = "Sửa sau khi nộp."
    kept = handed_in_of(report)
    assert [item["words"] for item in kept.content["items"]] == ["Đã họp dân ở 4 thôn.", "", ""]
    assert kept.content["items"][1]["figure"] == "12"
    assert (kept.content["unit"], kept.content["period_words"]) == (OWN, "quý IV/2026")
    assert kept.sha256 == hash_of(kept.content)
    assert last_event(report).name == "report.submitted"
    assert last_event(report).facts["sha256"] == kept.sha256


def test_what_lacks_a_required_answer_is_named(handing):
    report = handing.duties.report()
    handing.write(report, k1={"words": "Đã làm."})
    with pytest.raises(AnswersMissing, match="Buổi tuyên truyền"):
        handing.submit(report)
    handing.write(report, k2={"nothing_to_report": True})
    assert handing.submit(report).number == 1


def test_a_late_report_needs_an_explanation_first_and_counts_working_days(town, handing):
    report = handing.report()
    late = town.now.replace(year=2026, month=12, day=24)  # due on Monday 21 December
    with pytest.raises(ReportNeedsExplanation):
        handing.submit(report, at=late)
    assert report.state is ReportState.DRAFT
    handed = handing.submit(report, at=late, explanation="Chờ số liệu của các thôn.")
    assert handed.late_days == 3
    assert handed.content["explanations"][0]["words"] == "Chờ số liệu của các thôn."
    assert last_event(report).name == "report.submitted_late"


def test_a_unit_explains_before_it_can_hand_in_and_only_what_is_late(town, handing):
    report = handing.report()
    with pytest.raises(NotLate), transaction():
        explain_report(report, words="Chậm.", **by(town, "officer"))
    late = town.now + timedelta(days=60)
    with transaction():
        explain_report(report, words="Cán bộ nghỉ ốm.", by=town.person("officer"), at=late)
    assert handing.submit(report, at=late).late_days > 0
    assert [one.words for one in explanations_of(report)] == ["Cán bộ nghỉ ốm."]


def test_handed_in_twice_alike_is_told_and_a_supplement_is_a_new_number_that_keeps_its_day(town, handing):
    report = handing.report(ReportState.ACCEPTED)
    with pytest.raises(NothingNew):
        handing.submit(report)
    handing.write(report, k1={"words": "Đã họp dân ở 5 thôn."})
    handed = handing.submit(report, at=town.now + timedelta(days=70))
    assert (handed.number, handed.late_days) == (2, 0)
    assert (report.state, report.submitted_at, report.accepted_at) == (ReportState.SUBMITTED, town.now, None)
    assert last_event(report).name == "report.supplemented"
    assert handed_in_of(report, 1).content["items"][0]["words"] == "Đã họp dân ở 4 thôn."


def test_nobody_accepts_a_supplement_that_came_while_they_read_what_was_handed_in_before(town, handing, sign_in):
    report, staff = handing.report(ReportState.SUBMITTED), sign_in("staff")
    assert 'name="number" value="1"' in staff.get(f"/reports/{report.id}").text
    handing.write(report, k1={"words": "Bổ sung ở 5 thôn."})
    handing.submit(report)
    refused = staff.post(f"/reports/{report.id}/accept", data={"number": 1})
    assert refused.status_code == 422
    assert "Bổ sung ở 5 thôn." in refused.text
    assert staff.post(f"/reports/{report.id}/accept", data={"number": 2}).status_code == 302


def test_what_was_returned_counts_as_owed_again(town, handing):
    report = handing.report(ReportState.RETURNED)
    assert (report.submitted_at, report.state_words) == (None, "Thiếu số liệu.")
    assert {a.key: a.returned_words for a in report.answers} == {"k1": "", "k2": "Kèm danh sách.", "k3": ""}
    assert last_event(report).facts["words"] == "Thiếu số liệu.\nBuổi tuyên truyền: Kèm danh sách."
    with pytest.raises(ReportNeedsExplanation):
        handing.submit(report, at=town.now + timedelta(days=60))
    assert handing.submit(report).number == 2  # returned and sent again as it was, if the unit thinks it right
    assert not any(answer.returned_words for answer in report.answers)


def test_words_stand_beside_an_item_that_nobody_answered(town, handing):
    report = handing.duties.report()
    handing.write(report, k1={"words": "Đã làm."}, k2={"figure": 3})
    handing.submit(report)
    with pytest.raises(ReturnNeedsWords), transaction():
        return_report(report, words=" ", beside={"k3": " "}, link=LINK, **by(town))
    with transaction():
        return_report(report, words="", beside={"k3": "Bổ sung tỷ lệ."}, link=LINK, **by(town))
    assert next(a for a in report.answers if a.key == "k3").returned_words == "Bổ sung tỷ lệ."


def test_what_goes_through_a_unit_is_forwarded_before_it_is_accepted(town, handing):
    report = handing.report(ReportState.SUBMITTED, through=OTHER)
    with pytest.raises(NotForwardedYet, match=OTHER), transaction():
        accept_report(report, **by(town))
    with transaction():
        forward_report(report, **by(town, "head2"))
        with pytest.raises(NotFromHere):
            return_report(report, words="Thiếu.", beside={}, link=LINK, from_through=True, **by(town, "head2"))
        accept_report(report, **by(town))
    assert report.state is ReportState.ACCEPTED


def test_what_goes_through_the_standing_unit_goes_straight_to_its_staff(town, handing):
    report = handing.report(ReportState.SUBMITTED, through=town.programme.standing_unit)
    with transaction():
        accept_report(report, **by(town))
    assert handed_in_of(report).content["through"] == ""


def test_an_accepted_figure_of_a_target_is_measured_once_with_the_report_as_its_source(town, handing):
    target = next(one for one in town.plan.targets if one.counted_by is None and one.measure == "%")
    asked = (Asked(kind=ItemKind.TARGET, title="Chỉ tiêu", target_id=target.id),)
    report = handing.duties.report(asked=asked)
    handing.write(report, k1={"part": 9, "whole": 40, "figure": None})
    with transaction():
        report.answers[0].figure = Decimal("22.5")
    handing.submit(report)
    with transaction():
        accept_report(report, **by(town))

    def measured():
        wanted = sa.select(Measurement).where(Measurement.target_id == target.id, Measurement.source.contains(OWN))
        return db.session.scalars(wanted.order_by(Measurement.id)).all()

    assert [(m.value, m.part, m.whole, m.period) for m in measured()] == [(Decimal("22.5"), 9, 40, "2026-Q4")]
    assert measured()[0].source == "Báo cáo công tác quý, quý IV/2026: Phòng Dân tộc"
    handing.write(report, k1={"words": "Ghi chú thêm."})
    handing.submit(report)
    with transaction():
        accept_report(report, **by(town))
    assert len(measured()) == 1


def test_a_locked_period_takes_nothing_in_until_it_is_opened(town, handing):
    report = handing.report()
    with transaction():
        lock = lock_period(report.duty, Period.parse(report.period), words="Đã tổng hợp.", **by(town))
    with pytest.raises(PeriodIsLocked):
        handing.submit(report)
    with transaction():
        reopen_period(lock, words="Xã xin nộp bổ sung.", **by(town))
    assert handing.submit(report).number == 1


def test_a_form_that_changes_while_a_draft_is_open_loses_nothing(town, handing):
    report = handing.report()
    kept = Asked(kind=ItemKind.SECTION, title="Kết quả", key="k1")
    with transaction():
        edit_form(report.duty, [kept], from_period=report.period, seen=1, **by(town))
    handed = handing.submit(report)
    assert [item["title"] for item in handed.content["items"]] == ["Kết quả"]
    assert {answer.key for answer in report.answers} == {"k1", "k2", "k3"}
