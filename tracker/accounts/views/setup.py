"""The first start: a page that opens once, for whoever can read the server's console."""

import secrets
from pathlib import Path

from flask import Blueprint, abort, current_app, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.accounts import queries, services
from tracker.accounts.forms.setup import SetupForm
from tracker.accounts.proving import counted, status_of
from tracker.accounts.sessions import begin
from tracker.core import clock, logs
from tracker.core.access import open_to_all
from tracker.core.db import transaction
from tracker.core.errors import N_, RuleBroken

bp = Blueprint("setup", __name__, url_prefix="/setup")


class WrongToken(RuleBroken):
    """Not what the console shows."""

    message = N_("This is not the token. It stands on the console where `tracker serve` was started; copy all of it.")


@bp.get("")
@open_to_all
def show() -> ResponseReturnValue:
    """The form, as long as nobody can sign in."""
    if queries.anybody_can_sign_in():
        abort(404)
    return _show(SetupForm(token=request.args.get("token", "")).offer())


@bp.post("")
@open_to_all
def set_up() -> ResponseReturnValue:
    """Make the office, and sign its administrator in."""
    if queries.anybody_can_sign_in():
        abort(404)
    form = SetupForm().offer()
    if not form.validate_on_submit():
        return _show(form, status=422)
    try:
        _check_token(form.token.data)
        chosen = services.first_password_hash(form.facts, form.password.data)
        with transaction():
            account = services.set_up_office(form.facts, password_hash=chosen, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _show(form, status=status_of(refusal))
    current_app.config["SETUP_TOKEN_FILE"].unlink(missing_ok=True)
    logs.note("office set up", account=account.id)
    answer = begin(account, None)
    flash(gettext("The office is set up, and you are signed in."), "done")
    flash(
        gettext("Next: enter the units, start a programme, add people with their roles, and invite each of them."),
        "done",
    )
    return answer


def _check_token(given: str) -> None:
    kept: Path = current_app.config["SETUP_TOKEN_FILE"]
    right = kept.read_text(encoding="ascii").strip() if kept.exists() else ""
    if not right or not secrets.compare_digest(right.encode(), given.strip().encode()):
        with counted("the setup token"):  # a wrong one only: nobody can hold up whoever has the right one
            raise WrongToken


def _show(form: SetupForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/setup.html", form=form), status
