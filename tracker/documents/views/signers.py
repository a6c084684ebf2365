"""Who signs a programme's papers: adding, mending, ending one."""

from collections.abc import Callable

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.documents import policy, queries, services
from tracker.documents.forms import SignerForm
from tracker.documents.models import Signer
from tracker.office.models import Person, Programme
from tracker.office.queries import get_programme

bp = Blueprint("signers", __name__)


@bp.get("/papers/<int:programme_id>/signers/new")
@guarded_by(policy.can_set_papers, get_programme, sees=policy.can_view_papers)
def new(_person: Person, programme: Programme) -> ResponseReturnValue:
    """The empty form."""
    return _form(SignerForm(), programme)


@bp.post("/papers/<int:programme_id>/signers/new")
@guarded_by(policy.can_set_papers, get_programme, sees=policy.can_view_papers)
def add(person: Person, programme: Programme) -> ResponseReturnValue:
    """Enter them."""
    form = SignerForm()
    if not form.validate_on_submit():
        return _form(form, programme, status=422)
    return save(
        form,
        lambda: services.add_signer(programme, form.facts, by=person, at=clock.now()),
        words=gettext("Saved."),
        onward=url_for("papers.index", _anchor="signers"),
        again=lambda status: _form(form, programme, status=status),
    )


@bp.get("/signers/<int:signer_id>/edit")
@guarded_by(policy.can_set_signer, queries.get_signer, sees=policy.can_view_signer)
def edit(_person: Person, signer: Signer) -> ResponseReturnValue:
    """What is known of them, to mend."""
    return _page(SignerForm.of(signer), signer)


@bp.post("/signers/<int:signer_id>/edit")
@guarded_by(policy.can_set_signer, queries.get_signer, sees=policy.can_view_signer)
def mend(person: Person, signer: Signer) -> ResponseReturnValue:
    """Save it."""
    form = SignerForm()
    if not form.validate_on_submit():
        return _page(form, signer, status=422)
    return save(
        form,
        lambda: services.edit_signer(signer, form.facts, seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved."),
        onward=url_for("papers.index", _anchor="signers"),
        again=lambda status: _page(form, signer, status=status),
        compare=lambda: form.compare(signer, SignerForm.of(signer), last_change_of(signer)),
    )


@bp.post("/signers/<int:signer_id>/end")
@guarded_by(policy.can_set_signer, queries.get_signer, sees=policy.can_view_signer)
def end(person: Person, signer: Signer) -> ResponseReturnValue:
    """Offer them no longer."""
    words = gettext("Ended. New papers no longer offer this signer; signed ones stay as they are.")
    return _act(signer, lambda: services.end_signer(signer, by=person, at=clock.now()), words)


@bp.post("/signers/<int:signer_id>/resume")
@guarded_by(policy.can_set_signer, queries.get_signer, sees=policy.can_view_signer)
def resume(person: Person, signer: Signer) -> ResponseReturnValue:
    """Offer them again."""
    words = gettext("Taken up again.")
    return _act(signer, lambda: services.resume_signer(signer, by=person, at=clock.now()), words)


def _act(signer: Signer, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    onward = url_for("papers.index", _anchor="signers")
    return act(
        verb, words=words, onward=onward, again=lambda status: _page(SignerForm.of(signer), signer, status=status)
    )


def _page(form: SignerForm, signer: Signer, *, status: int = 200) -> ResponseReturnValue:
    return _form(form, get_programme(signer.programme_id), signer, status=status)


def _form(
    form: SignerForm, programme: Programme | None, signer: Signer | None = None, *, status: int = 200
) -> ResponseReturnValue:
    return render_template("documents/papers/signer.html", form=form, of=programme, signer=signer), status
