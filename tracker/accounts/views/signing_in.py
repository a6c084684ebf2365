"""Signing in and out; the language."""

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from tracker.accounts import services
from tracker.accounts.forms import SignInForm
from tracker.accounts.sessions import LANGUAGES, own_page
from tracker.core import clock
from tracker.core.access import guarded_by, is_signed_in, open_to_all
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.office.models import Person

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in")
@open_to_all
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    if current_user.is_authenticated:
        return redirect(url_for("home.start"))
    return _show(SignInForm(next=request.args.get("next", "")))


@bp.post("/sign-in")
@open_to_all
def enter() -> ResponseReturnValue:
    """Sign in and go on to the page asked for."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _show(form, status=422)
    try:
        account = services.check_password(form.sign_in_name.data, form.password.data, on=clock.today())
    except RuleBroken as refusal:
        form.form_errors.append(said(refusal))
        return _show(form, status=422)
    with transaction():
        opened = services.open_session(
            account, address=request.remote_addr or "", browser=request.user_agent.string, at=clock.now()
        )
    session.clear()  # what was planted in this browser before, its form token too, ends here
    login_user(opened)
    return redirect(own_page(form.next.data) or url_for("home.start"))


@bp.post("/sign-out")
@guarded_by(is_signed_in)
def sign_out(person: Person) -> ResponseReturnValue:
    """Sign out."""
    with transaction():
        services.end_session(current_user._get_current_object(), by=person, at=clock.now())
    logout_user()
    session.clear()
    return redirect(url_for(".sign_in"))


@bp.post("/language")
@open_to_all
def choose_language() -> ResponseReturnValue:
    """Remember the language, with the person and in the browser, and go back to the page."""
    language = request.form.get("language", "")
    answer: Response = make_response(redirect(own_page(request.form.get("next")) or url_for("home.start")))
    if language in LANGUAGES:
        if current_user.is_authenticated:
            with transaction():
                services.choose_language(current_user.account, language)
        answer.set_cookie("language", language, max_age=365 * 86400, samesite="Lax", httponly=True)
    return answer


def _show(form: SignInForm, *, status: int = 200) -> ResponseReturnValue:
    demo = current_app.config["DEMO_SIGN_INS"]
    return render_template("accounts/sign_in.html", form=form, demo_sign_ins=demo), status
