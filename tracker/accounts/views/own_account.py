"""My account: who I am here, how I am reached, my password, where I am signed in."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from tracker.accounts import policy, queries, services
from tracker.accounts.forms.own_account import ContactForm, MailForm, PasswordForm, SignOutForm
from tracker.accounts.models import Account, MailKind, SignInSession
from tracker.accounts.proving import prove
from tracker.accounts.rules.browsers import browser_of
from tracker.accounts.rules.tries import TooManyTries
from tracker.accounts.sessions import lengths
from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by, is_signed_in
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.problems import said
from tracker.office import queries as office
from tracker.office.models import Person

bp = Blueprint("me", __name__, url_prefix="/me")


@bp.get("")
@guarded_by(is_signed_in)
def show(person: Person) -> ResponseReturnValue:
    """All of it."""
    return _show(MailForm(formdata=None, wanted=_wanted()).offer())


@bp.post("/mail")
@guarded_by(is_signed_in)
def choose_mail(person: Person) -> ResponseReturnValue:
    """Which mail I want."""
    form = MailForm().offer()
    if not form.validate_on_submit():
        return _show(form, status=422)
    with transaction():
        services.choose_mail(current_user.account, form.wanted.data or ())
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show"))


@bp.get("/contact")
@guarded_by(is_signed_in, freshly=True)
def contact(person: Person) -> ResponseReturnValue:
    """The form for e-mail and phone."""
    return _show_contact(_contact_form(person))


@bp.post("/contact")
@guarded_by(is_signed_in, freshly=True)
def change_contact(person: Person) -> ResponseReturnValue:
    """Change them."""
    form = ContactForm()
    if not form.validate_on_submit():
        return _show_contact(form, status=422)
    email, phone = form.email.data or "", form.phone.data or ""
    try:
        with transaction():
            services.change_contact(
                current_user.account,
                email=email,
                phone=phone,
                signs_in=bool(current_app.config["OIDC_ISSUER"]),
                seen=form.seen,
                by=person,
                at=clock.now(),
            )
    except ChangedMeanwhile:
        form.compare(person, _contact_form(person), last_change_of(person))
        return _show_contact(form, status=409)
    except RuleBroken as refusal:
        form.email.errors = [said(refusal)]
        return _show_contact(form, status=422)
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show"))


@bp.get("/password")
@guarded_by(is_signed_in)
def password(person: Person) -> ResponseReturnValue:
    """The form for a new password."""
    return _show_password(PasswordForm())


@bp.post("/password")
@guarded_by(is_signed_in)
def change_password(person: Person) -> ResponseReturnValue:
    """Change it, and end all other sign-ins."""
    form, session = PasswordForm(), current_user._get_current_object()
    if not form.validate_on_submit():
        return _show_password(form, status=422)
    try:
        prove(session.account.sign_in_name, form.present.data)
        chosen = services.new_password_hash(session.account, form.new.data)
        with transaction():
            services.set_password(session.account, chosen, by=person, at=clock.now(), except_=session)
    except services.WrongNameOrPassword:
        form.present.errors = [gettext("This is not your password. Nothing was changed; type it once more.")]
        return _show_password(form, status=422)
    except TooManyTries as refusal:
        form.refuse(refusal)
        return _show_password(form, status=429)
    except RuleBroken as refusal:
        form.new.errors = [said(refusal)]
        return _show_password(form, status=422)
    flash(gettext("Your password was changed. Wherever else you were signed in, you no longer are."), "done")
    return redirect(url_for(".show"))


@bp.post("/sessions/<int:session_id>/end")
@guarded_by(policy.can_end_session, queries.get_session)
def end_session(person: Person, session: SignInSession) -> ResponseReturnValue:
    """Sign out there."""
    with transaction():
        services.end_session(session, by=person, at=clock.now())
    flash(gettext("Signed out there."), "done")
    return redirect(url_for(".show", _anchor="sign-ins"))


@bp.post("/sessions/end-others")
@guarded_by(is_signed_in)
def end_others(person: Person) -> ResponseReturnValue:
    """Sign out everywhere else."""
    here = current_user._get_current_object()
    with transaction():
        services.end_all_sessions(here.account, by=person, at=clock.now(), except_=here)
    flash(gettext("Signed out everywhere else. Only this browser is still signed in."), "done")
    return redirect(url_for(".show", _anchor="sign-ins"))


def _wanted() -> list[str]:
    return [kind.value for kind in MailKind if kind not in current_user.account.muted]


def _contact_form(person: Person) -> ContactForm:
    return ContactForm(formdata=None, obj=person)


def _show(mail: MailForm, *, status: int = 200) -> ResponseReturnValue:
    account: Account = current_user.account
    today = clock.today()
    page = render_template(
        "accounts/me.html",
        account=account,
        mail=mail,
        this_one=current_user.id,
        sign_ins=queries.sessions_of(account, now=clock.now(), **lengths()),
        browser_of=browser_of,
        roles=office.roles_by_person([account.person_id], on=today, over=False).get(account.person_id, []),
        sign_out_form=SignOutForm(formdata=None),
    )
    return page, status


def _show_contact(form: ContactForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/me_contact.html", form=form), status


def _show_password(form: PasswordForm, *, status: int = 200) -> ResponseReturnValue:
    has_one = bool(current_user.account.password_hash)
    return render_template("accounts/me_password.html", form=form, has_one=has_one), status
