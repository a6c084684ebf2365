"""The password once more, before what is delicate."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from tracker.accounts import oidc, services
from tracker.accounts.forms.signing_in import ConfirmForm
from tracker.accounts.models import SignInSession
from tracker.accounts.proving import counted, status_of
from tracker.accounts.sessions import own_page
from tracker.core import clock
from tracker.core.access import guarded_by, is_signed_in
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.office.models import Person

bp = Blueprint("confirm", __name__, url_prefix="/confirm")


@bp.get("")
@guarded_by(is_signed_in)
def show(person: Person) -> ResponseReturnValue:
    """Ask for the password, and for the second factor's code where that is on."""
    return _show(_form(next=request.args.get("next", "")))


@bp.post("")
@guarded_by(is_signed_in)
def confirm(person: Person) -> ResponseReturnValue:
    """Take them, and go on to the page that asked."""
    form = _form()
    if not form.validate_on_submit():
        return _show(form, status=422)
    try:
        _check(current_user._get_current_object(), form)
    except services.WrongNameOrPassword:
        form.password.errors = [gettext("This is not your password. Nothing was changed; type it once more.")]
        return _show(form, status=422)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _show(form, status=status_of(refusal))
    return redirect(own_page(form.next.data) or url_for("home.start"))


def _check(session: SignInSession, form: ConfirmForm) -> None:
    name, now = session.account.sign_in_name, clock.now()
    with counted(name):
        services.check_password(name, form.password.data, on=clock.today())
        with transaction():
            if form.code is not None:
                services.check_code(session.account, form.code.data, at=now)
            services.confirm_session(session, at=now)


def _form(**values: str) -> ConfirmForm:
    form = ConfirmForm(**values)
    if current_user.account.totp_since is None:
        del form.code
    return form


def _show(form: ConfirmForm, *, status: int = 200) -> ResponseReturnValue:
    by_password = bool(current_user.account.password_hash)
    return render_template(
        "accounts/confirm.html", form=form, by_password=by_password, by_oidc=oidc.is_configured()
    ), status
