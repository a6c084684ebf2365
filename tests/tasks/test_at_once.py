"""Two people at one task at the same moment, on databases that would let both have their way."""

from datetime import timedelta

from tests.together import at_once
from tests.town import OTHER, OWN, Town
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.tasks import services
from tracker.tasks.models import Assignment, DueKind, Extension, Part, State, Task, TaskState
from tracker.tasks.rules.extensions import ExtensionWaits
from tracker.tasks.rules.parts import NotUnderWay, RemindedToday
from tracker.tasks.services import Addressed, TaskFacts


def accepting(part_id: int):
    def act(town: Town) -> None:
        part = db.session.get_one(Assignment, part_id)
        services.accept_assignment(part, by=town.person("staff"), at=town.now)

    return act


def updating(part_id: int, seen: int, words: str):
    def act(town: Town) -> None:
        part = db.session.get_one(Assignment, part_id)
        services.update_progress(part, percent=50, words=words, seen=seen, by=town.person("head"), at=town.now)

    return act


def submitting(part_id: int, seen: int):
    def act(town: Town) -> None:
        part = db.session.get_one(Assignment, part_id)
        services.submit_assignment(part, words="Xong.", seen=seen, by=town.person("officer"), at=town.now)

    return act


def test_a_task_is_done_when_two_accept_its_last_parts(app, town):
    task = town.task(doing=[OWN, OTHER])
    parts = [town.assignment(task=task, unit=unit, state=State.SUBMITTED) for unit in (OWN, OTHER)]
    assert not at_once(app, [accepting(part.id) for part in parts])
    assert db.session.get_one(Task, task.id).state is TaskState.DONE


def test_a_part_accepted_by_two_is_accepted_once(app, town):
    part = town.assignment(state=State.SUBMITTED)
    assert [type(refusal) for refusal in at_once(app, [accepting(part.id)] * 2)] == [NotFromHere]


def test_of_two_who_speak_for_a_part_at_once_the_second_is_told(app, town):
    part = town.assignment()
    seen = part.version
    refused = at_once(app, [updating(part.id, seen, "Một."), updating(part.id, seen, "Hai.")])
    assert [type(refusal) for refusal in refused] == [ChangedMeanwhile]


def test_handing_in_does_not_overwrite_what_another_says_meanwhile(app, town):
    part = town.assignment()
    refused = at_once(
        app, [submitting(part.id, part.version), updating(part.id, part.version, "Lời của trưởng phòng.")]
    )
    assert len(refused) == 1
    assert isinstance(refused[0], ChangedMeanwhile | NotFromHere)


def test_a_list_accepted_by_two_is_accepted_once(app, town):
    parts = [town.assignment(state=State.SUBMITTED, title=f"Việc {n}").id for n in range(3)]
    settled: list[services.Settled] = []

    def accept(numbers: list[int]):
        return lambda town: settled.append(services.accept_together(numbers, by=town.person("staff"), at=town.now))

    assert not at_once(app, [accept(parts), accept(parts[::-1])])
    assert sorted(one.accepted for one in settled) == [0, 3]


def test_a_request_decided_by_two_is_decided_once(app, town):
    part = town.assignment(due=town.today)
    later = town.today + timedelta(days=9)
    with transaction():
        facts = {"wanted_on": later, "words": "Chờ.", "by": town.person("head"), "at": town.now}
        number = services.ask_extension(part, **facts).id

    def grant(town: Town) -> None:
        extension = db.session.get_one(Extension, number)
        facts = {"until": later, "words": "", "seen": 1, "by": town.person("staff"), "at": town.now}
        services.grant_extension(extension, **facts)

    def refuse(town: Town) -> None:
        extension = db.session.get_one(Extension, number)
        services.refuse_extension(extension, words="Không.", by=town.person("chair"), at=town.now)

    assert [type(refusal) for refusal in at_once(app, [grant, refuse])] == [NotFromHere]


def test_two_who_ask_at_once_ask_once(app, town):
    part_id = town.assignment(due=town.today).id

    def ask(town: Town) -> None:
        part = db.session.get_one(Assignment, part_id)
        facts = {"wanted_on": town.today + timedelta(days=9), "words": "Chờ.", "by": town.person("head")}
        services.ask_extension(part, **facts, at=town.now)

    assert [type(refusal) for refusal in at_once(app, [ask, ask])] == [ExtensionWaits]


def test_two_who_remind_at_once_remind_once(app, town):
    part_id = town.assignment().id

    def nudge(town: Town) -> None:
        part = db.session.get_one(Assignment, part_id)
        services.nudge_part(part, words="", link="", from_lead=False, by=town.person("staff"), at=town.now)

    assert [type(refusal) for refusal in at_once(app, [nudge, nudge])] == [RemindedToday]


def test_nothing_is_said_of_a_task_that_is_suspended_at_the_same_moment(app, town):
    part = town.assignment()
    task_id, seen = part.task_id, part.version

    def suspend(town: Town) -> None:
        task = db.session.get_one(Task, task_id)
        services.suspend_task(task, words="Chờ.", by=town.person("staff"), at=town.now)

    refused = at_once(app, [suspend, updating(part.id, seen, "Lời của trưởng phòng.")])
    db.session.expire_all()
    spoken = db.session.get_one(Assignment, part.id).version != seen
    assert [type(one) for one in refused] == ([] if spoken else [NotUnderWay])


def test_a_part_given_while_the_deadline_is_mended_follows_it(app, town):
    task_id, seen, due = (task := town.task(due=town.today)).id, task.version, town.quarter.last_day

    def give(town: Town) -> None:
        addressed = Addressed(Part.COORDINATE, unit=town.unit(OTHER))
        services.give_part(db.session.get_one(Task, task_id), addressed, by=town.person("staff"), at=town.now)

    def mend(town: Town) -> None:
        task = db.session.get_one(Task, task_id)
        facts = TaskFacts(title=task.title, kind=task.kind, quarter=town.quarter, due_on=due, due_kind=DueKind.FIXED)
        facts_of = {"document": None, "plan_id": None, "seen": seen, "by": town.person("chair"), "at": town.now}
        services.edit_task(task, facts, **facts_of)

    assert not at_once(app, [give, mend])
    assert {part.due_on for part in db.session.get_one(Task, task_id).assignments} == {due}
