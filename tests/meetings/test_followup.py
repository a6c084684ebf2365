"""What became of conclusions: of every kind, over all meetings, for who may know it."""

import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
import sqlalchemy as sa

from tests.meetings.conftest import OTHER, OWN, Room
from tracker.core.db import db, transaction
from tracker.meetings.models import AgendaKind, Conclusion, ConclusionKind, ConclusionState
from tracker.meetings.queries.facts import facts_of_item
from tracker.meetings.queries.followup import FollowChosen, conclusions_followed, counts_by_meeting
from tracker.meetings.queries.fulfilment import fulfilled
from tracker.meetings.rules.fulfilment import Fulfilment
from tracker.meetings.services.agenda import add_topic
from tracker.plans.models import Target
from tracker.reports.models import Frequency, Report, ReportState
from tracker.tasks.models import State
from tracker.tasks.queries import reckoning


@pytest.fixture
def held(town):
    """A meeting of the quarter before, opened, in which nothing is concluded yet."""
    return Room(town, town.new_meeting("Họp quý trước", quarter=town.quarter.previous)).open()


def came_of(conclusion, town, who="staff", on=None):
    found = fulfilled([conclusion.id], town.person(who), reckoning(on or town.today))
    return found.get(conclusion.id)


def publish(room):
    room.close().publish()


def test_a_task_is_open_until_each_part_is_handed_in_and_late_where_one_was(town, held):
    due = town.today + timedelta(days=2)
    point = held.conclude(to=(OWN, OTHER), due_on=due)
    assert came_of(point, town) is None  # a draft became nothing yet
    publish(held)
    assert came_of(point, town).state is Fulfilment.OPEN
    assert came_of(point, town, on=due + timedelta(days=1)).state is Fulfilment.OVERDUE
    town.assignment(task=point.task, unit=OWN, state=State.SUBMITTED)
    assert came_of(point, town)[:5] == (Fulfilment.OPEN, 1, 0, 0, 2)
    town.assignment(task=point.task, unit=OTHER, state=State.ACCEPTED)
    assert came_of(point, town)[:5] == (Fulfilment.ON_TIME, 2, 0, 0, 2)
    with transaction():
        for part in point.task.assignments:
            part.due_on = town.today - timedelta(days=1)
    assert came_of(point, town).state is Fulfilment.LATE


def test_a_duty_is_done_while_every_report_that_it_brought_was_handed_in(town, held):
    point = held.conclude("Báo cáo kết quả hằng quý", kind=ConclusionKind.DUTY, frequency=Frequency.QUARTERLY)
    publish(held)
    assert came_of(point, town).state is Fulfilment.OPEN
    report = db.session.scalars(sa.select(Report).where(Report.duty_id == point.duty_id).limit(1)).first()
    assert report is not None
    with transaction():
        for one in db.session.scalars(sa.select(Report).where(Report.duty_id == point.duty_id)):
            one.state, one.submitted_at, one.due_on = ReportState.SUBMITTED, town.now, town.today
    assert came_of(point, town).state is Fulfilment.ON_TIME
    with transaction():
        report.state, report.due_on = ReportState.RETURNED, town.today - timedelta(days=3)
    assert came_of(point, town).state is Fulfilment.OVERDUE
    assert came_of(point, town, "officer2") == came_of(point, town, "officer2")._replace(state=None, done=0, parts=0)


def test_an_amendment_is_done_once_it_is_in_force_and_falls_when_it_is_withdrawn(town, held):
    target = db.session.scalars(sa.select(Target).join(Target.plan).where(Target.measure == "%").limit(1)).one()
    facts = {"kind": ConclusionKind.AMENDMENT, "target": target, "figure": Decimal(99)}
    point = held.conclude("Nâng chỉ tiêu lên 99 %", **facts)
    publish(held)
    assert came_of(point, town).state is Fulfilment.ON_TIME
    assert came_of(point, town, "officer2").amendment_id == point.amendment_id  # targets are every member's
    with transaction():
        point.amendment.ended_at = town.now
    assert came_of(point, town).state is Fulfilment.DROPPED


def test_a_point_that_a_later_notice_replaces_is_asked_about_no_more(town, held):
    former, fresh = held.conclude("Điểm cũ"), held.conclude("Điểm mới")
    publish(held)
    with transaction():
        fresh.replaces = former
    assert came_of(former, town).state is Fulfilment.REPLACED
    withdrawing = Conclusion(meeting=held.meeting, position=9, text="Rút", state=ConclusionState.PUBLISHED)
    with transaction():
        db.session.add(withdrawing)
        withdrawing.replaces = fresh
    assert came_of(fresh, town).state is Fulfilment.REPLACED
    assert came_of(withdrawing, town) is None


