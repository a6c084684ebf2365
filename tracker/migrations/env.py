"""Runs migrations on the application's own engine, in one transaction, both ways."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations name plain types, so that they stand when the program's own types change."""
    if kind == "type" and isinstance(item, sa.TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    return False


@contextmanager
def _tables_may_be_made_anew(connection: sa.Connection) -> Iterator[None]:
    """SQLite changes a constraint by making the table anew, and would take the old one's rows to be deleted.

    So foreign keys are looked at as a whole afterwards. On PostgreSQL there is nothing to do.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Online only: the office migrates the database that it has."""
    database = current_app.extensions["migrate"].db
    with (
        database.engine.connect().execution_options(for_writing=True) as connection,
        _tables_may_be_made_anew(connection),
    ):
        context.configure(
            connection=connection,
            target_metadata=database.metadatas[None],
            render_as_batch=True,
            compare_type=True,
            render_item=plain_type,
        )
        with context.begin_transaction():
            context.run_migrations()
            if connection.dialect.name == "sqlite" and (
                broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            ):
                raise RuntimeError(f"a migration left records that refer to nothing: {broken[:5]}")


run()
