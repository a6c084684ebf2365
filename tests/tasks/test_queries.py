"""Lists of parts and tasks, on both databases."""

import re
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from tracker.core.db import db
from tracker.tasks import policy, queries
from tracker.tasks.models import Assignment, State, Task, TaskKind, TaskState
from tracker.tasks.queries import Chosen, Narrowed
from tracker.tasks.rules import OfficialClass, Standing, class_of


def owed(town, *, narrowed=None, unit_ids=None, **page):
    """All that is owed, or a page of it where that is asked for."""
    found = queries.owed(
        town.programme.id,
        quarter=town.quarter,
        reckoning=queries.reckoning(town.today),
        narrowed=narrowed,
        unit_ids=unit_ids,
        **page,
    )
    return found if page else found.rows


def listed(town, who="staff", *, after="", limit=None, **chosen):
    """The tasks that somebody's list holds."""
    found = queries.tasks_seen_by(
        town.person(who),
        programme_id=town.programme.id,
        quarter=town.quarter,
        reckoning=queries.reckoning(town.today),
        chosen=Chosen(**chosen),
        after=after,
        limit=limit,
    )
    return found if limit else found.rows


def page_by_page(ask):
    """The numbers of all rows, three at a time."""
    after, seen = "", []
    while True:
        page = ask(after=after, limit=3)
        seen += [row.id for row in page.rows]
        after = page.after
        if not after:
            return seen


STATES = [State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.RETURNED, State.ACCEPTED]


def test_the_database_and_the_rules_agree_where_a_part_stands(town):
    for state in STATES:
        for days in (-400, -1, 0, 1, 3, 5, 6, 400, None):
            town.assignment(state=state, due=None if days is None else town.today + timedelta(days=days))
    reckoning = queries.reckoning(town.today)
    rows = db.session.execute(sa.select(Assignment, queries.standing_case(reckoning))).all()
    assert len({stands for _, stands in rows}) == len(Standing)
    for part, stands in rows:
        assert reckoning.standing(part.state, part.due_on) == stands


def test_a_units_work_is_its_own_with_the_most_urgent_first(town):
    late = town.assignment(title="Trễ", due=town.today - timedelta(days=3))
    latest = town.assignment(title="Trễ nhất", due=town.today - timedelta(days=300))
    unit = town.unit("Phòng Dân tộc")
    rows = owed(town, unit_ids={unit.id})
    assert {row.unit_id for row in rows} == {unit.id}
    order = [row.id for row in rows]
    assert order.index(latest.id) < order.index(late.id)
    places = [list(Standing).index(row.standing) for row in rows]
    assert places == sorted(places)


def test_what_was_left_open_in_an_earlier_quarter_is_still_owed(town):
    left = town.assignment(quarter=town.quarter.previous, due=town.quarter.previous.last_day)
    done = town.assignment(quarter=town.quarter.previous, state=State.ACCEPTED)
    rows = owed(town, unit_ids={town.unit("Phòng Dân tộc").id})
    ids = {row.id for row in rows}
    assert left.id in ids
    assert done.id not in ids


def test_the_counts_per_unit_add_up_to_the_parts_behind_them(town):
    reckoning = queries.reckoning(town.today)
    for state in STATES:
        for due in (town.today - timedelta(days=1), town.today, town.today + timedelta(days=60), None):
            town.assignment(state=state, due=due)
    counts = queries.owed_by_unit(town.programme.id, quarter=town.quarter, reckoning=reckoning)
    for unit in counts:
        for standing in Standing:
            rows = owed(town, unit_ids={unit.unit_id}, narrowed=Narrowed(wanted=standing))
            assert len(rows) == unit.of(standing)


