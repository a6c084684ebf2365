"""Who did what, when: written inside the transaction of the change, told on the record's page."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tracker import audit
from tracker.audit.models import AuditEvent
from tracker.audit.queries import story_of
from tracker.audit.sentences import sentence_of
from tracker.core.db import db, transaction
from tracker.office.models import RoleKind


def test_an_event_says_who_what_when_and_of_which_record(town):
    unit, officer = town.unit("Phòng Dân tộc"), town.person("officer")
    with transaction():
        event = audit.record("unit.added", subject=unit, by=officer, at=town.now, unit=unit.name)
    assert (event.by_id, event.by_name, event.at) == (officer.id, officer.full_name, town.now)
    assert (event.subject_type, event.subject_id) == ("unit", unit.id)
    assert (event.story_type, event.story_id) == ("unit", unit.id)


def test_what_the_machine_does_has_nobodys_name(town):
    with transaction():
        event = audit.record("unit.added", subject=town.unit("Phòng Dân tộc"), by=None, at=town.now)
    assert event.by_id is None
    assert event.by_name == ""


def test_an_event_goes_with_its_change_or_not_at_all(town):
    unit = town.unit("Phòng Dân tộc")
    before = len(story_of(unit))
    with pytest.raises(ZeroDivisionError), transaction():
        audit.record("unit.added", subject=unit, by=None, at=town.now)
        raise ZeroDivisionError
    assert len(story_of(unit)) == before


def test_facts_are_kept_as_plain_values_and_what_is_none_is_left_out(town):
    unit = town.unit("Phòng Dân tộc")
    with transaction():
        event = audit.record(
            "unit.added",
            subject=unit,
            by=None,
            at=town.now,
            day=date(2026, 10, 31),
            moment=town.now,
            share=Decimal("20.33"),
            role=RoleKind.HEAD,
            names=["a", "b"],
            nothing=None,
        )
    event_id = event.id
    db.session.expire_all()
    assert db.session.get_one(AuditEvent, event_id).facts == {
        "day": "2026-10-31",
        "moment": town.now.isoformat(),
        "share": "20.33",
        "role": "head",
        "names": ["a", "b"],
    }


def test_a_new_record_has_its_number_before_its_event_is_written(town):
    task = town.task()
    assert story_of(task)[-1].subject_id == task.id


def test_a_story_is_told_newest_first_with_that_of_its_parts(town):
    part = town.assignment()
    assert [event.name for event in story_of(part.task)] == ["task.added"]
    done = town.assignment(task=town.task("Việc khác"), state=part.state.SUBMITTED)
    assert [event.name for event in story_of(done.task)] == ["assignment.submitted", "assignment.updated", "task.added"]
    assert story_of(part) == []


def test_an_event_reads_in_the_language_of_the_reader(app, town):
    task = town.task(lead="Phòng Dân tộc", due=date(2026, 11, 5))
    event = AuditEvent(
        name="task.edited", facts={"title": "Rà soát", "due": "2026-11-05"}, subject_type="task", subject_id=task.id
    )
    with app.test_request_context(headers={"Cookie": "language=en"}):
        assert sentence_of(event) == "Mended the task: “Rà soát”, due 05/11/2026"


def test_words_of_people_are_never_read_as_places_of_a_sentence(app, town):
    event = AuditEvent(name="unit.added", facts={"unit": "100 % (50%(d)s)"})
    with app.test_request_context(headers={"Cookie": "language=en"}):
        assert sentence_of(event) == "Added the unit 100 % (50%(d)s)"


def test_every_change_of_the_demos_tasks_left_its_event(town):
    """Each part that was handed in says so in the trail, once for each time."""
    handed_in = sa.select(sa.func.count()).where(AuditEvent.name.like("assignment.submitted%"))
    settled = sa.select(sa.func.count()).where(AuditEvent.name == "assignment.accepted")
    assert db.session.scalar(handed_in) > db.session.scalar(settled) > 100
