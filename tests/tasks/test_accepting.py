"""Many parts accepted in one act; what cannot be is named, with the reason."""

import time

import pytest
import sqlalchemy as sa

from tests.tasks.conftest import events_of, fresh
from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.tasks import services
from tracker.tasks.models import Assignment, State, TaskState
from tracker.tasks.rules.parts import NothingChosen, TooManyAtOnce


def test_what_was_ticked_is_accepted_and_the_list_comes_back_as_it_was(town, sign_in):
    parts = [town.assignment(state=State.SUBMITTED, title=f"Việc {n}") for n in range(3)]
    data = {"part": [str(part.id) for part in parts[:2]]}
    answer = sign_in("staff").post("/assignments/accept?standing=submitted&quarter=2026-Q4&_external=1", data=data)
    assert answer.status_code == 302
    assert answer.location == "/deadlines?quarter=2026-Q4&standing=submitted"
    assert [fresh(part).state for part in parts] == [State.ACCEPTED, State.ACCEPTED, State.SUBMITTED]
    assert events_of(parts[0])[-1] == "assignment.accepted"


def test_what_cannot_be_accepted_is_named_and_the_others_are(town, sign_in):
    good, bad = town.assignment(state=State.SUBMITTED), town.assignment(title="Việc chưa nộp", state=State.IN_PROGRESS)
    answer = sign_in("staff").post("/assignments/accept", data={"part": [str(good.id), str(bad.id)]})
    assert answer.status_code == 200
    assert "Việc chưa nộp" in answer.text
    assert good.task.title not in answer.text
    assert (fresh(good).state, fresh(bad).state) == (State.ACCEPTED, State.IN_PROGRESS)


def test_parts_of_another_programme_are_passed_over(town, sign_in):
    elsewhere = town.another_programme(members=[OWN])
    part = town.task("Việc nơi khác", lead=OWN, programme=elsewhere).assignments[0]
    with transaction():
        part.state = State.SUBMITTED
    answer = sign_in("staff").post("/assignments/accept", data={"part": [str(part.id), "999999", "x"]})
    assert answer.status_code == 302
    assert fresh(part).state is State.SUBMITTED


def test_both_parts_of_a_task_finish_it(town):
    task = town.task(doing=[OWN, OTHER])
    parts = [town.assignment(task=task, unit=unit, state=State.SUBMITTED) for unit in (OWN, OTHER)]
    with transaction():
        settled = services.accept_together([part.id for part in parts], by=town.person("staff"), at=town.now)
    assert (settled.accepted, settled.refused) == (2, [])
    assert fresh(parts[0]).task.state is TaskState.DONE


@pytest.mark.parametrize("who", ["officer", "head", "observer", "admin"])
def test_only_who_runs_a_programme_accepts(town, sign_in, who):
    part = town.assignment(state=State.SUBMITTED)
    assert sign_in(who).post("/assignments/accept", data={"part": str(part.id)}).status_code == 403
    assert fresh(part).state is State.SUBMITTED


@pytest.mark.parametrize(("chosen", "refusal"), [([], NothingChosen), (range(1, 202), TooManyAtOnce)])
def test_nothing_and_too_much_are_refused(town, chosen, refusal):
    with pytest.raises(refusal):
        services.accept_together(chosen, by=town.person("staff"), at=town.now)


def test_two_hundred_are_accepted_without_a_question_for_each(town, sign_in, count_queries, record_property):
    officer, staff = town.person("officer"), sign_in("staff")
    parts = [task.assignments[0] for task in town.tasks(200)]
    with transaction():
        for part in parts:
            services.submit_assignment(part, words="Xong.", seen=part.version, by=officer, at=town.now)
    ids = [part.id for part in parts]
    db.session.expire_all()
    began = time.perf_counter()
    with count_queries() as asked:
        assert staff.post("/assignments/accept", data={"part": ids}).status_code == 302
    record_property("200 parts", f"{time.perf_counter() - began:.2f} s, {len(asked)} statements")
    accepted = sa.select(sa.func.count()).where(Assignment.id.in_(ids), Assignment.state == State.ACCEPTED)
    assert db.session.scalar(accepted) == 200
    assert len([one for one in asked if one.lstrip().upper().startswith("SELECT")]) < 20
