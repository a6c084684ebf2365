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
EVERYBODY_SEES = "units.show"  # its guard lets everybody through who has signed in
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


def is_seen(app: Flask, askers: Askers, rows: list[AccessRow]) -> bool:
    """Whether the application now answers some cell of the lines otherwise than written."""
    for row in rows:
        with leaving_no_trace(app):
            if askers.first_wrong(row) is not None:
                return True
    return False


def lines_of(app: Flask, room: str) -> list[AccessRow]:
    """The lines of the table that the room's own views answer; of the office's powers, the lines of all."""
    own = [row for row in table() if app.view_functions[row.endpoint].__module__.split(".")[1] == room]
    return [*own, *(row for row in table() if row not in own)] if room == "office" else own


def test_no_address_can_lose_its_guard_unseen(app, askers, record_property):
    guards = {row.endpoint: getattr(app.view_functions[row.endpoint], "guard", "") for row in table()}
    # nothing to lose where everybody may: the cells of strangers tell "open to all" from "signed in"
    guarded = [endpoint for endpoint, guard in guards.items() if guard not in ("open_to_all", "is_signed_in")]
    unseen = []
    for endpoint in guarded:
        with unguarded(app, endpoint):
            if not is_seen(app, askers, [row for row in table() if row.endpoint == endpoint]):
                unseen.append(endpoint)
    record_property("guards removed one by one", f"{len(guarded)}, unseen {len(unseen)}")
    assert unseen == [EVERYBODY_SEES]


@pytest.mark.parametrize("room", sorted({condition.room for condition in conditions()}))
def test_no_condition_of_a_policy_can_be_lost_unseen(app, askers, record_property, room):
    removed, left = [condition for condition in conditions() if condition.room == room], []
    rows = lines_of(app, room)
    for condition in removed:
        with condition.applied():
            if not is_seen(app, askers, rows):
                left.append(condition)
    unseen = [condition for condition in left if not seen_by_the_rooms_tests(condition)]
    by_table, by_others = len(removed) - len(left), len(left) - len(unseen)
    seen = f"{by_table} seen by the table, {by_others} by other tests, {len(unseen)} unseen"
    record_property(f"conditions of {room} removed one by one", f"{len(removed)}: {seen}")
    assert not [f"{condition}: {condition.what}" for condition in unseen]


def seen_by_the_rooms_tests(condition: Removed) -> bool:
    """Whether a test of the room, or of what stands on it, fails without that condition: of lists and of words."""
    folders = [f"tests/{room}" for room in (condition.room, "home") if (HERE / "tests" / room).is_dir()]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "tests.access.without", "-p", "no:cacheprovider", *folders],
        cwd=HERE,
        env=os.environ | {"GIAO_BAN_WITHOUT": str(condition)},
        capture_output=True,
        check=False,
    )
    return run.returncode == 1
