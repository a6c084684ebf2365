"""What the database promises, on both kinds."""

import threading
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from tracker.calendar.models import DayKind, SpecialDay
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile
from tracker.core.periods import Quarter
from tracker.office.models import Unit, UnitKind
from tracker.tasks.models import Assignment, Task


def test_what_a_transaction_wrote_is_there_afterwards(app, town):
    with transaction():
        town.unit("Phòng Dân tộc").short_name = "PDT"
    with app.app_context():
        assert db.session.scalar(sa.select(Unit.short_name).where(Unit.name == "Phòng Dân tộc")) == "PDT"


def test_a_transaction_that_fails_leaves_nothing(app, town):
    with pytest.raises(ZeroDivisionError), transaction():
        town.unit("Phòng Dân tộc").short_name = "PDT"
        db.session.flush()
        raise ZeroDivisionError
    with app.app_context():
        assert db.session.scalar(sa.select(Unit.short_name).where(Unit.name == "Phòng Dân tộc")) == "Phòng Dân tộc"


def test_one_action_is_one_transaction(town):
    with pytest.raises(RuntimeError, match="one action"), transaction(), transaction():
        pass


def test_the_second_of_two_who_edit_one_record_is_told(app, town):
    mine = town.unit("Phòng Dân tộc")
    with pytest.raises(ChangedMeanwhile), transaction():
        mine.short_name = f"Của tôi, sau bản {mine.version}"
        if db.engine.dialect.name == "sqlite":  # its writers come one after the other, so the other one came before
            db.session.connection().exec_driver_sql(f"UPDATE unit SET version = version + 1 WHERE id = {mine.id}")
        else:
            change_elsewhere(app, mine.id)
    db.session.rollback()


def change_elsewhere(app, unit_id):
    def act():
        with app.app_context(), transaction():
            db.session.get_one(Unit, unit_id).short_name = "Của người khác"

    in_threads(act)


def test_twelve_writers_at_once_all_succeed(app, town):
    """A reader that becomes a writer fails on SQLite; `transaction()` begins as a writer, and waits."""
    unit_id, ready = town.unit("Phòng Dân tộc").id, threading.Barrier(12)
    db.session.rollback()

    def act():
        with app.app_context():
            db.session.get_one(Unit, unit_id)  # as the guard of a view reads before the action
            ready.wait(10)
            with transaction():
                unit = db.session.get_one(Unit, unit_id, with_for_update=True)
                unit.short_name = f"{int(unit.short_name) + 1 if unit.short_name.isdigit() else 1}"

    in_threads(*[act] * 12)
    assert db.session.get_one(Unit, unit_id).short_name == "12"


def in_threads(*acts):
    failures = []

    def run(act):
        try:
            act()
        except Exception as failure:
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not failures


def test_a_moment_comes_back_in_utc_whatever_zone_it_was_said_in(town):
    part = town.assignment()
    said = datetime(2026, 10, 28, 23, 30, tzinfo=timezone(timedelta(hours=7)))
    with transaction():
        part.changed_at = said
    found = db.session.scalar(sa.select(Assignment.changed_at).where(Assignment.id == part.id))
    assert found == said
    assert found.tzinfo is not None
    assert found.utcoffset() == timedelta(0)


def test_moments_compare_in_the_database_as_they_do_in_time(town):
    part = town.assignment()
    with transaction():
        part.changed_at = datetime(2026, 10, 28, 17, 0, tzinfo=UTC)
    hanoi = datetime(2026, 10, 29, 0, 0, tzinfo=timezone(timedelta(hours=7)))
    same = sa.select(Assignment.id).where(Assignment.changed_at == hanoi, Assignment.id == part.id)
    assert db.session.scalar(same) == part.id


def test_a_moment_without_its_zone_is_refused(town):
    part = town.assignment()
    with pytest.raises(sa.exc.StatementError, match="without its time zone"), transaction():
        part.changed_at = datetime(2026, 10, 28, 10, 0)  # noqa: DTZ001  # that is what is tried


def test_quarters_sort_and_come_back(town):
    assert db.session.scalars(
        sa.select(Task.quarter).where(Task.quarter.is_not(None)).order_by(Task.quarter)
    ).first() == (Quarter(2026, 1))
    assert db.session.scalar(sa.select(sa.func.count()).where(Assignment.quarter == Quarter(2026, 4))) > 0


def test_a_word_that_the_enum_does_not_know_is_refused(town):
    with pytest.raises((sa.exc.StatementError, LookupError)), transaction():
        db.session.add(Unit(name="X", short_name="X", sort_key="x", kind="castle"))


def test_words_are_stored_as_their_values(town):
    kinds = db.session.execute(sa.text("SELECT DISTINCT kind FROM unit")).scalars().all()
    assert set(kinds) <= {kind.value for kind in UnitKind}


def test_foreign_keys_are_held(town):
    with pytest.raises(sa.exc.IntegrityError), transaction():
        db.session.add(Unit(name="X", short_name="X", sort_key="x", kind=UnitKind.OTHER, parent_id=987654))


def test_two_rows_of_one_key_are_refused(town):
    with pytest.raises(sa.exc.IntegrityError), transaction():
        db.session.execute(sa.insert(SpecialDay).values(day=date(2026, 9, 2), kind=DayKind.HOLIDAY, name="Hai lần"))


@pytest.mark.only_on("sqlite")
def test_sqlite_is_set_up_to_lose_nothing(make_app):
    with make_app().app_context(), db.engine.connect() as connection:
        said = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    assert said == PRAGMAS


PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "trusted_schema": 0}


@pytest.mark.only_on("sqlite")
def test_sqlite_is_new_enough_for_the_wal_reset_fix(app):
    with app.app_context(), db.engine.connect() as connection:
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    assert tuple(map(int, version.split("."))) >= (3, 51, 3)
