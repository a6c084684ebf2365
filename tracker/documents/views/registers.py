"""Registers of numbers: one with its numbers, opening, mending and ending one."""

from collections.abc import Callable

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of, story_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.context import wants_sheet
from tracker.core.incoming import record_number
from tracker.documents import policy, queries, services
from tracker.documents.forms import NumberForm, RegisterForm
from tracker.documents.models import NumberRegister
from tracker.documents.papers.wording import types
from tracker.documents.sheets import download_numbers
from tracker.office.models import Person, Programme
from tracker.office.queries import get_programme

bp = Blueprint("number_registers", __name__)


@bp.get("/number-registers/<int:register_id>")
@guarded_by(policy.can_view_register, queries.get_register)
def show(person: Person, register: NumberRegister) -> ResponseReturnValue:
    """The numbers that were taken, by term."""
    return _page(person, register)


@bp.get("/papers/<int:programme_id>/number-registers/new")
@guarded_by(policy.can_set_papers, get_programme, sees=policy.can_view_papers)
def new(_person: Person, programme: Programme) -> ResponseReturnValue:
    """The empty form."""
    return _form(RegisterForm(), programme)


@bp.post("/papers/<int:programme_id>/number-registers/new")
@guarded_by(policy.can_set_papers, get_programme, sees=policy.can_view_papers)
def add(person: Person, programme: Programme) -> ResponseReturnValue:
    """Open it."""
    form = RegisterForm()
    if not form.validate_on_submit():
        return _form(form, programme, status=422)
    return save(
        form,
        lambda: services.add_register(programme, form.facts, by=person, at=clock.now()),
        words=gettext("Saved."),
        onward=url_for("papers.index", _anchor="registers"),
        again=lambda status: _form(form, programme, status=status),
    )


@bp.get("/number-registers/<int:register_id>/edit")
@guarded_by(policy.can_set_register, queries.get_register, sees=policy.can_view_register)
def edit(_person: Person, register: NumberRegister) -> ResponseReturnValue:
    """What is known of it, to mend."""
    return _form(RegisterForm.of(register), get_programme(register.programme_id), register)


@bp.post("/number-registers/<int:register_id>/edit")
@guarded_by(policy.can_set_register, queries.get_register, sees=policy.can_view_register)
def mend(person: Person, register: NumberRegister) -> ResponseReturnValue:
    """Save it."""
    form, programme = RegisterForm(), get_programme(register.programme_id)
    if not form.validate_on_submit():
        return _form(form, programme, register, status=422)
    return save(
        form,
        lambda: services.edit_register(register, form.facts, seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved."),
        onward=url_for(".show", register_id=register.id),
        again=lambda status: _form(form, programme, register, status=status),
        compare=lambda: form.compare(register, RegisterForm.of(register), last_change_of(register)),
    )


@bp.post("/number-registers/<int:register_id>/end")
@guarded_by(policy.can_set_register, queries.get_register, sees=policy.can_view_register)
def end(person: Person, register: NumberRegister) -> ResponseReturnValue:
    """Give no more numbers from it."""
    words = gettext("Ended. No more numbers are given from this register; those given stay.")
    return _act(person, register, lambda: services.end_register(register, by=person, at=clock.now()), words)


@bp.post("/number-registers/<int:register_id>/resume")
@guarded_by(policy.can_set_register, queries.get_register, sees=policy.can_view_register)
def resume(person: Person, register: NumberRegister) -> ResponseReturnValue:
    """Give numbers from it again."""
    words = gettext("Taken up again.")
    return _act(person, register, lambda: services.resume_register(register, by=person, at=clock.now()), words)


@bp.post("/number-registers/<int:register_id>/begin-term")
@guarded_by(policy.can_set_register, queries.get_register, sees=policy.can_view_register)
def begin_term(person: Person, register: NumberRegister) -> ResponseReturnValue:
    """Begin again with 01."""
    words = gettext("A new term has begun: the next number is 01.")
    return _act(person, register, lambda: services.begin_term(register, by=person, at=clock.now()), words)


@bp.post("/number-registers/<int:register_id>/numbers")
@guarded_by(policy.can_set_register, queries.get_register, sees=policy.can_view_register)
def enter(person: Person, register: NumberRegister) -> ResponseReturnValue:
    """Note a number that a paper got elsewhere."""
    form = NumberForm().offer(register)
    if not form.validate_on_submit():
        return _page(person, register, form, status=422)
    number, type_code, subject = int(form.number.data), form.type_code.data, form.subject.data or ""
    return save(
        form,
        lambda: services.enter_number(register, number, type_code, subject=subject, by=person, at=clock.now()),
        words=gettext("Entered. The next number follows the highest one."),
        onward=url_for(".show", register_id=register.id),
        again=lambda status: _page(person, register, form, status=status),
    )


def _act(person: Person, register: NumberRegister, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    onward = url_for(".show", register_id=register.id)
    return act(verb, words=words, onward=onward, again=lambda status: _page(person, register, status=status))


def _page(
    person: Person, register: NumberRegister, form: NumberForm | None = None, *, status: int = 200
) -> ResponseReturnValue:
    term, words = request.args.get("term", type=record_number) or register.term, request.args.get("q", "")
    rows = queries.numbers_of(register, term=term, words=words)
    if wants_sheet():
        return download_numbers(register, rows)
    page = render_template(
        "documents/papers/register.html",
        register=register,
        rows=rows,
        chosen={"term": term, "q": words},
        terms=[(known, known) for known in queries.terms_of(register)],
        types=types(),
        form=form or NumberForm().offer(register),
        events=story_of(register),
        may_set=policy.can_set_register(person, register),
    )
    return page, status


def _form(
    form: RegisterForm, programme: Programme | None, register: NumberRegister | None = None, *, status: int = 200
) -> ResponseReturnValue:
    page = render_template("documents/papers/register_form.html", form=form, of=programme, register=register)
    return page, status
