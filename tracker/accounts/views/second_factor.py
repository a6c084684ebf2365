"""One's second factor: setting it up, its recovery codes, turning it off; an admin takes it off somebody else."""

from urllib.parse import quote

import pyotp
import segno
from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from tracker.accounts import policy, queries, services
from tracker.accounts.forms.second_factor import CodeForm, RenewForm, TurnOffForm
from tracker.accounts.models import Account
from tracker.core import clock
from tracker.core.access import guarded_by, is_signed_in
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.office.models import Person

bp = Blueprint("second_factor", __name__)


@bp.get("/me/second-factor")
@guarded_by(is_signed_in, freshly=True)
def show(person: Person) -> ResponseReturnValue:
    """How it stands, and what can be done."""
    return _show()


@bp.post("/me/second-factor/set-up")
@guarded_by(is_signed_in, freshly=True)
def set_up(person: Person) -> ResponseReturnValue:
    """Make a secret, to be shown to the phone."""
    try:
        with transaction():
            services.set_up_second_factor(current_user.account, by=person, at=clock.now())
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
    return redirect(url_for(".show"))


@bp.post("/me/second-factor/turn-on")
@guarded_by(is_signed_in, freshly=True)
def turn_on(person: Person) -> ResponseReturnValue:
    """Let it count, once the phone has shown a right code."""
    form = CodeForm()
    if not form.validate_on_submit():
        return _show(form, status=422)
    try:
        with transaction():
            codes = services.turn_on_second_factor(current_user.account, code=form.code.data, by=person, at=clock.now())
    except services.WrongCode as refusal:
        form.code.errors = [said(refusal)]
        return _show(form, status=422)
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(url_for(".show"))
    return _show_codes(codes, gettext("The second factor is on."))


@bp.post("/me/second-factor/codes")
@guarded_by(is_signed_in, freshly=True)
def renew_codes(person: Person) -> ResponseReturnValue:
    """New recovery codes; the former ones open nothing any more."""
    try:
        with transaction():
            codes = services.renew_recovery_codes(current_user.account, by=person, at=clock.now())
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
        return redirect(url_for(".show"))
    return _show_codes(codes, gettext("The former recovery codes open nothing any more."))


@bp.post("/me/second-factor/turn-off")
@guarded_by(is_signed_in, freshly=True)
def turn_off(person: Person) -> ResponseReturnValue:
    """Back to the password alone."""
    form = TurnOffForm()
    if not form.validate_on_submit():
        return _show(turn_off=form, status=422)
    try:
        with transaction():
            services.turn_off_second_factor(current_user.account, by=person, at=clock.now())
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
    else:
        flash(gettext("The second factor is off. Your password alone opens your account."), "done")
    return redirect(url_for(".show"))


@bp.post("/people/<int:person_id>/second-factor/remove")
@guarded_by(policy.can_manage_people, queries.account_of_person, freshly=True)
def remove(person: Person, account: Account) -> ResponseReturnValue:
    """Take it off somebody whose phone is lost: their password alone opens the account until they set it up anew."""
    try:
        with transaction():
            services.remove_second_factor(account, by=person, at=clock.now())
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
    else:
        flash(gettext("The second factor of %(person)s is off.", person=account.person.full_name), "done")
    return redirect(url_for("people.show", person_id=account.person_id), 303)


def _show(
    code: CodeForm | None = None, turn_off: TurnOffForm | None = None, *, status: int = 200
) -> ResponseReturnValue:
    account: Account = current_user.account
    setting_up = bool(account.totp_secret) and account.totp_since is None
    page = render_template(
        "accounts/second_factor.html",
        account=account,
        setting_up=setting_up,
        picture=_picture(account) if setting_up else None,
        codes_left=queries.recovery_codes_left(account) if account.totp_since is not None else 0,
        code=code or CodeForm(formdata=None),
        renew=RenewForm(formdata=None),
        turn_off=turn_off or TurnOffForm(formdata=None),
    )
    return page, status


def _picture(account: Account) -> str:
    """What the phone's camera reads: the secret, whose it is and where it belongs."""
    secret = pyotp.TOTP(account.totp_secret)
    words = secret.provisioning_uri(name=account.sign_in_name, issuer_name="Giao Ban")
    return segno.make(words, error="m").svg_data_uri(scale=5, light="#fff")


def _show_codes(codes: list[str], heading: str) -> ResponseReturnValue:
    """The codes, this once; a file of them comes with the page, since nothing here keeps them."""
    text = "\n".join([gettext("Recovery codes of Giao Ban. Each opens once."), "", *codes, ""])
    file = f"data:text/plain;charset=utf-8,{quote(text)}"
    return render_template("accounts/second_factor_codes.html", codes=codes, heading=heading, file=file)
