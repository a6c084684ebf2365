"""The database: SQLite on an office's one machine, PostgreSQL in a province, one set of models for both."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import event
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import Dialect, Engine, make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column
from sqlalchemy.orm.exc import StaleDataError

from tracker.core import clock
from tracker.core.errors import ChangedMeanwhile, SentAlready
from tracker.core.periods import Quarter

BUSY_TIMEOUT = "busy_timeout=5000"
SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", BUSY_TIMEOUT, "trusted_schema=OFF")
CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every model."""

    metadata = sa.MetaData(naming_convention=CONSTRAINT_NAMES)


class Versioned:
    """A record that two people may edit: the second of two simultaneous writers is told."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class UtcDateTime(sa.TypeDecorator[datetime]):
    """A moment in UTC; aware in Python on both databases."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without its time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite gives the moment back without its zone."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class QuarterColumn(sa.TypeDecorator[Quarter]):
    """A quarter as a number that sorts and can be read in the table: 2024-Q3 is 20243."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: Quarter | None, dialect: Dialect) -> int | None:
        """20243."""
        return None if value is None else value.year * 10 + value.number

    def process_result_value(self, value: int | None, dialect: Dialect) -> Quarter | None:
        """Quarter(2024, 3)."""
        return None if value is None else Quarter(*divmod(value, 10))


def word(kind: type[StrEnum]) -> sa.Enum:
    """A column that holds one of an enum's words, as text; any other is refused."""
    return sa.Enum(
        kind,
        native_enum=False,
        length=20,
        validate_strings=True,
        values_callable=lambda members: [m.value for m in members],
    )


class SentForm(Base):
    """A form that was sent and did its work; `answer` is the page that it led to. Sent again, it does nothing."""

    __tablename__ = "sent_form"

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    answer: Mapped[str] = mapped_column(sa.String(500), default="")


_CLAIM = sa.insert(SentForm)
form_key: ContextVar[str] = ContextVar("form_key", default="")  # of the form that this request has sent
form_done: ContextVar[str] = ContextVar("form_done", default="")  # the same, once it has done its work
db = SQLAlchemy(model_class=Base, disable_autonaming=True)


@contextmanager
def transaction() -> Iterator[None]:
    """One action of a person: all of it is saved, or nothing.

    What the guard has read is let go first, and read again inside: on SQLite a reader cannot become a writer
    once another has written, so a writer begins as one (BEGIN IMMEDIATE). Raises ChangedMeanwhile where another
    saved the same record in between, SentAlready where the very same form has done its work before.
    """
    session = db.session()
    if session.info.get("in_transaction"):
        raise RuntimeError("one action is one transaction: a service never opens its own")
    session.rollback()
    session.info["in_transaction"] = True
    try:
        session.connection(execution_options={"for_writing": True})
        _claim_form(session)
        yield
        session.commit()
        form_done.set(form_key.get() or form_done.get())
        form_key.set("")  # a second transaction of the same request is not the form sent again
    except StaleDataError as clash:
        session.rollback()
        raise ChangedMeanwhile from clash
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("in_transaction", None)


def refuse_form_sent_before() -> None:
    """Raise SentAlready where this form has done its work: for acts that look at something slow first."""
    key = form_key.get()
    if key and db.session.get(SentForm, key) is not None:
        raise SentAlready


def _claim_form(session: Session) -> None:
    key = form_key.get()
    if not key:
        return
    try:
        session.connection().execute(_CLAIM, {"key": key, "at": clock.now()})
    except IntegrityError:  # it stands there already, or comes there at the same moment
        raise SentAlready from None


def add_unless_there(model: type[Base], *, key: Sequence[str], **values: Any) -> bool:
    """Add a row unless one with these values of `key`, a unique constraint, stands already; whether it was added.

    Two at once: the second waits for the first, and then adds nothing.
    """
    insert: Any = {"sqlite": sqlite_insert, "postgresql": postgres_insert}[db.session.get_bind().dialect.name]
    table = model.__table__
    # The row itself is asked for: PostgreSQL's driver does not say how many rows an INSERT has added.
    added = insert(table).values(values).on_conflict_do_nothing(index_elements=key).returning(table.c[key[0]])
    return db.session.connection().execute(added).first() is not None


@contextmanager
def at_once(engine: Engine) -> Iterator[sa.Connection]:
    """A small write on a connection of its own, which does not wait for others: it raises OperationalError instead."""
    with engine.connect().execution_options(for_writing=True) as connection:
        driver: Any = connection.connection.driver_connection
        lite = engine.dialect.name == "sqlite"
        if lite:
            driver.execute("PRAGMA busy_timeout=0")
        try:
            with connection.begin():
                if not lite:
                    connection.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
                yield connection
        finally:
            if lite:
                driver.execute(f"PRAGMA {BUSY_TIMEOUT}")


def hold(record: Base, *, shared: bool = False) -> None:
    """Let nobody else change what this record holds together before the action ends: two at once take turns.

    What was read before is read anew. On SQLite a writer is alone already, and has read nothing before it was.
    Those who hold it `shared` do not wait for each other, only for whoever holds it alone.
    """
    model: Any = type(record)
    hold_all(model, model.id == record.id, shared=shared)  # type: ignore[attr-defined]


def hold_all(model: type[Any], wanted: sa.ColumnElement[bool], *, shared: bool = False) -> None:
    """The same for all such records: always in one order, so that of two at once neither waits for ever."""
    db.session.flush()
    if db.engine.dialect.name == "sqlite":
        return
    db.session.execute(sa.select(model.id).where(wanted).order_by(model.id).with_for_update(read=shared))
    db.session.expire_all()


def engine_options(url: str) -> dict[str, Any]:
    """What `create_engine` needs for that address; Debian's own SQLite is too old to be trusted with WAL."""
    if make_url(url).get_backend_name() == "sqlite":
        return {"module": sqlite, "hide_parameters": True}
    return {"pool_pre_ping": True, "hide_parameters": True}  # logs keep what people typed to themselves


def init_app(app: Flask) -> None:
    """Bind the models to the application's database."""
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _set_up_sqlite(db.engine)


def _set_up_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin by itself: see `begin`
        for pragma in SQLITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writing = connection.get_execution_options().get("for_writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
