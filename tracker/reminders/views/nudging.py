"""Reminding units of whatever they owe: what was ticked, or all that stands in one way, on one page, then sent."""

from collections.abc import Collection

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.accounts.entry import at_office
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.formats import moment
from tracker.office.context import chosen_programme
from tracker.office.models import Person, Programme
from tracker.reminders import policy
from tracker.reminders.forms.nudging import NudgeForm
from tracker.reminders.narrowing import list_in_address
from tracker.reminders.queries import OwedItem
from tracker.reminders.queries.nudged import held_until, nudges_of
from tracker.reminders.queries.reached import reached
from tracker.reminders.rules.nudging import doubts_of
from tracker.reminders.services.nudging import Done, nudge
from tracker.reminders.sheets import detail_of
from tracker.reminders.views.links import urls
from tracker.reminders.views.selecting import in_units, selected

bp = Blueprint("nudges", __name__, url_prefix="/due")


@bp.get("/nudge")
@guarded_by(policy.can_nudge_some)
def choose(person: Person) -> ResponseReturnValue:
    """What was chosen, unit by unit: who gets the mail, and who was reminded of what before."""
    programme = chosen_programme(person, may=person.runs)
    return _page(selected(programme), NudgeForm(formdata=None))


@bp.post("/nudge")
@guarded_by(policy.can_nudge_some)
def send(person: Person) -> ResponseReturnValue:
    """Send it: each unit one mail; what was sent twice in this week is asked about."""
    programme, form = chosen_programme(person, may=person.runs), NudgeForm()
    items, ticked = selected(programme), set(request.form.getlist("key"))
    before = nudges_of(items, today=clock.today())
    named = [(f"{item.title}, {item.unit_name}", before.get(item.key)) for item in items if item.key in ticked]
    if not form.validate_on_submit() or not form.sure_of(doubts_of(named)):
        return _page(items, form, status=422)
    try:
        done = _send(programme, ticked, form, person)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _page(items, form, status=422)
    flash(_told(done), "done")
    return redirect(url_for("due.index", **list_in_address()))


def _send(programme: Programme, keys: Collection[str], form: NudgeForm, person: Person) -> Done:
    url = urls()
    with transaction():
        return nudge(
            programme,
            keys,
            words=form.words.data or "",
            link=lambda item: at_office(url(item)),
            by=person,
            at=clock.now(),
        )


def _page(items: Collection[OwedItem], form: NudgeForm, *, status: int = 200) -> ResponseReturnValue:
    today = clock.today()
    return render_template(
        "reminders/nudge/choose.html",
        form=form,
        items=items,
        of_list=list_in_address(),
        in_units=in_units(items),
        ticked=set(request.form.getlist("key")) if request.method == "POST" else None,
        nudges=nudges_of(items, today=today),
        reached=reached({item.unit_id for item in items}, on=today),
        until=held_until(clock.now()),
        url_of=urls(),
        detail_of=detail_of,
    ), status


def _told(done: Done) -> str:
    """How many things, how many mails and when they leave; and what was left out."""
    words = [ngettext("Reminded of %(num)d thing.", "Reminded of %(num)d things.", done.things)]
    if not done.mails:
        words.append(gettext("Nobody of these units gets mail here; they see it when they sign in."))
    elif done.held_until is None:
        words.append(ngettext("%(num)d person gets a mail.", "%(num)d people get a mail.", done.mails))
    else:
        facts = {"num": done.mails, "at": moment(done.held_until)}
        one = "%(num)d person gets a mail, which leaves at %(at)s: now it is a quiet hour or a day off."
        many = "%(num)d people get a mail, which leaves at %(at)s: now it is a quiet hour or a day off."
        words.append(ngettext(one, many, **facts))
    if done.before:
        one = "Left out, since the unit was reminded of it today already: %(num)d thing."
        many = "Left out, since the units were reminded of them today already: %(num)d things."
        words.append(ngettext(one, many, done.before))
    return " ".join(words)
