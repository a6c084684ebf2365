"""Signing in at the office's OpenID Connect provider."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from tracker.accounts import oidc, policy, queries, services
from tracker.accounts.entry import at_office
from tracker.accounts.models import Account
from tracker.accounts.sessions import begin, language
from tracker.core import clock
from tracker.core.access import guarded_by, open_to_all
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.office.models import Person

bp = Blueprint("oidc", __name__)
NEXT = "oidc_next"  # in the browser's session: the page to go on to


@bp.get("/sign-in/oidc")
@open_to_all
def go() -> ResponseReturnValue:
    """Go to the provider. A link, not a form: forms of ours may be sent nowhere else.

    Who is signed in already comes to confirm that it is them.
    """
    if not oidc.is_configured():
        abort(404)
    session[NEXT] = request.args.get("next", "")[:500]
    try:
        back_to = at_office(url_for(".come_back"))
        return oidc.go(back_to, language=language(), again=current_user.is_authenticated)
    except RuleBroken as refusal:
        return _refuse(refusal, 503)


@bp.get("/sign-in/oidc/back")
@open_to_all
def come_back() -> ResponseReturnValue:
    """Back from the provider, with its word for who this is.

    It writes though it is a GET: that is the standard's way, and the state in the browser's session stands in for the
    token of a form. Our second factor is not asked for: the provider answers for how well it looked.
    """
    if not oidc.is_configured():
        abort(404)
    next_page = session.pop(NEXT, "")
    try:
        who = oidc.come_back()
        with transaction():
            account = services.recognise(
                who.issuer, who.subject, email=who.email, verified=who.verified, on=clock.today(), at=clock.now()
            )
    except RuleBroken as refusal:
        return _refuse(refusal, 503 if isinstance(refusal, oidc.ProviderSilent) else 403)
    return begin(account, next_page, confirmed_at=who.authenticated_at)


@bp.post("/people/<int:person_id>/sign-in-service/unlink")
@guarded_by(policy.can_manage_people, queries.account_of_person, freshly=True)
def unlink(person: Person, account: Account) -> ResponseReturnValue:
    """Let somebody be linked anew: the provider has given them another account, or their address another owner."""
    try:
        with transaction():
            services.unlink_identities(account, by=person, at=clock.now())
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
    else:
        flash(gettext("The account of %(person)s is no longer linked.", person=account.person.full_name), "done")
    return redirect(url_for("people.show", person_id=account.person_id), 303)


def _refuse(refusal: RuleBroken, status: int) -> ResponseReturnValue:
    label = current_app.config["OIDC_LABEL"]
    return render_template("accounts/oidc_refused.html", words=said(refusal), label=label), status
