"""New events are chained by hash, after their own transactions, each once, in batches."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from tracker import audit
from tracker.audit import chain, sealing
from tracker.audit.models import AuditEvent, AuditSeal
from tracker.audit.verifying import check
from tracker.core.db import db, transaction

EVENT = {
    "id": 17, "at": datetime(2026, 10, 28, 3, 0, 0, 7, UTC), "name": "unit.added", "by_id": 4, "by_name": "Y Ngọc Liễu",
    "for_id": None, "for_name": "", "origin": "10.0.0.1", "subject_type": "unit", "subject_id": 3, "story_type": "unit",
    "story_id": 3, "facts": {"unit": "Xã “Đăk\tTơ”/Mil", "share": 20.5, "b": {"z": [1, None, True], "a": "😀"}},
}  # fmt: skip
WRITTEN = (
    '{"at":"2026-10-28T03:00:00.000007+00:00","by_id":4,"by_name":"Y Ngọc Liễu",'
    '"facts":{"b":{"a":"😀","z":[1,null,true]},"share":20.5,"unit":"Xã “Đăk\\tTơ”/Mil"},"for_id":null,"for_name":"",'
    '"id":17,"name":"unit.added","origin":"10.0.0.1","position":2,"story_id":3,"story_type":"unit","subject_id":3,'
    '"subject_type":"unit"}'
)
HASH = "61821017d3a55090c39b33f15044c53deb09d17cf19d9b31c0b350d5aecf632b"


def write(town, count=1):
    with transaction():
        for _ in range(count):
            audit.record(
                "unit.added", subject=town.unit("Phòng Dân tộc"), by=town.person("admin"), at=town.now, unit="x"
            )


def seals():
    db.session.rollback()
    return db.session.scalars(sa.select(AuditSeal).order_by(AuditSeal.position)).all()


def test_the_form_that_is_hashed_is_as_written_down(stranger):
    assert chain.canonical(EVENT, 2) == WRITTEN
    assert chain.link("a" * 64, EVENT, 2) == HASH
    as_stored = EVENT | {
        "at": "2026-10-28 03:00:00.000007",
        "facts": WRITTEN[WRITTEN.index('{"b"') : WRITTEN.index(',"for_id"')],
    }
    assert chain.link("a" * 64, as_stored, 2) == stranger.link("a" * 64, as_stored, 2) == HASH


def test_the_hash_is_of_what_either_database_gives_back(town, sealed):
    """A constant: it is the same on SQLite and on PostgreSQL."""
    with transaction():
        db.session.add(AuditEvent(**EVENT | {"id": 100_000}))
    assert sealing.seal_new() == 1
    row = db.session.execute(sa.select(*chain.COLUMNS).where(AuditEvent.id == 100_000)).mappings().one()
    assert chain.canonical({**row, "id": 17}, 2) == WRITTEN


def test_every_event_is_sealed_once_and_in_its_place(town):
    count = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent))
    assert sealing.seal_new() == count > 1000
    assert sealing.seal_new() == 0
    assert [seal.position for seal in seals()] == list(range(1, count + 1))
    assert sorted(seal.event_id for seal in seals()) == list(
        db.session.scalars(sa.select(AuditEvent.id).order_by("id"))
    )


def test_what_comes_later_goes_on_from_the_head(town, sealed):
    head = seals()[-1].hash
    write(town)
    assert sealing.seal_new() == 1
    event = db.session.execute(sa.select(*chain.COLUMNS).where(AuditEvent.id == seals()[-1].event_id)).mappings().one()
    assert seals()[-1].hash == chain.link(head, dict(event), sealed + 1)


def test_what_was_taken_back_is_never_sealed(town, sealed):
    with pytest.raises(ZeroDivisionError), transaction():
        audit.record("unit.added", subject=town.unit("Phòng Dân tộc"), by=None, at=town.now)
        raise ZeroDivisionError
    assert sealing.seal_new() == 0


def test_the_sealer_stops_between_batches_when_it_is_told_to(town, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 10)
    going_on = iter([True, True, False])
    assert sealing.seal_new(goes_on=lambda: next(going_on)) == 20


def test_an_event_that_is_committed_late_is_sealed_on_postgresql(town, sealed, database):
    """Numbers are given before the commit: 900 may be seen before 899. On SQLite that cannot be, so it is foreign."""
    for number in (900_001, 900_000):
        with transaction():
            db.session.add(AuditEvent(**EVENT | {"id": number}))
        sealing.seal_new()
    expected = [900_001, 900_000] if database == "postgres" else [900_001]
    assert [seal.event_id for seal in seals()[sealed:]] == expected


def test_an_event_that_turns_up_among_what_was_sealed_long_ago_is_told_of_and_not_sealed(town, sealed, monkeypatch):
    monkeypatch.setattr(sealing, "LATE", 100)
    with transaction():
        db.session.add(AuditEvent(**EVENT | {"id": 0}))
    assert sealing.seal_new() == 0
    with db.engine.connect() as connection:
        report = check(connection)
    assert report.broken == 1
    assert report.told[0].startswith("An event 0 (unit.added, 2026-10-28T03:00:00.000007+00:00) has no seal, though")


@pytest.mark.parametrize("table", ["audit_event", "audit_seal"])
@pytest.mark.parametrize("act", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_was_written(town, sealed, table, act):
    column = "subject_id" if table == "audit_event" else "event_id"
    with pytest.raises(sa.exc.DBAPIError, match="the trail is only ever added to"), transaction():
        db.session.execute(sa.text(act.format(table, column, column)))
    assert len(seals()) == sealed
