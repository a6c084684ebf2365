"""Take any one check away, and a test fails: each condition of each policy, each guard of each address."""

import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from tests.access.asking import Askers, leaving_no_trace
from tests.access.removing import Removed, conditions
from tracker.core.access import guarded_by
from tracker.home.access import AccessRow, table

HERE = Path(__file__).parents[2]
pytestmark = pytest.mark.proof


@pytest.fixture
def askers(app, town, database) -> Askers:
    if database != "sqlite":
        pytest.skip("conditions are the same code on both databases; the table itself is asked on both")
    return Askers(app, town)


@contextmanager
def unguarded(app: Flask, endpoint: str) -> Iterator[None]:
    """The address answers everybody who has signed in."""
    kept = app.view_functions[endpoint]
    load = inspect.getclosurevars(kept).nonlocals.get("load")
    app.view_functions[endpoint] = guarded_by(lambda *_: True, load)(kept.__wrapped__)
    try:
        yield
    finally:
        app.view_functions[endpoint] = kept


def first_wrong(app: Flask, askers: Askers, rows: list[AccessRow]) -> AccessRow | None:
    """The first line of the table that the application no longer answers as written."""
    for row in rows:
        with leaving_no_trace(app):
            if askers.wrong(row):
                return row
    return None


def test_no_address_can_lose_its_guard_unseen(app, askers, record_property):
    guards = {row.endpoint: getattr(app.view_functions[row.endpoint], "guard", "") for row in table()}
    unseen = []
    for endpoint, guard in guards.items():
        if guard in ("open_to_all", "is_signed_in"):
            continue  # nothing to lose: the table's cells of strangers tell one from the other
        with unguarded(app, endpoint):
            if first_wrong(app, askers, [row for row in table() if row.endpoint == endpoint]) is None:
                unseen.append(endpoint)
    record_property("guards removed one by one", f"{len(guards)}, unseen {len(unseen)}")
    assert not unseen


def test_no_condition_of_a_policy_can_be_lost_unseen(app, askers, record_property):
    removed, left = conditions(), []
    for condition in removed:
        # the room's own addresses first: most are seen there
        rows = sorted(table(), key=lambda row: row.room.rstrip("s") not in condition.room)
        with condition.applied():
            if first_wrong(app, askers, rows) is None:
                left.append(condition)
    unseen = [condition for condition in left if not seen_by_the_rooms_tests(condition)]
    seen = (
        f"{len(removed) - len(left)} seen by the table, {len(left) - len(unseen)} by other tests, {len(unseen)} unseen"
    )
    record_property("conditions removed one by one", f"{len(removed)}: {seen}")
    assert not [f"{condition}: {condition.what}" for condition in unseen]


def seen_by_the_rooms_tests(condition: Removed) -> bool:
    """Whether a test of the room, or of what stands on it, fails without that condition: of lists and of words."""
    folders = [f"tests/{room}" for room in {condition.room, "home", "house"} if (HERE / "tests" / room).is_dir()]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "tests.access.without", "-p", "no:cacheprovider", *folders],
        cwd=HERE,
        env=os.environ | {"GIAO_BAN_WITHOUT": str(condition)},
        capture_output=True,
        check=False,
    )
    return run.returncode == 1
