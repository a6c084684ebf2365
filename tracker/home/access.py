"""Who may do what, as it was written down: the table `access.csv`, one line for an address, a method and an object.

The tests ask every cell of it of the running application; the page for admins shows it.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

ROLES = ("stranger", "nobody", "officer", "head", "observer", "auditor", "staff", "chair", "admin")


class Answer(StrEnum):
    """What somebody gets who asks."""

    YES = "yes"
    NO = "no"  # they see it, and may not do that: 403
    HIDDEN = "hidden"  # they may not know of it: 404
    SIGN_IN = "sign in"


class Object(StrEnum):
    """Whose the record is, seen from the officer's and head's unit and from the programme of all the others."""

    NONE = "-"  # the address names no record
    OWN = "own unit"
    OTHER = "other unit"
    ELSEWHERE = "other programme"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One line of the table: what each role is answered. `endpoint` is "room.view"."""

    method: str
    endpoint: str
    object: Object
    answers: dict[str, Answer]

    @property
    def room(self) -> str:
        """The part of the application that the address belongs to."""
        return self.endpoint.partition(".")[0]


@cache
def table() -> Sequence[AccessRow]:
    """The whole table, as written."""
    with files("tracker.home").joinpath("access.csv").open(encoding="utf-8") as written:
        lines = csv.reader((line for line in written if line.strip()), skipinitialspace=True)
        head, *rows = [[cell.strip() for cell in line] for line in lines]
    if tuple(head) != ("method", "endpoint", "object", *ROLES):
        raise ValueError(f"access.csv has other columns: {head}")
    return tuple(
        AccessRow(method, endpoint, Object(of), dict(zip(ROLES, map(Answer, answers), strict=True)))
        for method, endpoint, of, *answers in rows
    )
