"""The two real documents that this product began with go in whole, into an office with their units."""

import json
from collections import Counter
from datetime import date, time

import flask_migrate
import pytest

from tests.databases import NOW
from tests.intake.seed_office import COMMUNES, SeedOffice, build
from tracker.core.db import db, transaction
from tracker.core.periods import Quarter
from tracker.factory import create_app
from tracker.intake import queries, services
from tracker.intake.models import Intake, IntakeItem, IntakeState, ItemKind, ItemState
from tracker.meetings import services as meetings
from tracker.meetings.models import Meeting, MeetingSeries, MeetingState
from tracker.meetings.queries import host_lines, hosting, hosts_of
from tracker.plans.models import Plan
from tracker.reading.doubts import HEADING_HAS_OTHER_QUARTER
from tracker.tasks.models import Part, Task, TaskKind


@pytest.fixture
def office(copies, frozen_time, tmp_path):
    """An office that has the units of the seeds, and nothing else."""
    app = create_app(tmp_path, SQLALCHEMY_DATABASE_URI=copies.url_of_empty(), TESTING=True)
    with app.app_context():
        flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
        yield build()
        db.session.remove()
        db.engine.dispose()


def take_in(office: SeedOffice, text: str, name: str) -> Intake:
    with transaction():
        intake = services.take_in(text.encode(), name, programme=office.programme, by=office.staff, at=NOW)
    found = queries.get_intake(intake.id)
    assert found is not None
    return found


def accept_all(office: SeedOffice, intake: Intake) -> None:
    """As staff would: accept what is sure, choose units where they are left open, accept the rest."""
    lead, group = office.units["Phòng Dân tộc"], office.groups["Các cơ quan, đơn vị cấp huyện"]
    with transaction():
        services.accept_sure(intake, by=office.staff, at=NOW)
    for item in [item for item in intake.items if item.state is ItemState.PROPOSED]:
        facts = {}
        if item.kind in (ItemKind.TASK, ItemKind.CONCLUSION, ItemKind.REPORT):
            ticked = {"leads": [f"unit-{lead.id}"], "doing": [], "joining": [f"group-{group.id}"]}
            facts = {"chosen": ticked}
        elif item.kind is ItemKind.AMENDMENT:
            plan = db.session.query(Plan).one()
            facts = {"target": f"new-{plan.id}", "old_comparator": "<=", "old_value": "40", "old_measure": "cặp"}
        with transaction():
            services.mend_item(item, facts, seen=item.version, by=office.staff, at=NOW)
            services.accept_item(item, seen=item.version, by=office.staff, at=NOW)


def of_kind(intake: Intake, kind: ItemKind) -> list[IntakeItem]:
    return [item for item in intake.items if item.kind is kind]


def test_the_seed_plan_is_proposed_whole(office, seed):
    plan = take_in(office, seed("plan-2024.txt"), "plan-2024.txt")
    assert (plan.kind, plan.year) == ("plan", 2024)
    tasks = of_kind(plan, ItemKind.TASK)
    kinds = Counter(item.proposal["kind"] for item in tasks)
    assert len(of_kind(plan, ItemKind.TARGET)) == 10
    assert (kinds["regular"], kinds["quarterly"], kinds["ad_hoc"]) == (6, 9, 2)
    assert sum(item.proposal["inspection"] for item in tasks if item.proposal["kind"] == "quarterly") == 1
    assert len(of_kind(plan, ItemKind.MEETING)) == 4
    assert len(of_kind(plan, ItemKind.REPORT)) == 4


def test_the_seed_plans_meetings_are_one_a_quarter_each_with_its_venue(office, seed):
    plan = take_in(office, seed("plan-2024.txt"), "plan-2024.txt")
    called = [item.proposal for item in of_kind(plan, ItemKind.MEETING)]
    assert [facts["quarter"] for facts in called] == ["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"]
    for facts, place in zip(called, ("Đăk Tô Re", "Đăk Ruông", "Đăk Pnê", "Mặt trận"), strict=True):
        assert place in facts["venue"]


def the_series(office: SeedOffice) -> MeetingSeries:
    facts = meetings.SeriesFacts(
        name="Giao ban quý", hosts=office.groups["UBND các xã, thị trấn"], starts_at=time(8), days_before_end=5
    )
    with transaction():
        return meetings.add_series(facts, programme=office.programme, by=office.staff, at=NOW)


def test_the_seed_plans_meetings_are_planned_at_venues_of_the_communes_that_host_them(office, seed):
    series = the_series(office)
    accept_all(office, take_in(office, seed("plan-2024.txt"), "plan-2024.txt"))
    planned = db.session.query(Meeting).order_by(Meeting.quarter).all()
    assert [str(meeting.quarter) for meeting in planned] == [facts["quarter"] for facts in gold_meetings(seed)]
    assert {meeting.series_id for meeting in planned} == {series.id}
    hosts = [meeting.venue.host.name if meeting.venue.host else None for meeting in planned]
    assert hosts == ["Xã Đăk Tờ Re", "Xã Đăk Ruồng", "Xã Đăk Pnê", None]
    assert all(meeting.venue.name.startswith("trụ sở") for meeting in planned)
    lines = host_lines(hosts_of(series, on=NOW.date()), hosting(series.id))
    assert {line.name: line.times for line in lines if line.times} == {
        "Xã Đăk Tờ Re": 1,
        "Xã Đăk Ruồng": 1,
        "Xã Đăk Pnê": 1,
        "": 1,
    }


