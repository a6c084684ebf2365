"""Runs migrations on the application's own engine, in one transaction, both ways."""

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


def run() -> None:
    """Online only: the office migrates the database that it has."""
    database = current_app.extensions["migrate"].db
    with database.engine.connect().execution_options(for_writing=True) as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadatas[None],
            render_as_batch=True,
            compare_type=True,
            render_item=plain_type,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
