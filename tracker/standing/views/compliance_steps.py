"""The steps of a compliance list: brought up to date, sent to the units, locked, corrected."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.documents.queries import highest_number, register_for, signers_of
from tracker.office.models import Person
from tracker.reports.rules.freezing import hash_of
from tracker.standing import policy
from tracker.standing.compliance_letters import tell_of_lock, tell_of_sending
from tracker.standing.compliance_paper import TYPE_CODE
from tracker.standing.forms.compliance import CorrectForm, LockForm, SendForm
from tracker.standing.models import ComplianceList, Decision, ListState
from tracker.standing.queries.compliance import get_list
from tracker.standing.rules.compliance import REPLY_DAYS
from tracker.standing.rules.entries import content_of
from tracker.standing.services.deciding import lock_list, send_list
from tracker.standing.services.drafting import correct_list, refresh_list
from tracker.standing.views.compliance_pages import show_list

bp = Blueprint("compliance_steps", __name__, url_prefix="/compliance-lists")


@bp.post("/<int:list_id>/refresh")
@guarded_by(policy.can_run_list, get_list, sees=policy.can_view_list)
def refresh(person: Person, compliance_list: ComplianceList) -> ResponseReturnValue:
    """Bring a draft to what the facts say today."""
    return act(
        lambda: refresh_list(compliance_list, by=person, at=clock.now()),
        words=gettext("The draft says what the facts say today. What you took off or added stays so."),
        onward=url_for("compliance_lists.show", list_id=compliance_list.id),
        again=lambda status: show_list(person, compliance_list, status=status),
    )


@bp.get("/<int:list_id>/send")
@guarded_by(policy.can_run_list, get_list, sees=policy.can_view_list)
def ask_send(_person: Person, compliance_list: ComplianceList) -> ResponseReturnValue:
    """Until when the units may reply."""
    if compliance_list.state is not ListState.DRAFT:
        return redirect(url_for("compliance_lists.show", list_id=compliance_list.id))
    day = work_calendar().after(clock.today(), REPLY_DAYS)
    return _send_page(compliance_list, SendForm(formdata=None, reply_by=day))


@bp.post("/<int:list_id>/send")
@guarded_by(policy.can_run_list, get_list, sees=policy.can_view_list)
def send(person: Person, compliance_list: ComplianceList) -> ResponseReturnValue:
    """Let the units see their entries, and tell their heads."""
    form, at, page = SendForm(), clock.now(), url_for("compliance_lists.show", list_id=compliance_list.id)
    if not form.validate_on_submit() or form.reply_by.data is None:
        return _send_page(compliance_list, form, status=422)
    link = url_for("compliance_lists.show", list_id=compliance_list.id, _external=True)
    try:
        with transaction():
            send_list(compliance_list, reply_by=form.reply_by.data, by=person, at=at)
            told = tell_of_sending(compliance_list, link=link, by=person, at=at)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _send_page(compliance_list, form, status=422)
    flash(gettext("Sent. Each unit named sees its entries now and may reply."), "done")
    if told:
        flash(ngettext("Mail goes to %(num)s person.", "Mail goes to %(num)s people.", told), "done")
    return redirect(page)


@bp.get("/<int:list_id>/lock")
@guarded_by(policy.can_lock_list, get_list, sees=policy.can_view_list)
def ask_lock(_person: Person, compliance_list: ComplianceList) -> ResponseReturnValue:
    """The last look: what stays, what was taken off, the number that it gets."""
    if compliance_list.state is not ListState.SENT:
        return redirect(url_for("compliance_lists.show", list_id=compliance_list.id))
    return _lock_page(compliance_list, _lock_form(compliance_list, LockForm(formdata=None)))


@bp.post("/<int:list_id>/lock")
@guarded_by(policy.can_lock_list, get_list, sees=policy.can_view_list)
def lock(person: Person, compliance_list: ComplianceList) -> ResponseReturnValue:
    """Close it under its number, and tell the units."""
    form, at = _lock_form(compliance_list, LockForm()), clock.now()
    if not form.validate_on_submit():
        return _lock_page(compliance_list, form, status=422)
    link = url_for("compliance_lists.show", list_id=compliance_list.id, _external=True)
    try:
        with transaction():
            facts: dict[str, Any] = {"stamp": form.stamp.data or "", "signer": form.signer.chosen}
            lock_list(compliance_list, **facts, by=person, at=at)
            told = tell_of_lock(compliance_list, link=link, at=at)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _lock_page(compliance_list, form, status=409 if isinstance(refusal, ChangedMeanwhile) else 422)
    flash(gettext("Locked. The members see the list from now on."), "done")
    if told:
        flash(ngettext("Mail goes to %(num)s person.", "Mail goes to %(num)s people.", told), "done")
    return redirect(url_for("compliance_lists.show", list_id=compliance_list.id))


@bp.get("/<int:list_id>/correct")
@guarded_by(policy.can_run_list, get_list, sees=policy.can_view_list)
def ask_correct(_person: Person, compliance_list: ComplianceList) -> ResponseReturnValue:
    """Why."""
    return _correct_page(compliance_list, CorrectForm())


@bp.post("/<int:list_id>/correct")
@guarded_by(policy.can_run_list, get_list, sees=policy.can_view_list)
def correct(person: Person, compliance_list: ComplianceList) -> ResponseReturnValue:
    """Begin the next edition."""
    form = CorrectForm()
    if not form.validate_on_submit():
        return _correct_page(compliance_list, form, status=422)
    try:
        with transaction():
            made = correct_list(compliance_list, words=form.words.data or "", by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _correct_page(compliance_list, form, status=422)
    flash(gettext("The corrected list is begun. The locked one stays as it is, and is cited."), "done")
    return redirect(url_for("compliance_lists.show", list_id=made.id))


def _send_page(compliance_list: ComplianceList, form: SendForm, *, status: int = 200) -> ResponseReturnValue:
    left = [one for one in compliance_list.entries if one.decision is not Decision.TAKEN_OFF]
    facts = {"compliance_list": compliance_list, "form": form, "entries": left}
    facts["units"] = list(dict.fromkeys(one.unit_name for one in left))
    return render_template("standing/compliance/send.html", **facts), status


def _lock_form(compliance_list: ComplianceList, form: LockForm) -> LockForm:
    form.signer.offer(signers_of(compliance_list.programme_id))
    return form


def _lock_page(compliance_list: ComplianceList, form: LockForm, *, status: int = 200) -> ResponseReturnValue:
    form.stamp.data = hash_of(content_of(compliance_list))
    form.stamp.raw_data = [form.stamp.data]
    register = register_for(compliance_list.programme_id, TYPE_CODE)
    page = render_template(
        "standing/compliance/lock.html",
        compliance_list=compliance_list,
        form=form,
        register=register,
        next_number=highest_number(register) + 1 if register is not None else None,
        tally=[(one, sum(entry.decision is one for entry in compliance_list.entries)) for one in Decision],
    )
    return page, status


def _correct_page(compliance_list: ComplianceList, form: CorrectForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("standing/compliance/correct.html", compliance_list=compliance_list, form=form), status
