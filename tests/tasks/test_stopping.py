"""A task that is suspended, goes on, or is dropped: what becomes of its parts, and who may do it."""

import pytest

from tests.town import OTHER, OWN
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.core.errors import NotFromHere
from tracker.documents.accepting import Sent
from tracker.tasks import services
from tracker.tasks.models import State, TaskState
from tracker.tasks.rules import ReasonNeeded
from tracker.tasks.rules.parts import NotUnderWay


@pytest.fixture
def by_staff(town):
    return {"by": town.person("staff"), "at": town.now}


def test_a_suspended_task_says_why_and_nothing_can_be_handed_in(town, sign_in):
    part, staff, officer = town.assignment(title="Việc tạm dừng"), sign_in("staff"), sign_in("officer")
    address = f"/tasks/{part.task_id}"
    assert staff.post(f"{address}/suspend", data={"words": "Chờ luật mới."}).location == address
    page = officer.get(address).text
    assert "Chờ luật mới." in page
    assert f"/assignments/{part.id}/update" not in page
    assert officer.get(f"/assignments/{part.id}/update").status_code == 403
    assert "Việc tạm dừng" not in officer.get("/work").text
    assert staff.post(f"{address}/resume").location == address
    assert f"/assignments/{part.id}/update" in officer.get(address).text
    assert "Việc tạm dừng" in officer.get("/work").text


def test_a_dropped_task_ends_what_is_unfinished_and_keeps_what_was_accepted(town, sign_in):
    task = town.task(doing=[OWN, OTHER])
    town.assignment(task=task, unit=OTHER, state=State.ACCEPTED)
    staff, address = sign_in("staff"), f"/tasks/{task.id}"
    assert staff.post(f"{address}/drop", data={"words": "Kế hoạch đã thay đổi."}).location == address
    db.session.expire_all()
    states = {part.unit.name: part.state for part in task.assignments}
    assert states == {OWN: State.ENDED, OTHER: State.ACCEPTED}
    event = story_of(task)[0]
    assert (event.name, event.facts["units"], event.facts["words"]) == ("task.dropped", [OWN], "Kế hoạch đã thay đổi.")
    page = sign_in("officer").get(address).text
    assert "Kế hoạch đã thay đổi." in page
    assert "/drop" not in staff.get(address).text


@pytest.mark.parametrize("act", ["suspend", "drop"])
def test_no_task_stops_without_a_reason(town, sign_in, act):
    task, staff = town.task(), sign_in("staff")
    assert staff.get(f"/tasks/{task.id}/{act}").status_code == 200
    answer = staff.post(f"/tasks/{task.id}/{act}", data={"words": "  "})
    assert answer.status_code == 422
    assert 'id="words-errors"' in answer.text
    assert db.session.get(type(task), task.id, populate_existing=True).state is TaskState.ACTIVE


@pytest.mark.parametrize("who", ["officer", "head", "observer"])
def test_only_those_who_run_the_programme_stop_its_tasks(town, sign_in, who):
    task, person = town.task(), sign_in(who)
    for act in ("suspend", "resume", "drop", "publish", "confirm-deadline", "event", "share"):
        assert person.post(f"/tasks/{task.id}/{act}", data={"words": "x"}).status_code == 403, act
    assert "/suspend" not in person.get(f"/tasks/{task.id}").text


def test_what_is_over_neither_stops_nor_goes_on(town, by_staff):
    done = town.assignment(state=State.ACCEPTED).task
    active, draft = town.task(), town.task(state=TaskState.DRAFT)
    with pytest.raises(NotFromHere), transaction():
        services.suspend_task(done, words="Thử.", **by_staff)
    with pytest.raises(NotFromHere), transaction():
        services.resume_task(active, **by_staff)  # nothing was suspended
    with pytest.raises(NotFromHere), transaction():
        services.resume_task(draft, **by_staff)  # a draft is put in force instead
    with pytest.raises(ReasonNeeded), transaction():
        services.drop_task(active, words="", **by_staff)


def test_a_task_whose_last_part_was_accepted_while_it_rested_is_done_when_it_goes_on(town, by_staff):
    part = town.assignment(state=State.SUBMITTED)
    with transaction():
        services.suspend_task(part.task, words="Chờ.", **by_staff)
    with transaction():
        services.accept_assignment(part, **by_staff)
    assert part.task.state is TaskState.SUSPENDED
    with transaction():
        services.resume_task(part.task, **by_staff)
    assert part.task.state is TaskState.DONE


def test_more_time_that_was_asked_for_is_closed_with_the_task(town, by_staff):
    part = town.assignment(due=town.quarter.last_day)
    with transaction():
        services.ask_extension(
            part, wanted_on=town.quarter.next.first_day, words="Mưa.", by=town.person("head"), at=town.now
        )
    with transaction():
        services.drop_task(part.task, words="Thôi.", **by_staff)
    assert "assignment.extension_closed" in [event.name for event in story_of(part.task)]


@pytest.mark.parametrize("stopped", ["suspended", "dropped", "with its programme"])
@pytest.mark.parametrize("act", ["update", "hand in", "decline", "ask", "attach", "remind", "find"])
def test_who_had_the_form_open_is_told_that_the_task_stopped_meanwhile(town, by_staff, act, stopped):
    """The guard has let them through; the service looks again when nobody can change it."""
    part = town.assignment(due=town.quarter.last_day)
    task, seen = part.task, part.version
    with transaction():
        task.inspection = True
    with transaction():
        if stopped == "with its programme":
            task.programme.ended_on = town.today
        else:
            (services.suspend_task if stopped == "suspended" else services.drop_task)(task, words="Chờ.", **by_staff)
    by = {"by": town.person("head"), "at": town.now}
    acts = {
        "update": lambda: services.update_progress(part, percent=50, words="x", seen=seen, **by),
        "hand in": lambda: services.submit_assignment(part, words="x", seen=seen, **by),
        "decline": lambda: services.decline_part(part, words="x", **by),
        "ask": lambda: services.ask_extension(part, wanted_on=town.quarter.next.first_day, words="x", **by),
        "attach": lambda: services.attach_evidence(part, [Sent("a.pdf", b"%PDF-")], **by),
        "remind": lambda: services.nudge_part(part, words="", link="", from_lead=False, **by_staff),
        "find": lambda: services.record_finding(task, unit=town.unit(OTHER), text="x", **by_staff),
    }
    with pytest.raises(NotUnderWay), transaction():
        acts[act]()
