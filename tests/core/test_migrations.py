"""Migrations go both ways, on both kinds of database, and on data."""

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from tracker import demo
from tracker.core.db import db, transaction
from tracker.factory import create_app
from tracker.tasks.models import Assignment, Recurrence


@pytest.fixture
def migrating(copies, tmp_path, frozen_time):
    """An application over a database without tables."""
    app = create_app(tmp_path, SQLALCHEMY_DATABASE_URI=copies.url_of_empty(), TESTING=True)
    with app.app_context():
        yield app.config["MIGRATIONS"]
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names()) - {"alembic_version"}


def shape() -> dict[str, list[tuple[str, str, bool]]]:
    look = sa.inspect(db.engine)
    return {
        table: sorted((column["name"], str(column["type"]), column["nullable"]) for column in look.get_columns(table))
        for table in tables()
    }


def test_up_down_and_up_again_give_the_same_tables(migrating):
    flask_migrate.upgrade(directory=migrating)
    first = shape()
    assert len(first) > 15
    flask_migrate.downgrade(directory=migrating, revision="base")
    assert not tables()
    flask_migrate.upgrade(directory=migrating)
    assert shape() == first


def test_the_migrations_make_what_the_models_say(migrating):
    flask_migrate.upgrade(directory=migrating)
    flask_migrate.check(directory=migrating)


def test_every_foreign_key_and_constraint_has_a_name(migrating):
    flask_migrate.upgrade(directory=migrating)
    look = sa.inspect(db.engine)
    nameless = [
        (table, constraint)
        for table in tables()
        for constraint in (*look.get_foreign_keys(table), *look.get_unique_constraints(table))
        if not constraint["name"]
    ]
    assert not nameless


def test_the_last_step_back_and_forward_keeps_the_towns_data(app, town):
    """What the last revision adds is lost by going back; what was there before it is not."""
    migrations = app.config["MIGRATIONS"]
    steps = list(ScriptDirectory(migrations).walk_revisions())
    leave_one_part_a_quarter()
    before = {table: count(table) for table in tables()}
    db.session.remove()
    flask_migrate.downgrade(directory=migrations, revision="-1" if len(steps) > 1 else "base")
    kept = {table: count(table) for table in tables()}
    assert kept == {table: before[table] for table in kept}
    db.session.remove()  # what was read is held no longer: PostgreSQL would wait for it
    flask_migrate.upgrade(directory=migrations)
    assert tables() == set(before)
    if len(steps) == 1:
        assert demo.is_empty()


def leave_one_part_a_quarter() -> None:
    """The version before knows no months: it refuses to go back with them."""
    with transaction():
        for part in db.session.scalars(sa.select(Assignment).where(Assignment.task.has(recurrence=Recurrence.MONTHLY))):
            if part.period_end != part.quarter.last_day:
                db.session.delete(part)


def count(table: str) -> int:
    return db.session.execute(sa.select(sa.func.count()).select_from(sa.table(table))).scalar_one()