def test_the_next_agenda_brings_what_is_open_of_all_earlier_meetings(town, held, room):
    older = Room(town, town.new_meeting("Họp quý trước nữa", quarter=town.quarter.previous.previous)).open()
    first, second = older.conclude("Việc cũ nhất"), held.conclude("Việc của quý trước")
    done = held.conclude("Việc đã xong")
    publish(older)
    publish(held)
    town.assignment(task=done.task, state=State.SUBMITTED)
    with transaction():
        item = add_topic(room.meeting, title="Kỳ trước", by=town.person("staff"), at=town.now)
        item.kind = AgendaKind.PREVIOUS
    facts = facts_of_item(item, town.person("staff"), reckoning(town.today))
    mine = [row.record_id for row in facts.rows if row.record_id in (first.id, second.id, done.id)]
    assert mine == [first.id, second.id]
    assert facts.total >= 2
    assert facts.own is False


def test_a_unit_sees_every_published_conclusion_and_the_standing_of_its_own(town, held):
    own, others = held.conclude("Việc của mình"), held.conclude("Việc của xã", to=(OTHER,))
    publish(held)
    page = conclusions_followed(
        town.person("officer"),
        programme_id=town.programme.id,
        today=town.today,
        chosen=FollowChosen(meeting_id=held.meeting.id),
    )
    states = {row.id: row.came.state for row in page.rows}
    assert states == {own.id: Fulfilment.OPEN, others.id: None}
    assert [row.addressed for row in page.rows] == [town.unit(OWN).short_name, town.unit(OTHER).short_name]
    counts = counts_by_meeting(town.person("officer"), programme_id=town.programme.id, today=town.today)
    count = next(one for one in counts if one.meeting_id == held.meeting.id)
    assert (count.all, count.open) == (2, 1)


def test_the_list_is_narrowed_by_the_address_and_each_page_goes_on_where_the_last_ended(town, held, sign_in):
    points = [held.conclude(f"Rà soát đợt {n}", due_on=town.today + timedelta(days=9 - n)) for n in range(5)]
    publish(held)
    person, today = town.person("staff"), town.today
    for sort, wanted in (("", points), ("due", points[::-1]), ("-due", points)):
        chosen, seen, after = FollowChosen(meeting_id=held.meeting.id, words="ra soat dot", sort=sort), [], ""
        while True:
            page = conclusions_followed(
                person, programme_id=town.programme.id, today=today, chosen=chosen, after=after, limit=2
            )
            seen += [row.id for row in page.rows]
            after = page.after
            if not after:
                break
        assert seen == [point.id for point in wanted], sort
    staff = sign_in("staff")
    narrowed = f"/conclusions/?meeting={held.meeting.id}"
    assert "Rà soát đợt 3" in staff.get(f"{narrowed}&state=open&kind=task&q=dot+3&span=year").text
    for nothing in ("state=done", "kind=duty", "q=khong-co", "span=quarter", f"unit={town.unit(OTHER).id}"):
        assert "Rà soát đợt 3" not in staff.get(f"{narrowed}&{nothing}").text, nothing
    for forged in ("after=x", "after=2026-Q9~1~1~1", "after=2026-Q3~99999999999~1~1", "meeting=abc", "sort=zzz"):
        assert staff.get(f"/conclusions/?{forged}").status_code == 200, forged


def test_the_page_shows_figures_and_exports_the_whole(town, held, sign_in, htmx):
    for n in range(3):
        held.conclude(f"Việc số {n}", due_on=town.today)
    publish(held)
    staff = sign_in("staff")
    page = staff.get("/conclusions/").text
    assert "Kết luận của các kỳ" in page
    assert "Họp quý trước" in page
    piece = staff.get("/conclusions/", headers=htmx).text
    assert piece.lstrip().startswith('<div id="followed">')
    book = openpyxl.load_workbook(io.BytesIO(staff.get("/conclusions/?format=xlsx").data))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert sum("Việc số" in str(row[3]) for row in rows) == 3


def test_what_became_of_many_is_one_question(town, held, count_queries):
    points = [held.conclude(f"Việc số {n}") for n in range(4)]
    publish(held)
    ids, person, today = [point.id for point in points], town.person("staff"), reckoning(town.today)
    with count_queries() as asked:
        assert len(fulfilled(ids, person, today)) == 4
    assert len(asked) == 1
