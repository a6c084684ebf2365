"""`tracker verify-kept` finds what somebody who owns the database has changed in a locked compliance list."""

import pytest
import sqlalchemy as sa

from tests.standing.listing import Listing
from tracker.core.db import db, transaction
from tracker.reports.rules.freezing import hash_of
from tracker.standing.checking import findings
from tracker.standing.models import ComplianceEntry, ComplianceList, ListState
from tracker.standing.rules.entries import content_of


@pytest.fixture
def locked(town):
    return Listing(town).locked()


def change(model, number, **values):
    with transaction():
        db.session.execute(sa.update(model).where(model.id == number).values(values))
    db.session.expire_all()


def test_what_is_as_it_was_locked_is_not_told(locked):
    assert list(findings()) == []


def test_an_entry_that_was_changed_afterwards_is_found_with_and_without_its_hash(locked):
    change(ComplianceEntry, locked.entries[0].id, days_late=1)
    assert [one.endswith("do not make its hash.") for one in findings()] == [True]
    change(ComplianceList, locked.id, sha256=hash_of(content_of(locked)))
    assert [one.endswith("the trail has another hash.") for one in findings()] == [True]


def test_a_list_that_was_opened_behind_the_program_is_found(locked):
    change(ComplianceList, locked.id, state=ListState.SENT)
    assert [one.endswith("the trail tells that it was locked.") for one in findings()] == [True]
