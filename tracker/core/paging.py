"""Lists by the page, by key: the next page begins after the last row shown, wherever that row stands by then.

What is skipped is never counted through, so that page one hundred costs what the first one does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

import sqlalchemy as sa

from tracker.core.incoming import HIGHEST_NUMBER

Row = TypeVar("Row")
ROWS = 50  # of a page
LONGEST = 300  # signs of a cursor; no key of ours is longer
_BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list; `after` is the cursor of those that follow, empty where these are the last."""

    rows: Sequence[Row]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """After which row a page begins: the place in the list's order that was written down of it, and its number."""

    key: tuple[str, ...]
    number: int

    @classmethod
    def read(cls, text: str, *, keys: int) -> "Cursor | None":
        """What `write` gave, with so many keys; None of anything else: whoever forges one gets the first page."""
        *key, number = text.split(_BETWEEN, keys) if len(text) <= LONGEST else [""]
        fits = len(key) == keys and number.isascii() and number.isdigit() and int(number) <= HIGHEST_NUMBER
        return cls(tuple(key), int(number)) if fits else None


def page_of(rows: Sequence[Row], after: str, *, number: Callable[[Row], int], most: int = ROWS) -> Page[Row]:
    """Some rows of a list that is at hand whole, from the cursor on; from the first where it makes no sense."""
    cursor = Cursor.read(after, keys=0)
    places = {number(row): place for place, row in enumerate(rows, start=1)}
    begin = places.get(cursor.number, 0) if cursor is not None else 0
    shown = rows[begin : begin + most]
    goes_on = begin + most < len(rows)
    return Page(shown, write_cursor(number=number(shown[-1])) if goes_on else "")


def write_cursor(*key: str, number: int) -> str:
    """A cursor as the address carries it."""
    return _BETWEEN.join((*(part.replace(_BETWEEN, " ") for part in key), str(number)))


def at_most(rows: int) -> sa.ColumnClause[Any]:
    """A LIMIT that is written out in the statement: where it is a parameter, SQLite plans anew each time."""
    return sa.literal_column(str(rows), sa.Integer)


def read_number(text: str) -> int | None:
    """A number of a cursor's key, as a record can have it; None of what is none."""
    fits = text.isascii() and text.isdigit() and len(text) <= len(str(HIGHEST_NUMBER)) and int(text) <= HIGHEST_NUMBER
    return int(text) if fits else None


def read_day(text: str) -> date | None:
    """A day of a cursor; None of what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
