"""What lists of parts and of tasks are narrowed by, as parts of their questions."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from tracker.core.db import db
from tracker.core.folding import fold
from tracker.documents.models import Document
from tracker.tasks.models import SET_ASIDE, Assignment, Task

MOST_WORDS = 8  # that somebody looks for at once


def documents_called(words: str, *, programme_id: int) -> frozenset[int] | None:
    """The documents of a programme with all these words in type and notation; None where nothing is looked for."""
    wanted = fold(words).split()
    if not wanted:
        return None
    of_programme = sa.select(Document.id, Document.type_name + " " + Document.notation)
    rows = db.session.execute(of_programme.where(Document.programme_id == programme_id))
    return frozenset(number for number, label in rows if all(word in fold(label) for word in wanted))


def patterns_of(words: str) -> dict[str, str]:
    """Words that somebody looks for, as parameters of `words_in`: with or without marks, in any order."""
    words = fold(words).replace("/", "//").replace("%", "/%").replace("_", "/_")
    return {f"word{n}": f"%{word}%" for n, word in enumerate(words.split()[:MOST_WORDS])}


def words_in(parameters: Iterable[str]) -> list[sa.ColumnElement[bool]]:
    """The task holds them all, its `folded` being without marks."""
    words = sorted(name for name in parameters if name.startswith("word"))
    return [Task.folded.like(sa.bindparam(name, type_=sa.Text), escape="/") for name in words]


def is_in_force() -> sa.ColumnElement[bool]:
    """The part's task is one that units work on. Few are not: an index holds those alone."""
    set_aside = sa.exists().where(Task.id == Assignment.task_id, sa.text(f"task.{SET_ASIDE}"))
    return ~set_aside.correlate(Assignment)


def of_documents() -> sa.ColumnElement[bool]:
    """The task stands in one of the documents."""
    return Task.document_id.in_(sa.bindparam("document_ids", expanding=True))


def aside(column: Any) -> sa.ColumnElement[Any]:
    """The column as a figure that SQLite looks for in no index: it knows too little to choose among them."""
    return sa.UnaryExpression(column, operator=sa.sql.operators.custom_op("+"), type_=column.type)
