"""Reminders: by staff, and by the unit that leads; a mail to the unit's people, once a day and side."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.tasks.conftest import events_of, fresh, root_of, row_of
from tests.town import OTHER
from tracker.accounts.models import MailKind
from tracker.core.db import db, transaction
from tracker.core.errors import NotFromHere
from tracker.outbox.models import OutboxMessage
from tracker.tasks import services
from tracker.tasks.models import State, TaskState
from tracker.tasks.rules.parts import RemindedToday


@pytest.fixture
def joint(town):
    """A task that officer's unit leads and officer2's joins: the latter's part."""
    task = town.task(joining=[OTHER])
    return town.assignment(task=task, unit=OTHER)


@pytest.fixture
def nudge(town):
    def nudging(part, by="staff", at=None, words=""):
        link = f"http://localhost/assignments/{part.id}"
        with transaction():
            facts = {"words": words, "link": link, "from_lead": by in ("officer", "head")}
            return services.nudge_part(part, **facts, by=town.person(by), at=at or town.now)

    return nudging


def mails():
    return list(db.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.dedupe_key.startswith("nudge:"))))


def addressed(town, *who):
    with transaction():
        for name in who:
            town.account(name).person.email = f"{name}@vi-du.vn"


def test_the_units_people_get_a_mail_with_the_task_the_words_and_a_link(town, joint, nudge):
    addressed(town, "officer2", "head2", "officer")
    assert nudge(joint, words="Cần trước họp giao ban.") == 2
    assert sorted(mail.to_address for mail in mails()) == ["head2@vi-du.vn", "officer2@vi-du.vn"]
    body = mails()[0].body
    assert joint.task.title in body
    assert "Cần trước họp giao ban." in body
    assert f"http://localhost/assignments/{joint.id}" in body
    assert events_of(joint) == ["assignment.reminded"]
    assert (row_of(joint).nudges, row_of(joint).nudged_at) == (1, town.now)


def test_whoever_does_without_reminders_gets_none(town, joint, nudge):
    addressed(town, "officer2", "head2")
    with transaction():
        town.account("head2").muted = [MailKind.REMINDERS]
        town.account("officer2").disabled = True
    assert nudge(joint) == 0
    assert not mails()


def test_a_side_reminds_once_a_day(town, joint, nudge):
    nudge(joint)
    with pytest.raises(RemindedToday):
        nudge(joint, by="chair", at=town.now + timedelta(hours=3))
    nudge(joint, by="officer")
    with pytest.raises(RemindedToday):
        nudge(joint, by="head")
    nudge(joint, at=town.now + timedelta(days=1))
    assert row_of(joint).nudges == 3


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACCEPTED])
def test_who_has_handed_in_is_not_reminded(town, nudge, state):
    part = town.assignment(state=state)
    with pytest.raises(NotFromHere):
        nudge(part)


def test_the_lead_reminds_in_the_row(town, sign_in, htmx, joint):
    officer = sign_in("officer")
    address = f"/assignments/{joint.id}/nudge"
    assert root_of(officer.get(address, headers=htmx).text) == f"assignment-{joint.id}"
    answer = officer.post(address, data={"words": "Xin số liệu."}, headers=htmx)
    assert answer.status_code == 200
    assert root_of(answer.text) == f"assignment-{joint.id}"
    again = officer.post(address, data={"words": "Lần nữa."}, headers=htmx)
    assert again.status_code == 422
    assert "Lần nữa." in again.text


def test_without_javascript_one_comes_back_to_the_task(town, sign_in, joint):
    answer = sign_in("officer").post(f"/assignments/{joint.id}/nudge", data={"words": ""})
    assert answer.status_code == 302
    assert answer.location == f"/tasks/{joint.task_id}#assignment-{joint.id}"


@pytest.mark.parametrize(
    ("who", "status"), [("officer2", 403), ("head2", 403), ("observer", 403), ("admin", 404), ("staff", 302)]
)
def test_staff_and_the_lead_remind_nobody_else(town, sign_in, joint, who, status):
    assert sign_in(who).post(f"/assignments/{joint.id}/nudge", data={"words": ""}).status_code == status


def test_where_each_owes_its_own_nobody_leads(town, sign_in):
    task = town.task(doing=["Phòng Dân tộc", OTHER])
    part = next(part for part in task.assignments if part.unit.name == OTHER)
    assert sign_in("officer").post(f"/assignments/{part.id}/nudge").status_code == 403


def test_the_lead_is_not_reminded_by_itself(town, sign_in, joint):
    own = next(part for part in joint.task.assignments if part.id != joint.id)
    assert sign_in("officer").post(f"/assignments/{own.id}/nudge").status_code == 403


def test_of_a_suspended_task_nobody_is_reminded(town, sign_in, joint):
    with transaction():
        joint.task.state = TaskState.SUSPENDED
    assert sign_in("staff").post(f"/assignments/{joint.id}/nudge").status_code == 403
    assert events_of(fresh(joint)) == []
