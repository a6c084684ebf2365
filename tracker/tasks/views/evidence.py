"""Files that show what a unit did: to be saved, never opened by the browser as what they claim to be."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import fragment, wants_fragment
from tracker.core.problems import said
from tracker.documents.sending import send_stored
from tracker.office.models import Person
from tracker.tasks import policy, queries, services
from tracker.tasks.models import Evidence

bp = Blueprint("evidence", __name__, url_prefix="/evidence")


@bp.get("/<int:evidence_id>")
@guarded_by(policy.can_view_evidence, queries.get_evidence)
def download(person: Person, evidence: Evidence) -> ResponseReturnValue:
    """The file as it came; of one that was taken back, nothing."""
    if evidence.ended_at is not None:
        abort(404)
    return send_stored(evidence.file)


@bp.post("/<int:evidence_id>/take-back")
@guarded_by(policy.can_take_back, queries.get_evidence, sees=policy.can_view_evidence)
def take_back(person: Person, evidence: Evidence) -> ResponseReturnValue:
    """Show it to nobody any more."""
    part, problem = evidence.assignment, ""
    try:
        with transaction():
            services.take_back_evidence(evidence, by=person, at=clock.now())
    except RuleBroken as refusal:
        problem = said(refusal)
    if wants_fragment():
        left: dict[str, Any] = {"evidence": queries.evidence_of(part), "part_id": part.id, "may_take_back": True}
        return fragment("tasks/_files.html", status=422 if problem else 200, problem=problem, **left)
    words = gettext("Taken back: %(file)s. Nobody is shown it any more.", file=evidence.file.name)
    flash(problem or words, "problem" if problem else "done")
    return redirect(url_for("assignments.edit", assignment_id=part.id))
