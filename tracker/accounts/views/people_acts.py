"""What admin does to somebody's account from their page: invite, let set a new password, disable, enable."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.accounts import letters, policy, queries, services
from tracker.accounts.entry import link_to, mail_is_set_up
from tracker.accounts.forms.links import ActForm
from tracker.accounts.models import Account, LinkPurpose
from tracker.accounts.rules.links import VALID_FOR
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import N_, Message, RuleBroken
from tracker.core.problems import said
from tracker.office.models import Person

bp = Blueprint("people_acts", __name__, url_prefix="/people/<int:person_id>")


class GivesLink(Protocol):
    """A service that makes a link for an account."""

    def __call__(self, account: Account, *, by: Person, at: datetime) -> str:
        """Its token."""


@bp.post("/invite")
@guarded_by(policy.can_manage_people, queries.account_of_person, freshly=True)
def invite(person: Person, account: Account) -> ResponseReturnValue:
    """Let somebody choose their first password."""
    return _give_link(services.invite, LinkPurpose.INVITATION, account, person)


@bp.post("/reset")
@guarded_by(policy.can_manage_people, queries.account_of_person, freshly=True)
def reset(person: Person, account: Account) -> ResponseReturnValue:
    """Let somebody choose a new password."""
    return _give_link(services.send_reset, LinkPurpose.RESET, account, person)


@bp.post("/disable")
@guarded_by(policy.can_manage_people, queries.account_of_person, freshly=True)
def disable(person: Person, account: Account) -> ResponseReturnValue:
    """Let nobody in by that account."""
    words = N_("The account of %(person)s is disabled: they are signed out everywhere. What they did is kept.")
    return _do(services.disable_account, account, person, words)


@bp.post("/enable")
@guarded_by(policy.can_manage_people, queries.account_of_person, freshly=True)
def enable(person: Person, account: Account) -> ResponseReturnValue:
    """Let somebody in again."""
    return _do(services.enable_account, account, person, N_("%(person)s can sign in again."))


def _do(act: Callable[..., None], account: Account, by: Person, words: Message) -> ResponseReturnValue:
    if not ActForm().validate_on_submit():
        abort(400)
    try:
        with transaction():
            act(account, by=by, at=clock.now())
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
    else:
        flash(gettext(words, person=account.person.full_name), "done")
    return redirect(url_for("people.show", person_id=account.person_id), 303)


def _give_link(make: GivesLink, purpose: LinkPurpose, account: Account, by: Person) -> ResponseReturnValue:
    """By mail; where that cannot be, on a page that shows the link this once."""
    if not ActForm().validate_on_submit():
        abort(400)
    by_mail, now = mail_is_set_up() and bool(account.person.email), clock.now()
    try:
        with transaction():
            link = link_to(make(account, by=by, at=now))
            if by_mail:
                letters.send_link(account, purpose, link=link, at=now)
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(url_for("people.show", person_id=account.person_id), 303)
    until = now + VALID_FOR[purpose]
    if not by_mail:
        return render_template("accounts/entry_link.html", whose=account, link=link, until=until, purpose=purpose.value)
    words = gettext("The link was sent to %(address)s. It opens once.", address=account.person.email)
    flash(words, "done")
    return redirect(url_for("people.show", person_id=account.person_id), 303)
