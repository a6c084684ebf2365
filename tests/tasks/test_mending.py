"""Mending a task: what its parts follow, what is kept, and what of its deadline can be said later."""

from datetime import date, timedelta

import pytest

from tests.tasks.test_giving import sure
from tests.tasks.test_task_views import filled
from tests.town import OTHER, OWN
from tracker.audit.queries import story_of
from tracker.core.db import db, transaction
from tracker.core.errors import NotFromHere
from tracker.core.periods import Quarter
from tracker.tasks import services
from tracker.tasks.models import DueKind, State, Task, TaskKind, TaskState
from tracker.tasks.rules import DeadlineIsStated, DeadlineStands, DueBeforeStart, EventIsAhead, WaitsForNothing
from tracker.tasks.services import Addressed, TaskFacts

SUNDAY = date(2026, 11, 29)


@pytest.fixture
def mend(town):
    """Mend a task in some of its facts."""

    def save(task: Task, **changes: object) -> None:
        facts = {
            "title": task.title,
            "kind": task.kind,
            "quarter": task.quarter or town.quarter,
            "due_on": task.due_on,
            "due_kind": task.due_kind,
            "recurrence": task.recurrence,
        }
        with transaction():
            services.edit_task(
                task,
                TaskFacts(**facts | changes),
                document=task.document,
                plan_id=task.plan_id,
                seen=task.version,
                by=town.person("staff"),
                at=town.now,
            )

    return save


@pytest.fixture
def waiting(town):
    """A task of two units that waits for an event."""
    facts = TaskFacts(
        title="Giải ngân đợt hai",
        kind=TaskKind.QUARTERLY,
        quarter=town.quarter,
        due_kind=DueKind.CONDITIONAL,
        due_words="khi tỉnh giao vốn",
    )
    addressed = [Addressed(part, unit=town.unit(name)) for part, name in (("lead", OWN), ("coordinate", OTHER))]
    with transaction():
        return services.add_task(facts, addressed, programme_id=town.programme.id, by=town.person("staff"), at=town.now)


def test_a_deadline_on_a_day_off_moves_for_the_parts_and_says_so(town, sign_in, mend):
    task = town.task(due=date(2026, 12, 15))
    mend(task, due_on=SUNDAY, due_kind=DueKind.FIXED, due_moves=True)
    assert (task.due_on, task.assignments[0].due_on) == (SUNDAY, SUNDAY + timedelta(days=1))
    assert "30/11/2026" in sign_in("officer").get(f"/tasks/{task.id}").text
    mend(task, title="Tên khác", due_moves=False)
    assert task.assignments[0].due_on == SUNDAY


def test_granted_time_is_not_shortened_and_the_first_deadline_stays(town, mend):
    part = town.assignment(due=date(2026, 11, 20))
    head, staff = town.person("head"), town.person("staff")
    with transaction():
        asked = services.ask_extension(part, wanted_on=date(2026, 12, 20), words="Mưa lũ.", by=head, at=town.now)
    with transaction():
        services.grant_extension(asked, until=date(2026, 12, 20), words="", seen=asked.version, by=staff, at=town.now)
    mend(part.task, due_on=date(2026, 11, 30))
    assert (part.first_due_on, part.due_on) == (date(2026, 11, 20), date(2026, 12, 20))


def test_open_parts_go_with_their_task_to_another_quarter(town, mend):
    task, later = town.task(doing=[OWN, OTHER]), town.quarter.next
    town.assignment(task=task, unit=OTHER, state=State.ACCEPTED)
    mend(task, quarter=later)
    assert {part.unit.name: part.quarter for part in task.assignments} == {OWN: later, OTHER: town.quarter}


def test_a_recurring_task_keeps_its_kind_and_its_periods(town, sign_in, mend):
    task = town.task(kind=TaskKind.REGULAR, quarter=Quarter(2027, 1))
    mend(task, title="Tên khác", kind=TaskKind.QUARTERLY, due_moves=True)
    assert (task.kind, len(task.assignments)) == (TaskKind.REGULAR, 4)
    assert task.assignments[1].due_on == date(2027, 6, 30)
    page = sign_in("staff").get(f"/tasks/{task.id}/edit").text
    assert 'name="due"' not in page
    assert 'name="kind"' not in page
    assert task.recurrence is None


def test_the_deadline_of_a_task_that_is_over_stays_but_its_words_can_be_mended(town, mend):
    part = town.assignment(state=State.ACCEPTED, due=date(2026, 11, 30))
    assert part.task.state is TaskState.DONE
    mend(part.task, title="Tên đã sửa")
    for changes in ({"due_on": date(2026, 12, 1)}, {"quarter": town.quarter.next}):
        with pytest.raises(DeadlineStands):
            mend(part.task, **changes)
    assert (part.task.title, part.task.due_on) == ("Tên đã sửa", date(2026, 11, 30))