@pytest.mark.parametrize("quarter", ["2024-Q3", "2024-Q4"])
def test_the_meeting_whose_quarter_the_seed_plan_contradicts_is_doubted_and_planned_in_either(office, seed, quarter):
    series = the_series(office)
    plan = take_in(office, seed("plan-2024.txt"), "plan-2024.txt")
    with transaction():
        services.accept_sure(plan, by=office.staff, at=NOW)
    doubted = of_kind(plan, ItemKind.MEETING)[-1]
    assert doubted.state is ItemState.PROPOSED
    assert HEADING_HAS_OTHER_QUARTER in doubted.doubts
    with transaction():
        services.mend_item(doubted, {"quarter": quarter}, seen=doubted.version, by=office.staff, at=NOW)
        services.accept_item(doubted, seen=doubted.version, by=office.staff, at=NOW)
    meeting = db.session.get_one(Meeting, doubted.became_id)
    assert str(meeting.quarter) == quarter
    held = Counter(str(one.quarter) for one in hosting(series.id))
    assert held == {"2024-Q1": 1, "2024-Q2": 1, "2024-Q3": 1} | ({"2024-Q4": 1} if quarter == "2024-Q4" else {})


def gold_meetings(seed) -> list[dict[str, str]]:
    return json.loads(seed("plan-2024.gold.json"))["meetings"]


def test_every_proposal_of_the_seed_plan_stands_at_its_clause(office, seed):
    plan = take_in(office, seed("plan-2024.txt"), "plan-2024.txt")
    for item in plan.items:
        clause = plan.document.text[item.start : item.end]
        assert clause.strip()
        assert clause == clause.strip()


def test_the_seed_plan_is_accepted_whole_with_a_part_for_each_unit(office, seed):
    intake = take_in(office, seed("plan-2024.txt"), "plan-2024.txt")
    accept_all(office, intake)
    assert {item.state for item in intake.items} == {ItemState.ACCEPTED}
    assert intake.state is IntakeState.CLOSED
    plan = db.session.query(Plan).one()
    assert (plan.year, len(plan.targets), len(plan.document.citations)) == (2024, 10, 4)
    tasks = db.session.query(Task).filter_by(plan_id=plan.id).order_by(Task.clause_start).all()
    assert len(tasks) == 17
    each = next(task for task in tasks if task.title.startswith("Đăng ký xây dựng mới mô hình"))
    names = {a.unit.name for a in each.assignments}
    assert names >= {*COMMUNES, "Thị trấn Đăk Rve", "Phòng Dân tộc", "Phòng Tài chính - Kế hoạch"}
    joint = next(task for task in tasks if task.title.startswith("Rà soát, phân bổ chỉ tiêu"))
    assert [a.unit.name for a in joint.assignments if a.part is Part.LEAD] == ["Phòng Dân tộc"]
    assert (joint.due_on, joint.due_inferred, joint.quarter) == (date(2024, 3, 31), True, Quarter(2024, 1))
    regular = next(task for task in tasks if task.title.startswith("Tập trung các nguồn lực"))
    assert regular.kind is TaskKind.REGULAR
    assert {a.quarter.number for a in regular.assignments} == {1, 2, 3, 4}


def test_the_seed_notice_is_one_meeting_with_eleven_items(office, seed):
    notice = take_in(office, seed("notice-q2-2024.txt"), "notice-q2-2024.txt")
    (meeting,) = of_kind(notice, ItemKind.MEETING)
    assert (meeting.proposal["quarter"], meeting.proposal["date"]) == ("2024-Q2", "2024-07-03")
    conclusions, amendments = of_kind(notice, ItemKind.CONCLUSION), of_kind(notice, ItemKind.AMENDMENT)
    assert (len(conclusions), len(amendments)) == (10, 1)
    assert all(item.proposal["leads"] for item in conclusions)
    assert [item.proposal["due"] for item in conclusions if item.proposal["due"]] == ["2024-07-31"]
    assert amendments[0].proposal["per_unit"]["Xã Tân Lập"] == "22"
    assert amendments[0].state is ItemState.PROPOSED


def test_the_seed_notice_after_the_plan_concludes_the_meeting_that_was_planned(office, seed):
    accept_all(office, take_in(office, seed("plan-2024.txt"), "plan-2024.txt"))
    notice = take_in(office, seed("notice-q2-2024.txt"), "notice-q2-2024.txt")
    accept_all(office, notice)
    meeting = db.session.query(Meeting).filter_by(notice_id=notice.document_id).one()
    assert (meeting.state, meeting.quarter, meeting.held_on) == (
        MeetingState.PUBLISHED,
        Quarter(2024, 2),
        date(2024, 7, 3),
    )
    assert "Đăk Ruông" in meeting.venue.name
    assert db.session.query(Meeting).count() == 4
    assert len(meeting.conclusions) == 10
    visit = next(c.task for c in meeting.conclusions if c.due_on)
    assert (visit.due_on, visit.kind) == (date(2024, 7, 31), TaskKind.CONCLUSION)
    assert {item.state for item in notice.items} == {ItemState.ACCEPTED}


def test_the_same_seed_twice_adds_nothing(office, seed):
    first = take_in(office, seed("plan-2024.txt"), "plan-2024.txt")
    second = take_in(office, seed("plan-2024.txt"), "bản khác.txt")
    assert first is second
    assert db.session.query(Intake).count() == 1
