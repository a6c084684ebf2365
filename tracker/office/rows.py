"""Rows of an Excel file on their way into the office: what each would do, or what is wrong with it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tracker.core.errors import N_, Message, RuleBroken
from tracker.reading.workbooks import Row


class Finding(StrEnum):
    """What taking a row in would do."""

    WRONG = "wrong"
    CHANGED = "changed"
    NEW = "new"
    UNCHANGED = "unchanged"


class RowsAreWrong(RuleBroken):
    """All rows or none."""

    message = N_("Some rows are wrong, so nothing was taken in. Mend them in the file, and choose it again.")


class NothingIsTicked(RuleBroken):
    """Every row was left out."""

    message = N_("No row is ticked, so nothing was taken in. Tick the rows that are to be taken in.")


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that a row would change: the head of its column, what is saved, what the row says, as people read them."""

    head: Message
    before: str
    after: str


@dataclass(slots=True)
class Line:
    """A row that was judged. `facts` are for whoever takes it in; `problems` by the column's name, "" for the row.

    `warnings` do not keep it out; where rows can be picked, one that is not `wanted` is left out unless it is ticked.
    """

    row: Row
    title: str
    record_id: int | None = None
    changes: list[Change] = field(default_factory=list)
    problems: dict[str, RuleBroken] = field(default_factory=dict)
    facts: Any = None
    warnings: list[RuleBroken] = field(default_factory=list)
    wanted: bool = True

    @property
    def finding(self) -> Finding:
        """What comes of it."""
        if self.problems:
            return Finding.WRONG
        if self.record_id is None:
            return Finding.NEW
        return Finding.CHANGED if self.changes else Finding.UNCHANGED


def counted(lines: Iterable[Line]) -> dict[Finding, int]:
    """How many rows of each finding."""
    counts = Counter(line.finding for line in lines)
    return {finding: counts[finding] for finding in Finding}


def digest_of(lines: Sequence[Line]) -> str:
    """What a preview showed, in a few characters: another digest is another preview."""
    shown = [
        (line.row.number, line.finding.value, line.record_id, line.changes, [str(one) for one in line.warnings])
        for line in lines
    ]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:32]
