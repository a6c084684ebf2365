"""Who may do what: the written table that the tests ask of the running application, for people."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import sheets
from tracker.core.access import guarded_by
from tracker.core.context import wants_sheet
from tracker.home import policy
from tracker.home.access import ROLES, AccessRow, Answer, table
from tracker.home.acts import ACTS, ANSWER, ROLE, ROOMS, WHOSE
from tracker.office.models import Person

bp = Blueprint("access", __name__, url_prefix="/access")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """An act as the page tells it. `answers` stand in the order of the roles, each with its words."""

    room: str
    what: str
    whose: str
    answers: tuple[tuple[Answer, str], ...]


@bp.get("/")
@guarded_by(policy.can_read_access)
def index(person: Person) -> ResponseReturnValue:
    """The table, or a part of it."""
    chosen = {"room": request.args.get("room", ""), "object": request.args.get("object", "")}
    rows = _shown(
        row for row in table() if chosen["room"] in ("", row.room) and chosen["object"] in ("", row.object.value)
    )
    roles = [(role, gettext(ROLE[role])) for role in ROLES]
    if wants_sheet():
        return _sheet(rows, [label for _, label in roles])
    return render_template(
        "home/access.html",
        rows=rows,
        roles=roles,
        cells=len(table()) * len(ROLES),
        chosen=chosen,
        rooms=[(room, gettext(label)) for room, label in ROOMS.items()],
        objects=[(of, gettext(label)) for of, label in WHOSE.items()],
    )


def _shown(rows: Iterable[AccessRow]) -> list[ShownRow]:
    """Each act once: an address that shows a form and the one that takes it are answered alike."""
    shown = {
        ShownRow(
            gettext(ROOMS[row.room]),
            gettext(ACTS[row.endpoint]),
            gettext(WHOSE[row.object]),
            tuple((row.answers[role], gettext(ANSWER[row.answers[role]])) for role in ROLES),
        ): None
        for row in rows
    }
    return list(shown)


def _sheet(rows: list[ShownRow], roles: list[str]) -> Response:
    columns = [
        (gettext("Part of the tracker"), "name"),
        (gettext("What"), "words"),
        (gettext("Whose"), "name"),
        *((role, "day") for role in roles),
    ]
    return sheets.download(
        gettext("Who may do what"),
        columns,
        ((row.room, row.what, row.whose, *(words for _, words in row.answers)) for row in rows),
    )
