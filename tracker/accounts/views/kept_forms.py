"""What was typed when a session had ended: shown to whoever typed it, to be saved after all, or let go."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from tracker.accounts import services
from tracker.accounts.keeping import OF_THE_MACHINE, tokens
from tracker.accounts.models import KeptForm
from tracker.accounts.sessions import own_page
from tracker.core import clock
from tracker.core.access import guarded_by, is_signed_in
from tracker.core.db import transaction
from tracker.core.known_forms import Fields, Sort, fields_like
from tracker.office.models import Person

bp = Blueprint("kept", __name__, url_prefix="/kept")
SHORT = 80  # letters of one line


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kept form, under the name that people know it by."""

    name: str
    value: str
    label: str
    sort: Sort

    @property
    def is_long(self) -> bool:
        """Whether it needs more than a line."""
        return len(self.value) > SHORT or "\n" in self.value


@dataclass(frozen=True, slots=True)
class Shown:
    """A kept form as its page shows it: what was typed to read and mend, what was chosen by name, the rest unseen."""

    id: int
    path: str
    at: datetime
    fields: list[Field]
    files: list[Field]

    def of(self, sort: str) -> list[Field]:
        """The fields filled that way."""
        return [field for field in self.fields if field.sort is Sort(sort)]

    @property
    def chosen(self) -> list[str]:
        """What was chosen, by its labels."""
        return list(dict.fromkeys(field.label for field in self.of("chosen") if field.value))


@bp.get("")
@guarded_by(is_signed_in)
def show(_person: Person) -> ResponseReturnValue:
    """All that this browser kept for this person."""
    kept = services.kept_forms(current_user.account, tokens())
    if not kept:
        return redirect(url_for("home.start"))
    return render_template("accounts/kept_forms.html", kept=[_shown(one) for one in kept])


@bp.post("/let-go")
@guarded_by(is_signed_in)
def let_go(_person: Person) -> ResponseReturnValue:
    """Go back to the page without what was typed."""
    page = None
    with transaction():
        for kept in services.kept_forms(current_user.account, tokens()):
            if str(kept.id) == request.form.get("kept"):
                page = own_page(kept.page)
                services.let_go(kept, at=clock.now())
    left = services.kept_forms(current_user.account, tokens())
    return redirect(url_for(".show") if left else page or url_for("home.start"))


def _shown(kept: KeptForm) -> Shown:
    names = {name for name, _ in (*kept.fields, *kept.files)}
    known = fields_like(names, room=_room_of(kept.path))
    fields = [_field(name, value, known) for name, value in kept.fields]
    return Shown(kept.id, kept.path, kept.at, fields, [_field(name, value, known) for name, value in kept.files])


def _field(name: str, value: str, known: Fields) -> Field:
    label, sort = known.get(name, ("", Sort.TYPED if any(map(str.isspace, value)) else Sort.HIDDEN))
    return Field(name, value, label or name, Sort.HIDDEN if name in OF_THE_MACHINE else sort)


def _room_of(path: str) -> str:
    """The room whose view a form was sent to: "tasks"."""
    try:
        endpoint, _ = current_app.url_map.bind("").match(path.partition("?")[0], method="POST")
    except HTTPException:
        return ""  # an address of an older version of this program
    return current_app.view_functions[endpoint].__module__.split(".")[1]
