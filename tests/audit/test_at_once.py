"""Several writers and two sealers together: one chain without a gap, and nobody who writes waits for a sealer."""

import time
from threading import Event, Thread

import pytest
import sqlalchemy as sa

from tracker import audit
from tracker.audit import sealing
from tracker.audit.models import AuditEvent, AuditSeal
from tracker.audit.verifying import check
from tracker.core.db import db, transaction
from tracker.jobs import JOBS, run_until
from tracker.office.models import Unit

WRITERS, SEALERS, ACTS = 4, 2, 25


def write(app, acts, failed, at):
    with app.app_context():
        try:
            for _ in range(acts):
                with transaction():
                    unit = db.session.scalars(sa.select(Unit).order_by(Unit.id).limit(1)).one()
                    audit.record("unit.added", subject=unit, by=None, at=at, unit=unit.name)
        except Exception as trouble:
            failed.append(trouble)
        finally:
            db.session.remove()


def seal(app, done, failed, sealed):
    with app.app_context():
        try:
            while not done.is_set():
                sealed.append(sealing.seal_new())
        except Exception as trouble:
            failed.append(trouble)
        finally:
            db.session.remove()


@pytest.mark.parametrize("acts", [ACTS, pytest.param(500, marks=pytest.mark.proof)])
def test_writers_and_two_sealers_keep_one_unbroken_chain(app, town, acts):
    before = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent))
    db.session.rollback()
    done, failed, sealed = Event(), [], []
    writers = [Thread(target=write, args=(app, acts, failed, town.now)) for _ in range(WRITERS)]
    sealers = [Thread(target=seal, args=(app, done, failed, sealed)) for _ in range(SEALERS)]
    for one in (*writers, *sealers):
        one.start()
    for one in writers:
        one.join()
    done.set()
    for one in sealers:
        one.join()
    assert not failed
    sealed.append(sealing.seal_new())
    with db.engine.connect() as connection:
        report = check(connection)
    assert not report.told
    assert report.sealed == sum(sealed) == before + WRITERS * acts
    assert report.not_sealed == 0


@pytest.mark.only_on("postgres")
def test_who_writes_does_not_wait_while_a_sealer_stands_still(app, town):
    """On SQLite there is one writer at a time; there a sealer's turn is a batch, `bench/trail.py` measures it."""
    failed = []
    with transaction():
        assert sealing._seal_batch() > 0  # its transaction stays open
        writer = Thread(target=write, args=(app, 3, failed, town.now))
        began = time.monotonic()
        writer.start()
        writer.join(4)
        assert not writer.is_alive()
        assert time.monotonic() - began < 4
    assert not failed


@pytest.mark.only_on("postgres")
def test_a_second_sealer_goes_away_at_once(app, town):
    found = []

    def second():
        with app.app_context():
            found.append(sealing.seal_new())
            db.session.remove()

    with transaction():
        assert sealing._seal_batch() > 0
        other = Thread(target=second)
        other.start()
        other.join(4)
    assert found == [0]
    with db.engine.connect() as connection:
        assert not check(connection).told


def test_two_sealers_on_one_batch_write_it_once(app, town):
    """Both have seen that there is something to seal before either begins."""
    done, failed, sealed = Event(), [], []
    sealers = [Thread(target=lambda: seal(app, done, failed, sealed)) for _ in range(SEALERS)]
    for one in sealers:
        one.start()
    done.set()
    for one in sealers:
        one.join()
    sealing.seal_new()
    assert not failed
    with db.engine.connect() as connection:
        report = check(connection)
    assert not report.told
    assert report.not_sealed == 0


def test_the_worker_seals_within_five_seconds_of_the_commit(app, town, sealed):
    stop, failed, took = Event(), [], []
    worker = Thread(target=run_until, args=(stop, app, tuple(job for job in JOBS if job.name == "seal the trail")))
    worker.start()
    for _ in range(2):
        write(app, 1, failed, town.now)
        began = time.monotonic()
        while db.session.scalar(sa.select(sa.func.max(AuditSeal.position))) < sealed + len(took) + 1:
            db.session.rollback()
            assert time.monotonic() - began < 5
            time.sleep(0.05)
        took.append(time.monotonic() - began)
    stop.set()
    worker.join()
    assert not failed
