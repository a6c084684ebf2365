"""The official letter that reminds units of a selection: written, looked at again, numbered, as Word and PDF."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act
from tracker.core.context import wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.core.paging import ROWS
from tracker.core.problems import said
from tracker.documents.papers import can_write_pdf
from tracker.documents.queries import letterhead_of, register_for, signers_of
from tracker.documents.sending import send_paper
from tracker.office.context import chosen_programme
from tracker.office.models import Person, Programme
from tracker.office.queries import members_of
from tracker.reminders import policy
from tracker.reminders.chasing_paper import how_far, paper_of, subject_of
from tracker.reminders.chasing_sheet import download_letters
from tracker.reminders.forms.nudging import ChasingForm
from tracker.reminders.models import ChasingLetter
from tracker.reminders.queries import OwedItem
from tracker.reminders.queries.chasing import get_letter, letters_of
from tracker.reminders.queries.nudged import nudges_of
from tracker.reminders.rules.chasing import TYPE_CODE
from tracker.reminders.services.chasing import number_letter, write_letter
from tracker.reminders.sheets import detail_of
from tracker.reminders.views.links import urls
from tracker.reminders.views.selecting import in_units, selected

bp = Blueprint("chasing", __name__)


@bp.get("/due/letter")
@guarded_by(policy.can_nudge_some)
def choose(person: Person) -> ResponseReturnValue:
    """What was chosen, unit by unit, and what the letter says besides."""
    programme = chosen_programme(person, may=person.runs)
    signers = signers_of(programme.id)
    form = ChasingForm(formdata=None, signer=str(signers[0].id) if signers else "").offer(signers)
    return _choice(programme, selected(programme), form)


@bp.post("/due/letter")
@guarded_by(policy.can_nudge_some)
def write(person: Person) -> ResponseReturnValue:
    """Write it; it stands on a page of its own from then on."""
    programme = chosen_programme(person, may=person.runs)
    form, items, keys = ChasingForm(), selected(programme), set(request.form.getlist("key"))
    form.offer(signers_of(programme.id))
    if not form.validate_on_submit():
        return _choice(programme, items, form, status=422)
    try:
        number = _write(programme, keys, form, person)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _choice(programme, items, form, status=422)
    flash(gettext("The letter is written. Have it signed, and send it to the units."), "done")
    return redirect(url_for(".show", letter_id=number))


@bp.get("/chasing-letters/")
@guarded_by(policy.can_list_letters)
def index(person: Person) -> ResponseReturnValue:
    """The programme's letters, the newest first."""
    programme = chosen_programme(person, may=person.observes)
    unit_id, limit = request.args.get("unit", type=record_number), None if wants_sheet() else ROWS
    page = letters_of(programme.id, unit_id=unit_id, after=request.args.get("after", ""), limit=limit)
    if wants_sheet():
        return download_letters(page.rows)
    units = [(str(unit.id), unit.name) for unit in members_of(programme.id, on=clock.today())]
    facts: dict[str, Any] = {"shown": page, "units": units, "chosen_unit": str(unit_id or "")}
    return page_or_fragment("reminders/chasing/index.html", "reminders/chasing/_letters.html", **facts)


@bp.get("/chasing-letters/<int:letter_id>")
@guarded_by(policy.can_view_letter, get_letter)
def show(person: Person, letter: ChasingLetter) -> ResponseReturnValue:
    """What it says, and to whom."""
    return _show(person, letter)


@bp.get("/chasing-letters/<int:letter_id>/paper")
@guarded_by(policy.can_view_letter, get_letter)
def paper(person: Person, letter: ChasingLetter) -> ResponseReturnValue:
    """The letter as a Word file or (`?format=pdf`) a PDF."""
    with force_locale("vi"):
        made = paper_of(letter)
        name = gettext("Letter of reminder %(day)s", day=f"{clock.local(letter.at):%d-%m-%Y}")
    try:
        return send_paper(made, name=name, kind="pdf" if request.args.get("format") == "pdf" else "word")
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return _show(person, letter)


@bp.post("/chasing-letters/<int:letter_id>/number")
@guarded_by(policy.can_number_letter, get_letter, sees=policy.can_view_letter)
def number(person: Person, letter: ChasingLetter) -> ResponseReturnValue:
    """Take its number from the register; the paper carries it and the day from now on."""
    with force_locale("vi"):
        subject = subject_of()
    return act(
        lambda: number_letter(letter, subject=subject, by=person, at=clock.now()),
        words=gettext("The number is taken. The Word file carries it, and the day."),
        onward=url_for(".show", letter_id=letter.id),
        again=lambda status: _show(person, letter, status=status),
    )


def _write(programme: Programme, keys: Collection[str], form: ChasingForm, person: Person) -> int:
    with force_locale("vi"):
        subject = subject_of()
    with transaction():
        letter = write_letter(programme, keys, form.facts(), by=person, at=clock.now())
        if form.numbered.data:
            number_letter(letter, subject=subject, by=person, at=clock.now())
        return letter.id


def _choice(
    programme: Programme, items: Collection[OwedItem], form: ChasingForm, *, status: int = 200
) -> ResponseReturnValue:
    return render_template(
        "reminders/chasing/choose.html",
        form=form,
        items=items,
        in_units=in_units(items),
        ticked=set(request.form.getlist("key")) if request.method == "POST" else None,
        nudges=nudges_of(items, today=clock.today()),
        may_number=letterhead_of(programme.id) is not None and register_for(programme.id, TYPE_CODE) is not None,
        url_of=urls(),
        detail_of=detail_of,
    ), status


def _show(person: Person, letter: ChasingLetter, *, status: int = 200) -> ResponseReturnValue:
    return render_template(
        "reminders/chasing/show.html",
        letter=letter,
        events=story_of(letter),
        may_number=letter.number is None and policy.can_number_letter(person, letter),
        may_pdf=can_write_pdf(),
        url_of=urls(),
        detail_of=detail_of,
        how_far=how_far,
    ), status
