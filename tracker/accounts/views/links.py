"""Setting a password by a link that was sent, and asking for one. Both are for strangers."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.accounts import letters, queries, services
from tracker.accounts.entry import link_to, mail_is_set_up
from tracker.accounts.forms.links import FirstPasswordForm, ForgottenForm
from tracker.accounts.models import EntryLink
from tracker.accounts.rules.links import LinkOpensNothing
from tracker.accounts.rules.tries import TooManyTries
from tracker.core import clock, logs
from tracker.core.access import open_to_all
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.problems import said

bp = Blueprint("links", __name__)
SECONDS = 0.25  # that every question takes, so that the time does not tell whether there is such an account


@bp.get("/enter/<string(maxlength=100):token>")
@open_to_all
def show(token: str) -> ResponseReturnValue:
    """The page of a link. Opening it uses nothing up: mail scanners open links too."""
    link = queries.link_of(services.token_hash(token), now=clock.now(), today=clock.today())
    return _entry(link, FirstPasswordForm(), token)


@bp.post("/enter/<string(maxlength=100):token>")
@open_to_all
def set_password(token: str) -> ResponseReturnValue:
    """Set the password. Signing in comes after it, second factor and all."""
    form = FirstPasswordForm()
    link = queries.link_of(services.token_hash(token), now=clock.now(), today=clock.today())
    if link is None or not form.validate_on_submit():
        return _entry(link, form, token, status=422)
    try:
        password_hash = services.new_password_hash(link.account, form.new.data)
    except RuleBroken as refusal:
        form.new.errors = [said(refusal)]
        return _entry(link, form, token, status=422)
    try:
        with transaction():
            account = services.take_up_link(token, password_hash, at=clock.now())
    except LinkOpensNothing:
        return _entry(None, form, token)
    logs.note("password set by a link", account=account.id)
    flash(gettext("Your password is set. Sign in with it as %(name)s.", name=account.sign_in_name), "done")
    return redirect(url_for("accounts.sign_in"))


@bp.get("/forgotten")
@open_to_all
def forgotten() -> ResponseReturnValue:
    """Ask for a link."""
    return _forgotten(ForgottenForm())


@bp.post("/forgotten")
@open_to_all
def ask() -> ResponseReturnValue:
    """Send a link where there is somebody to send it to. The answer and its time are the same for all."""
    form = ForgottenForm()
    if not mail_is_set_up() or not form.validate_on_submit():
        return _forgotten(form, status=422)
    try:
        with _as_long_as_ever(), transaction():
            _send_link(form.who.data)
    except TooManyTries as refusal:
        form.refuse(refusal)
        return _forgotten(form, status=429)
    words = gettext(
        "If this is the name or address of an account, a mail with a link is on its way to the address that the "
        "office knows. The link opens once, within the hour."
    )
    flash(words, "done")
    return redirect(url_for("accounts.sign_in"))


def _send_link(given: str) -> None:
    here, now = (request.remote_addr or "")[:45], clock.now()
    counted_as = f"forgotten {given}"  # not as a try to sign in
    services.check_tries(counted_as, address=here, at=now)
    services.count_try(counted_as, address=here, at=now)
    account = queries.account_by_name_or_address(given, today=clock.today())
    made = services.ask_for_link(account, at=now) if account is not None else None
    if account is not None and made is not None:
        purpose, token = made
        letters.send_link(account, purpose, link=link_to(token), at=now)


@contextmanager
def _as_long_as_ever() -> Iterator[None]:
    ends = time.perf_counter() + SECONDS
    try:
        yield
    finally:
        time.sleep(max(0.0, ends - time.perf_counter()))


def _entry(link: EntryLink | None, form: FirstPasswordForm, token: str, *, status: int = 200) -> ResponseReturnValue:
    if link is None:
        return render_template("accounts/entry_closed.html", can_ask=mail_is_set_up()), 410
    return render_template("accounts/entry.html", form=form, link=link, token=token), status


def _forgotten(form: ForgottenForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/forgotten.html", form=form, can_ask=mail_is_set_up()), status
