"""How a programme's papers look: all of it on one page, and a paper to try it on."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.documents import policy, queries
from tracker.documents.papers import can_write_pdf
from tracker.documents.papers.wording import types
from tracker.documents.sample import sample
from tracker.documents.sending import send_paper
from tracker.office.context import chosen_programme
from tracker.office.models import Person, Programme
from tracker.office.queries import get_programme

bp = Blueprint("papers", __name__, url_prefix="/papers")


@bp.get("/")
@guarded_by(policy.can_see_papers)
def index(person: Person) -> ResponseReturnValue:
    """The letterhead, who signs, and the registers of numbers."""
    programme = chosen_programme(person, may=lambda number: person.is_admin or person.observes(number))
    return render_template(
        "documents/papers/index.html",
        of=programme,
        letterhead=queries.letterhead_of(programme.id),
        signers=queries.signers_of(programme.id, ended=True),
        registers=queries.registers_of(programme.id),
        types=types(),
        may_set=policy.can_set_papers(person, programme),
        may_pdf=can_write_pdf(),
    )


@bp.get("/<int:programme_id>/sample")
@guarded_by(policy.can_view_papers, get_programme)
def try_out(_person: Person, programme: Programme) -> ResponseReturnValue:
    """A paper with each element once, as Word or PDF."""
    kind = request.args.get("as", "word")
    if kind not in ("word", "pdf"):
        abort(404)
    paper = sample(
        queries.head_of(programme),
        queries.blank_notation(programme, "BC"),
        queries.signers_of(programme.id),
        on=clock.today(),
    )
    try:
        return send_paper(paper, name="Mẫu trình bày văn bản", kind=kind)
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(url_for(".index"))
