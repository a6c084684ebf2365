"""Saying how a programme's committee writes."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.documents import policy, queries, services
from tracker.documents.forms import LetterheadForm
from tracker.office.models import Person, Programme
from tracker.office.queries import get_programme

bp = Blueprint("letterheads", __name__, url_prefix="/papers/<int:programme_id>/letterhead")


@bp.get("")
@guarded_by(policy.can_set_papers, get_programme, sees=policy.can_view_papers)
def edit(_person: Person, programme: Programme) -> ResponseReturnValue:
    """What is said of it, to mend."""
    return _form(LetterheadForm.of(queries.letterhead_of(programme.id)), programme)


@bp.post("")
@guarded_by(policy.can_set_papers, get_programme, sees=policy.can_view_papers)
def mend(person: Person, programme: Programme) -> ResponseReturnValue:
    """Save it."""
    form = LetterheadForm()
    if not form.validate_on_submit():
        return _form(form, programme, status=422)
    return save(
        form,
        lambda: services.set_letterhead(programme, form.facts, seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved. New papers look like this from now on."),
        onward=url_for("papers.index"),
        again=lambda status: _form(form, programme, status=status),
        compare=lambda: _compare(form, programme),
    )


def _compare(form: LetterheadForm, programme: Programme) -> None:
    saved = queries.letterhead_of(programme.id)
    if saved is not None:
        form.compare(saved, LetterheadForm.of(saved), last_change_of(saved))


def _form(form: LetterheadForm, programme: Programme, *, status: int = 200) -> ResponseReturnValue:
    return render_template("documents/papers/letterhead.html", form=form, of=programme), status
