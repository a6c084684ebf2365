"""Many parts that were handed in, accepted in one act."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.incoming import record_number
from tracker.core.problems import said
from tracker.office.models import Person
from tracker.tasks import policy, services

bp = Blueprint("accepting", __name__, url_prefix="/assignments")
KEPT = (
    "quarter",
    "programme",
    "unit",
    "standing",
    "state",
    "class",
    "source",
    "q",
    "sort",
    "kind",
)  # of the list's address


@bp.post("/accept")
@guarded_by(policy.can_settle_some)
def accept_all(person: Person) -> ResponseReturnValue:
    """Accept what was ticked; which of it could not be, and why, stands on a page."""
    kept: dict[str, Any] = {name: request.args[name] for name in KEPT if request.args.get(name)}
    back = url_for("home.deadlines", **kept)
    chosen = set(request.form.getlist("part", type=record_number))
    try:
        with transaction():
            settled = services.accept_together(chosen, by=person, at=clock.now())
            refused = [(part.task.title, part.task_id, part.unit.name, said(why)) for part, why in settled.refused]
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(back)
    words = ngettext("Accepted: %(num)d part.", "Accepted: %(num)d parts.", settled.accepted)
    if not refused:
        flash(words, "done")
        return redirect(back)
    return render_template("tasks/accepted.html", words=words, refused=refused, back=back)