def test_handing_in_a_minute_before_midnight_in_vietnam_is_on_time(town):
    unit = town.new_unit("Xã Thử Giờ")
    town.new_person("Y Thử", unit=unit)
    part = town.assignment(unit=unit, state=State.SUBMITTED, due=town.today)
    for minutes, on_time in ((13 * 60 + 59, 1), (14 * 60, 0)):  # the town's now is 10:00
        part.submitted_at = town.now + timedelta(minutes=minutes)
        db.session.commit()
        counts = queries.owed_by_unit(town.programme.id, quarter=town.quarter, reckoning=queries.reckoning(town.today))
        assert next(c for c in counts if c.unit_id == unit.id).on_time == on_time


@pytest.mark.parametrize("who", ["officer", "officer_of_another_unit", "head", "staff", "chair", "observer", "admin"])
def test_the_list_holds_just_the_tasks_that_a_person_may_see(town, who):
    town.task(state=TaskState.DRAFT)
    town.task(lead="Xã Đăk Tơ Mil")
    person = town.person(who)
    listed = set(db.session.scalars(sa.select(Task.id).where(policy.visible_to(person))))
    assert listed == {t.id for t in db.session.scalars(sa.select(Task)) if policy.can_view_task(person, t)}


@pytest.mark.parametrize("words", ["dang ky mo hinh", "ĐĂNG KÝ  mô hình", "hình đăng"])
def test_words_are_found_with_and_without_their_marks(town, words):
    task = town.task("Đăng ký mô hình vườn nhà kiểu mẫu số 7")
    rows = listed(town, words=words)
    assert task.id in {row.id for row in rows}


def test_a_percent_sign_in_the_search_is_a_percent_sign(town):
    town.task("Đạt 50% kế hoạch")
    rows = listed(town, words="%")
    assert [row.title for row in rows] == ["Đạt 50% kế hoạch"]


def test_words_of_another_unit_are_read_once_it_has_handed_them_in(town):
    task = town.task(doing=["Phòng Dân tộc", "Xã Đăk Tơ Mil"])
    town.assignment(task=task, unit="Xã Đăk Tơ Mil", state=State.IN_PROGRESS, words="Còn lúng túng.")
    reckoning = queries.reckoning(town.today)
    for who, words in (("officer", ""), ("officer2", "Còn lúng túng."), ("staff", "Còn lúng túng.")):
        rows = queries.as_seen_by(town.person(who), queries.parts_of(task, reckoning)[0])
        assert next(row.words for row in rows if row.unit_name == "Xã Đăk Tơ Mil") == words


def test_pages_of_parts_follow_each_other_without_a_gap_and_hold_what_was_asked_for(town):
    for state in STATES:
        for days in (-1, 2, 60, None):
            town.assignment(state=state, due=None if days is None else town.today + timedelta(days=days))
    for unit_ids in (None, {town.unit("Phòng Dân tộc").id}):
        every = owed(town, unit_ids=unit_ids)
        kind = {row.id: class_of(row.state, row.due_on, row.submitted_at, today=town.today) for row in every}
        stand = {row.id: row.standing for row in every}
        for wanted in queries.STRETCHES_OF:
            ask = partial(owed, town, narrowed=Narrowed(wanted=wanted), unit_ids=unit_ids)
            whole = [row.id for row in ask()]
            assert page_by_page(ask) == whole
            if wanted in set(Standing) | set(OfficialClass):
                of = stand if wanted in set(Standing) else kind
                assert set(whole) == {number for number, name in of.items() if name == wanted}, wanted


def test_what_moves_to_the_end_while_one_reads_takes_nothing_of_the_next_page_along(town):
    parts = [town.assignment(due=town.today + timedelta(days=days)) for days in (50, 51, 52, 53)]
    narrowed = Narrowed(words="Ra soat ho can ho tro", wanted=Standing.OPEN)
    first = owed(town, narrowed=narrowed, limit=2)
    parts[1].state = State.SUBMITTED
    db.session.commit()
    rest = owed(town, narrowed=narrowed, limit=2, after=first.after)
    assert [row.id for row in (*first.rows, *rest.rows)] == [part.id for part in parts]


