"""A unit's list out of a million parts costs what it costs out of ten thousand: the long proof, with its figures."""

import statistics
import time
from collections.abc import Callable
from datetime import timedelta

import flask_migrate
import pytest
import sqlalchemy as sa
from flask import Flask

from tests.town import Town
from tracker import demo
from tracker.core.db import db
from tracker.core.paging import ROWS
from tracker.core.periods import Quarter
from tracker.factory import create_app
from tracker.tasks import queries

FEW, MANY = 10_000, 1_000_000
PARTS = 4  # of each task
ROUNDS, TIMES = 15, 4
MOST = 2.0  # times as long


@pytest.mark.proof
def test_the_list_of_a_unit_out_of_a_million_parts_takes_no_more_than_twice_as_long(
    app, town, copies, tmp_path, record_property
):
    fill(town, FEW, units=40, quarters=2)
    large = create_app(tmp_path, SQLALCHEMY_DATABASE_URI=copies.url_of_empty(), TESTING=True, WTF_CSRF_ENABLED=False)
    with large.app_context():
        flask_migrate.upgrade(directory=large.config["MIGRATIONS"])
        demo.build(tmp_path)
        began = time.perf_counter()
        fill(Town(), MANY, units=400, quarters=20)
        record_property("seconds to put a million parts there", round(time.perf_counter() - began))
    asked = {name: (ask_of(app, name), ask_of(large, name)) for name in ("first page", "next page", "figures")}
    taken: dict[str, list[list[float]]] = {name: [[], []] for name in asked}
    for _ in range(ROUNDS):
        for name, asks in asked.items():
            for place, ask in enumerate(asks):
                taken[name][place].append(timed(ask))
    ratios = {}
    for name, (few, many) in taken.items():
        small, big = statistics.median(few), statistics.median(many)
        ratios[name] = big / small
        record_property(
            f"{name}: ms of ten thousand, of a million, ratio", f"{small:.2f}, {big:.2f}, {big / small:.2f}"
        )
    with large.app_context():
        db.session.remove()
        db.engine.dispose()
    assert ratios["first page"] <= MOST
    assert ratios["next page"] <= MOST


def ask_of(app: Flask, name: str) -> Callable[[], None]:
    """A question of that application's officer: it holds more than a page."""
    with app.app_context():
        town = Town()
        unit_ids, programme_id = frozenset({town.unit("Phòng Dân tộc").id}), town.programme.id
        reckoning = queries.reckoning(town.today)
        facts = {"programme_id": programme_id, "quarter": town.quarter, "reckoning": reckoning}
        first = queries.owed(**facts, unit_ids=unit_ids, limit=ROWS)
        assert len(first.rows) == ROWS
        assert first.after
        db.session.remove()

    def ask() -> None:
        with app.app_context():
            if name == "figures":
                queries.figures_of(unit_ids, **facts)
            else:
                after = first.after if name == "next page" else ""
                assert queries.owed(**facts, unit_ids=unit_ids, limit=ROWS, after=after).rows

    return ask


def timed(ask: Callable[[], None]) -> float:
    """Milliseconds, the least of a few."""
    least = float("inf")
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        least = min(least, time.perf_counter() - began)
    return 1000 * least


def fill(town: Town, count: int, *, units: int, quarters: int) -> None:
    """So many parts, written by the database itself: of every fifty of earlier quarters one is left undone."""
    own = town.unit("Phòng Dân tộc").id
    for n in range(units - 1):
        town_unit = {"id": 100_000 + n, "name": f"Xã Mẫu Số {n}"}
        db.session.execute(sa.text(UNIT), town_unit)
    now, ends = town.quarter, [town.quarter]
    while len(ends) < quarters:
        ends.append(ends[-1].previous)
    db.session.execute(sa.text("CREATE TEMPORARY TABLE shape (place INTEGER, quarter INTEGER, ends DATE, due DATE)"))
    for place, quarter in enumerate(ends):
        due = town.today + timedelta(days=20) if quarter == now else quarter.last_day
        shape = {"place": place, "quarter": number(quarter), "ends": quarter.last_day, "due": due}
        db.session.execute(sa.text("INSERT INTO shape VALUES (:place, :quarter, :ends, :due)"), shape)
    last = db.session.scalar(sa.text("SELECT max(id) FROM task"))
    facts = {
        "tasks": count // PARTS,
        "last": last,
        "quarters": quarters,
        "programme": town.programme.id,
        "units": units,
        "own": own,
        "parts": PARTS,
        "at": town.now,
    }
    for statement in (TASKS, ASSIGNMENTS):
        db.session.execute(sa.text(statement), facts)
    db.session.commit()
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")  # what autovacuum does by itself, outside of tests


def number(quarter: Quarter) -> int:
    """As its column keeps it."""
    return quarter.year * 10 + quarter.number


UNIT = """INSERT INTO unit (id, name, short_name, sort_key, kind, version)
    VALUES (:id, :name, :name, :name, 'commune', 1)"""
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :tasks)"
TASKS = f"""INSERT INTO task (id, programme_id, title, text, clause, folded, kind, inspection, mode, state, advises,
        deliverable, quarter, due_kind, due_on, due_words, due_inferred, due_moves, state_words, version)
    {NUMBERS} SELECT :last + 1 + i, :programme, 'Việc số ' || i, '', '', 'viec so ' || i, 'quarterly', false, 'each',
        'active', '', '', quarter, 'fixed', due, '', false, false, '', 1
    FROM n JOIN shape ON place = i % :quarters"""
ASSIGNMENTS = f"""{NUMBERS}, p(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM p WHERE k + 1 < :parts)
    INSERT INTO assignment (task_id, programme_id, unit_id, part, quarter, period_end, due_on, first_due_on, state,
        percent, words, settled_words, declined_words, submitted_at, changed_at, version)
    SELECT :last + 1 + i, :programme, CASE (i * 7 / 5 + k * 3) % :units WHEN 0 THEN :own
            ELSE 99999 + (i * 7 / 5 + k * 3) % :units END, 'implement', quarter, ends, due, due,
        CASE WHEN place > 0 AND (i + k) % 50 > 0 THEN 'accepted' WHEN (i + k) % 4 = 0 THEN 'assigned'
            WHEN (i + k) % 4 = 1 THEN 'in_progress' WHEN (i + k) % 4 = 2 THEN 'accepted' ELSE 'submitted' END,
        (i + k) % 100, '', '', '', CASE WHEN place > 0 THEN :at END, :at, 1
    FROM n JOIN shape ON place = i % :quarters CROSS JOIN p"""
