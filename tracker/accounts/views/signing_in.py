"""Signing in and out; the language."""

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from tracker.accounts import queries, services
from tracker.accounts.forms.signing_in import SignInForm
from tracker.accounts.proving import prove, status_of
from tracker.accounts.sessions import LANGUAGES, begin, own_page
from tracker.accounts.views.code import ask_for_code
from tracker.core import clock, logs
from tracker.core.access import guarded_by, is_signed_in, open_to_all
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.office.models import Person

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    if current_user.is_authenticated:
        return redirect(url_for("home.start"))
    if not queries.anybody_can_sign_in():
        return redirect(url_for("setup.show"))
    return _show(SignInForm(next=request.args.get("next", "")))


@bp.post("/sign-in")
@open_to_all
def enter() -> ResponseReturnValue:
    """Sign in and go on to the page asked for."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _show(form, status=422)
    try:
        account, password_since = prove(form.sign_in_name.data, form.password.data)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _show(form, status=status_of(refusal))
    if account.totp_since is not None:
        return ask_for_code(account, form.next.data, password_since)
    return begin(account, form.next.data, password_since=password_since)


@bp.post("/sign-out")
@guarded_by(is_signed_in)
def sign_out(person: Person) -> ResponseReturnValue:
    """Sign out, and let the browser forget what it has kept."""
    with transaction():
        services.end_session(current_user._get_current_object(), by=person, at=clock.now())
    logs.note("signed out", account=current_user.account_id, session=current_user.id)
    logout_user()
    session.clear()
    answer: Response = make_response(redirect(url_for(".sign_in")))
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@bp.post("/language")
@open_to_all
def choose_language() -> ResponseReturnValue:
    """Remember the language, with the person and in the browser, and go back to the page."""
    language = request.form.get("language", "")
    over_tls = current_app.config["SESSION_COOKIE_SECURE"]
    answer: Response = make_response(redirect(own_page(request.form.get("next")) or url_for("home.start")))
    if language in LANGUAGES:
        if current_user.is_authenticated:
            with transaction():
                services.choose_language(current_user.account, language)
        answer.set_cookie("language", language, max_age=365 * 86400, samesite="Lax", httponly=True, secure=over_tls)
    return answer


def _show(form: SignInForm, *, status: int = 200) -> ResponseReturnValue:
    demo = current_app.config["DEMO_SIGN_INS"]
    return render_template("accounts/sign_in.html", form=form, demo_sign_ins=demo), status
