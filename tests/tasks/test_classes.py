"""The official classes per unit: as rules, in the database, on the page."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.core.periods import Period, PeriodKind
from tracker.tasks import queries
from tracker.tasks.models import Assignment, State, TaskKind, TaskState
from tracker.tasks.rules import Classes, OfficialClass, class_of

STATES = [State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.RETURNED, State.ACCEPTED]
OF_2017 = Classes(
    done_on_time=14_068, done_late=1_983, open_within_term=5_640, open_overdue=223
)  # as published under Decision 42/2014


def test_the_published_year_2017_comes_out():
    assert (OF_2017.all, OF_2017.done) == (21_914, 16_051)
    assert round(OF_2017.completion, 2) == 98.63  # of what was due; of all that was assigned it would be 73.25
    assert round(OF_2017.punctuality, 2) == 86.44


def test_where_nothing_was_due_there_is_no_rate():
    quiet = Classes(open_within_term=3, no_deadline=2)
    assert (quiet.completion, quiet.punctuality) == (None, None)


def test_classes_add_up():
    assert Classes(1, 2, 3, 4, 5) + Classes(1, 1, 1, 1, 1) == Classes(2, 3, 4, 5, 6)


@pytest.mark.parametrize("which", ["due_on", "first_due_on"])
def test_the_database_and_the_rules_agree_on_the_class(town, which):
    for state in STATES:
        for days in (-400, -1, 0, 1, None):
            part = town.assignment(state=state, due=None if days is None else town.today + timedelta(days=days))
            with transaction():
                part.first_due_on = part.due_on and part.due_on - timedelta(days=1)
    case = queries.class_case(town.today, getattr(Assignment, which))
    rows = db.session.execute(sa.select(Assignment, case)).all()
    assert len({found for _, found in rows}) == len(OfficialClass)
    for part, found in rows:
        assert class_of(part.state, getattr(part, which), part.submitted_at, today=town.today) == found


def results(town, kind=PeriodKind.QUARTER, **wanted):
    period = Period.around(town.quarter, kind)
    rows = queries.results_by_unit(town.programme.id, period=period, today=town.today, **wanted)
    return {row.unit_name: row for row in rows}


def test_a_part_counts_in_its_own_quarter_and_in_the_year(town):
    before, year_before = results(town)[OWN].counts, results(town, PeriodKind.YEAR)[OWN].counts
    nine_before = results(town, PeriodKind.NINE_MONTHS).get(OWN)
    town.assignment(due=town.today - timedelta(days=1))
    after, year_after = results(town)[OWN].counts, results(town, PeriodKind.YEAR)[OWN].counts
    assert after == before + Classes(open_overdue=1)
    assert year_after == year_before + Classes(open_overdue=1)
    assert results(town, PeriodKind.NINE_MONTHS).get(OWN) == nine_before


def test_an_extension_counts_against_the_new_deadline_and_the_first_one_stays_seen(town):
    before = results(town)[OWN]
    part = town.assignment(due=town.today - timedelta(days=1))
    with transaction():
        part.due_on = town.today + timedelta(days=9)
    after = results(town)[OWN]
    assert after.counts == before.counts + Classes(open_within_term=1)
    assert after.first == before.first + Classes(open_overdue=1)


@pytest.mark.parametrize("state", [TaskState.SUSPENDED, TaskState.DROPPED, TaskState.DRAFT])
def test_what_is_not_in_force_is_not_counted(town, state):
    before = results(town)
    part = town.assignment()
    with transaction():
        part.task.state = state
    assert results(town) == before


def test_a_part_that_ended_is_not_counted(town):
    before = results(town)
    part = town.assignment()
    with transaction():
        part.state = State.ENDED
    assert results(town) == before


def test_regular_work_can_be_left_out(town):
    before = results(town, without_regular=True)
    town.task(kind=TaskKind.REGULAR)
    assert results(town, without_regular=True) == before


def test_staff_see_all_units_and_what_they_are_together(town, sign_in):
    answer = sign_in("staff").get("/tasks/classes?span=year")
    assert OWN in answer.text
    assert OTHER in answer.text
    assert "Cộng" in answer.text


def test_a_unit_sees_itself_alone(town, sign_in):
    town.assignment(unit=OTHER)
    for address in ("/tasks/classes", f"/tasks/classes?unit={town.unit(OTHER).id}"):
        assert OTHER not in sign_in("officer").get(address).text
    assert OWN in sign_in("officer").get("/tasks/classes").text


def test_htmx_gets_the_table_alone_and_the_sheet_has_both_ways_of_counting(town, sign_in, htmx):
    staff = sign_in("staff")
    piece = staff.get("/tasks/classes?against=first", headers=htmx)
    assert piece.text.strip().startswith('<div id="classes"')
    assert "<html" not in piece.text
    sheet = staff.get("/tasks/classes?format=xlsx")
    assert sheet.headers["Content-Type"].startswith("application/vnd.openxmlformats")


def test_an_unknown_span_is_the_quarter(town, sign_in):
    assert sign_in("staff").get("/tasks/classes?span=decade&against=x&tasks=y").status_code == 200