def test_a_deadline_before_the_first_day_is_refused_when_mending_too(town, mend):
    with pytest.raises(DueBeforeStart):
        mend(town.task(due=date(2026, 11, 30)), starts_on=date(2026, 12, 1))


def test_only_a_deadline_that_was_changed_is_doubted(town, sign_in):
    task, staff = town.task(due=town.today - timedelta(days=9)), sign_in("staff")
    data = filled(town, due="19/10/2026", version=task.version)
    assert staff.post(f"/tasks/{task.id}/edit", data=data).status_code == 302
    asked = staff.post(f"/tasks/{task.id}/edit", data=data | {"due": "18/10/2026", "version": task.version})
    assert asked.status_code == 422
    assert sure(asked.text)


def test_the_trail_tells_what_was_mended(town, sign_in, mend):
    task = town.task()
    mend(task, deliverable="Báo cáo", title="Tên đã sửa")
    facts = story_of(task)[0].facts
    assert set(facts["changed"]) >= {"deliverable", "title"}
    assert facts["old_deliverable"] == ""


def test_an_inferred_deadline_is_marked_until_it_is_confirmed(town, sign_in, mend):
    task, staff = town.task(), sign_in("staff")
    mend(task, due_on=town.quarter.last_day, due_kind=DueKind.PERIOD_END, due_inferred=True)
    address = f"/tasks/{task.id}"
    assert "suy ra" in staff.get(address).text
    assert f"{address}/confirm-deadline" not in sign_in("officer").get(address).text
    assert staff.post(f"{address}/confirm-deadline").location == address
    assert "văn bản không ghi" not in staff.get(address).text
    with pytest.raises(DeadlineIsStated), transaction():
        services.confirm_deadline(task, by=town.person("chair"), at=town.now)


def test_a_conditional_deadline_waits_for_its_event_and_then_counts(town, sign_in, waiting):
    staff, address = sign_in("staff"), f"/tasks/{waiting.id}"
    assert [part.due_on for part in waiting.assignments] == [None, None]
    assert "khi tỉnh giao vốn" in sign_in("officer").get(address).text
    assert staff.get(f"{address}/event").status_code == 200
    assert staff.post(f"{address}/event", data={"on": "26/10", "due": "30/11"}).location == address
    db.session.expire_all()
    assert [part.due_on for part in waiting.assignments] == [date(2026, 11, 30)] * 2
    assert (waiting.due_kind, waiting.event_on) == (DueKind.CONDITIONAL, date(2026, 10, 26))
    page = staff.get(address).text
    assert "26/10/2026" in page
    again = staff.post(f"{address}/event", data={"on": "27/10", "due": "30/11"})
    assert again.status_code == 422


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"on": "", "due": "30/11"}, "on"), ({"on": "1/12", "due": ""}, "on"), ({"on": "26/10", "due": "1/10"}, "due")],
)
def test_an_event_that_cannot_be_is_refused_beside_its_field(town, sign_in, waiting, typed, field):
    answer = sign_in("staff").post(f"/tasks/{waiting.id}/event", data=typed)
    assert answer.status_code == 422
    assert f'id="{field}-errors"' in answer.text
    assert waiting.event_on is None


def test_no_event_comes_for_a_task_that_waits_for_none_or_is_over(town, waiting):
    facts, task = {"due_on": None, "by": town.person("staff"), "at": town.now}, town.task()
    with pytest.raises(WaitsForNothing), transaction():
        services.say_event_came(task, on=town.today, **facts)
    with pytest.raises(EventIsAhead), transaction():
        services.say_event_came(waiting, on=town.today + timedelta(days=1), **facts)
    with transaction():
        services.drop_task(waiting, words="Không còn vốn.", by=town.person("staff"), at=town.now)
    with pytest.raises(NotFromHere), transaction():
        services.say_event_came(waiting, on=town.today, **facts)


def test_what_a_task_waited_for_can_still_be_mended_into_a_day(town, sign_in, waiting):
    staff, address = sign_in("staff"), f"/tasks/{waiting.id}/edit"
    assert "khi tỉnh giao vốn" in staff.get(address).text
    data = filled(town, due="30/11", event="", version=waiting.version)
    assert staff.post(address, data=data).status_code == 302
    db.session.expire_all()
    assert (waiting.due_kind, waiting.assignments[0].due_on) == (DueKind.FIXED, date(2026, 11, 30))
