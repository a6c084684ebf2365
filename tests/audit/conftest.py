"""The trail of the demo town, sealed; and a copy of its first events in a database of plain Python, to be spoilt."""

import importlib.util
import sqlite3
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa

from tracker.audit import sealing
from tracker.audit.models import AuditEvent, AuditSeal
from tracker.core.db import db

HERE = Path(__file__).parents[2]
EVENTS = 60  # of the copy


@pytest.fixture(scope="session")
def stranger() -> ModuleType:
    """`docs/verify_trail.py`, which knows nothing of this program."""
    spec = importlib.util.spec_from_file_location("verify_trail", HERE / "docs" / "verify_trail.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sealed(town) -> int:
    """How many events the town's trail has, all of them sealed."""
    sealing.seal_new()
    count = db.session.scalar(sa.select(sa.func.count()).select_from(AuditSeal))
    db.session.rollback()
    return count


@pytest.fixture
def trail(sealed) -> sqlite3.Connection:
    """The first events of the town with their seals, as whoever holds the database file has them."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    engine = sa.create_engine("sqlite://", creator=lambda: copy, poolclass=sa.StaticPool)
    seals = db.session.scalars(sa.select(AuditSeal).order_by(AuditSeal.position).limit(EVENTS)).all()
    events = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.id.in_([seal.event_id for seal in seals]))).all()
    with engine.connect() as connection:
        for rows in (events, seals):
            table = rows[0].__table__
            table.create(connection)
            columns = [column.key for column in table.columns]
            connection.execute(sa.insert(table), [{key: getattr(row, key) for key in columns} for row in rows])
        connection.commit()
    db.session.rollback()
    return copy
