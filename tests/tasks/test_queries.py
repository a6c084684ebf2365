"""Lists of parts and tasks, on both databases."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tracker.core.db import db
from tracker.tasks import policy, queries
from tracker.tasks.models import Assignment, State, Task, TaskState
from tracker.tasks.rules import Standing

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
    rows = queries.work_of_units(
        frozenset({unit.id}),
        programme_id=town.programme.id,
        quarter=town.quarter,
        reckoning=queries.reckoning(town.today),
    )
    assert {row.unit_id for row in rows} == {unit.id}
    order = [row.id for row in rows]
    assert order.index(latest.id) < order.index(late.id)
    places = [list(Standing).index(row.standing) for row in rows]
    assert places == sorted(places)


def test_what_was_left_open_in_an_earlier_quarter_is_still_owed(town):
    left = town.assignment(quarter=town.quarter.previous, due=town.quarter.previous.last_day)
    done = town.assignment(quarter=town.quarter.previous, state=State.ACCEPTED)
    rows = queries.work_of_units(
        frozenset({town.unit("Phòng Dân tộc").id}),
        programme_id=town.programme.id,
        quarter=town.quarter,
        reckoning=queries.reckoning(town.today),
    )
    ids = {row.id for row in rows}
    assert left.id in ids
    assert done.id not in ids


def test_the_counts_per_unit_add_up_to_the_parts_behind_them(town):
    reckoning = queries.reckoning(town.today)
    for state in STATES:
        town.assignment(state=state, due=town.today - timedelta(days=1))
    counts = queries.owed_by_unit(town.programme.id, quarter=town.quarter, reckoning=reckoning)
    for unit in counts:
        for standing in Standing:
            rows = queries.owed(
                town.programme.id,
                quarter=town.quarter,
                reckoning=reckoning,
                unit_id=unit.unit_id,
                standings=[standing],
            )
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
    rows = queries.tasks_seen_by(
        town.person("staff"), programme_id=town.programme.id, quarter=town.quarter, today=town.today, words=words
    )
    assert task.id in {row.id for row in rows}


def test_a_percent_sign_in_the_search_is_a_percent_sign(town):
    town.task("Đạt 50% kế hoạch")
    rows = queries.tasks_seen_by(
        town.person("staff"), programme_id=town.programme.id, quarter=town.quarter, today=town.today, words="%"
    )
    assert [row.title for row in rows] == ["Đạt 50% kế hoạch"]


def test_words_of_another_unit_are_read_once_it_has_handed_them_in(town):
    task = town.task(doing=["Phòng Dân tộc", "Xã Đăk Tơ Mil"])
    town.assignment(task=task, unit="Xã Đăk Tơ Mil", state=State.IN_PROGRESS, words="Còn lúng túng.")
    reckoning = queries.reckoning(town.today)
    for who, words in (("officer", ""), ("officer2", "Còn lúng túng."), ("staff", "Còn lúng túng.")):
        rows = queries.as_seen_by(town.person(who), queries.parts_of(task, reckoning))
        assert next(row.words for row in rows if row.unit_name == "Xã Đăk Tơ Mil") == words
