"""The second step of signing in: the code of the second factor.

After the right password the browser keeps, in its signed session and for five minutes, who is half in; nothing else is
open to it. The password's date goes along, so that a new password ends it.
"""

from datetime import datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.accounts import queries, services
from tracker.accounts.forms.second_factor import CodeForm
from tracker.accounts.models import Account
from tracker.accounts.proving import counted, status_of
from tracker.accounts.sessions import begin
from tracker.core import clock
from tracker.core.access import open_to_all
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.problems import said

bp = Blueprint("code", __name__, url_prefix="/sign-in/code")
HALF_IN, LASTS = "half_in", timedelta(minutes=5)


def ask_for_code(account: Account, next_page: str | None, password_since: datetime | None) -> ResponseReturnValue:
    """The password was right: on to the code. Whoever is signed in here stays so until that was right too."""
    session[HALF_IN] = {
        "account": account.id,
        "password_since": _written(password_since),
        "at": clock.now().isoformat(),
        "next": (next_page or "")[:500],
    }
    return redirect(url_for("code.show"))


@bp.get("")
@open_to_all
def show() -> ResponseReturnValue:
    """Ask for the code."""
    return _show(CodeForm()) if _who_is_half_in() is not None else _begin_again()


@bp.post("")
@open_to_all
def enter() -> ResponseReturnValue:
    """Take it, and let the person in."""
    form, account = CodeForm(), _who_is_half_in()
    if account is None:
        return _begin_again()
    if not form.validate_on_submit():
        return _show(form, status=422)
    try:
        with counted(account.sign_in_name), transaction():
            services.check_code(account, form.code.data, at=clock.now())
    except RuleBroken as refusal:
        form.code.errors = [said(refusal)]
        return _show(form, status=status_of(refusal))
    since = session[HALF_IN]["password_since"]
    password_since = datetime.fromisoformat(since) if since else None
    return begin(account, session[HALF_IN]["next"], password_since=password_since)


def _who_is_half_in() -> Account | None:
    kept = session.get(HALF_IN)
    if kept is None or clock.now() - datetime.fromisoformat(kept["at"]) > LASTS:
        return None
    account = queries.load_account(kept["account"], clock.today())
    if account is None or account.totp_since is None or _written(account.password_since) != kept["password_since"]:
        return None
    return account


def _written(moment: datetime | None) -> str:
    return moment.isoformat() if moment is not None else ""


def _begin_again() -> ResponseReturnValue:
    kept = session.pop(HALF_IN, None)
    if kept is None:
        return redirect(url_for("accounts.sign_in"))
    flash(gettext("More than five minutes went by, or your account was changed. Sign in once more."), "warning")
    return redirect(url_for("accounts.sign_in", next=kept["next"] or None))


def _show(form: CodeForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/code.html", form=form), status