def test_pages_of_tasks_follow_each_other_in_every_order(town):
    for number, days in enumerate((None, 3, 3, 40)):
        due = None if days is None else town.today + timedelta(days=days)
        town.assignment(title=f"Việc thứ {number % 2}", due=due, state=State.IN_PROGRESS, percent=10 * number)
    for who in ("staff", "officer"):
        for sort in ("due", "-due", "title", "-title", "state", "-state", "percent", "-percent"):
            ask = partial(listed, town, who, sort=sort)
            whole = [row.id for row in ask()]
            assert len(whole) > 6
            assert page_by_page(ask) == whole, sort


def test_a_list_of_tasks_is_narrowed_by_unit_kind_standing_source_and_words(town):
    other = town.unit("Xã Đăk Tơ Mil")
    late = town.task("Việc trễ của xã", lead=other, due=town.today - timedelta(days=3), kind=TaskKind.AD_HOC)
    assert late.id in {row.id for row in listed(town, unit_id=other.id)}
    assert late.id not in {row.id for row in listed(town, unit_id=town.unit("Phòng Dân tộc").id)}
    assert [row.id for row in listed(town, kind=TaskKind.AD_HOC, standing="overdue", words="tre cua xa")] == [late.id]
    assert [row.id for row in listed(town, standing="open_overdue", words="tre cua xa")] == [late.id]
    assert listed(town, standing="done_late", words="tre cua xa") == []
    named = queries.documents_called(town.document.notation.lower(), programme_id=town.programme.id)
    from_plan = {row.id for row in listed(town, document_ids=named)}
    assert from_plan
    assert late.id not in from_plan
    assert {row.document_id for row in owed(town, narrowed=Narrowed(document_ids=named))} == set(named)


def test_a_task_that_recurs_is_listed_in_every_quarter_in_which_it_is_owed(town):
    regular = town.task("Việc thường xuyên cả năm", kind=TaskKind.REGULAR)
    assert regular.id in {row.id for row in listed(town)}
    assert regular.id in {row.id for row in listed(town, "officer")}


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("whole", [False, True])
def test_a_page_of_a_units_work_reads_nothing_of_what_was_done_before(town, count_queries, whole):
    """By the plan of the question: each stretch by the index that holds it in its order, never the unit's history."""
    unit_ids = None if whole else {town.unit("Phòng Dân tộc").id}
    with count_queries() as asked:
        owed(town, unit_ids=unit_ids, limit=50)
    places = sa.text("EXPLAIN QUERY PLAN " + re.sub(r"\?", "NULL", asked[-1]))
    plan = [row[-1] for row in db.session.execute(places) if "assignment USING" in row[-1]]
    stretches = {
        re.sub(r".*INDEX (\w+) .*", r"\1", line)
        for line in plan
        if "KEY" not in line and "assignment_" not in line[:18]
    }
    own = {"ix_assignment_working_of_unit", "ix_assignment_waiting_of_unit", "ix_assignment_unit_id_quarter_due_on_id"}
    all_units = {"ix_assignment_working", "ix_assignment_waiting"}
    settled = "ix_assignment_programme_id_quarter_unit_id_state_due_on"
    assert stretches <= (all_units | {settled} if whole else own | {settled}), plan
    assert not [line for line in plan if line.startswith("SCAN")]


@pytest.mark.only_on("sqlite")
def test_what_units_have_left_to_do_is_counted_from_its_index_alone(town, count_queries):
    with count_queries() as asked:
        queries.owed_by_unit(town.programme.id, quarter=town.quarter, reckoning=queries.reckoning(town.today))
    steps = db.session.execute(sa.text("EXPLAIN QUERY PLAN " + re.sub(r"\?", "NULL", asked[-1])))
    assert "SCAN assignment USING COVERING INDEX ix_assignment_working_of_unit" in {row[-1] for row in steps}
