"""A form that arrives when its session has ended: what was typed waits for whoever typed it."""

import re
from datetime import timedelta

from flask import Flask, Response, current_app, flash, g, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from tracker.accounts import queries, services
from tracker.accounts.models import Account
from tracker.core import clock
from tracker.core.access import is_signed_in
from tracker.core.db import form_done, form_key, transaction
from tracker.core.htmx import lead_to
from tracker.core.problems import NotSent, show, was_sent_from_here

TOKENS = "kept_forms"  # in the browser's cookie: the tokens of what it kept, the latest few
MOST_TOKENS = 5
TAKEN_UP = "kept_form"  # the field that says which of them a form takes up again
KEPT_FOR = timedelta(days=7)
NOT_KEPT = {"csrf_token", "form_key", TAKEN_UP}  # every page has its own
OF_THE_MACHINE = NOT_KEPT | {"version", "next"}  # nobody typed them
SECRET = re.compile(r"password|secret|token|code", re.IGNORECASE)  # is typed anew
OWN_AFFAIRS = {None, "open_to_all", is_signed_in.__name__}  # guards of what is no work on the office's records


def init_app(app: Flask) -> None:
    """Keep what a stale page sends, and let go of what has been saved."""
    app.register_error_handler(CSRFError, _keep_of_stale_page)
    app.after_request(_let_go_of_saved)


def keep_sent_form(page: str | None) -> bool:
    """Keep the form that this request sent for whoever typed it; they find it under `kept.show`.

    False where nothing is kept: there is nothing in it that anybody typed, or it is not known whose it is, or it did
    not come from a page of ours (nobody can lay words into another's mouth). Raises NotSent, where it is too much.
    """
    account = _sender() if _is_work() else None
    fields = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in NOT_KEPT and not SECRET.search(name)
    ]
    files = [(name, file.filename or "") for name, file in request.files.items(multi=True) if file.filename]
    if account is None or not (files or any(value.strip() for name, value in fields if name not in OF_THE_MACHINE)):
        return False
    form_key.set("")  # it has not done its work
    try:
        with transaction():
            token = services.keep_form(
                account, path=request.full_path.rstrip("?"), page=page or "", fields=fields, files=files, at=clock.now()
            )
            _let_go(account, request.form.get(TAKEN_UP))
    except services.TooMuchToKeep:
        raise NotSent from None
    session[TOKENS] = [*tokens(), token][-MOST_TOKENS:]
    return True


def lead_to_kept() -> ResponseReturnValue:
    """To what was kept; who is not signed in does that first."""
    kept = url_for("kept.show")
    if current_user.is_authenticated:
        return lead_to(kept)
    flash(
        gettext("Your session had ended when you pressed save. What you typed is kept: sign in, and it is there."),
        "warning",
    )
    return lead_to(url_for("accounts.sign_in", next=kept))


def tokens() -> list[str]:
    """Of what this browser kept."""
    return list(session.get(TOKENS, []))


def carry_over(kept: list[str]) -> None:
    """Into the session that begins: the tokens are worth something to one person alone."""
    if kept:
        session[TOKENS] = kept


def _sender() -> Account | None:
    if current_user.is_authenticated:
        account: Account = current_user.account
        return account
    token = session.get("_user_id")
    return queries.account_of_session(services.token_hash(token)) if isinstance(token, str) else None


def _is_work() -> bool:
    """Whether this is an act on the office's records, sent from a page of ours."""
    view = current_app.view_functions.get(request.endpoint or "")
    is_act = request.method == "POST" and getattr(view, "guard", None) not in OWN_AFFAIRS
    return is_act and (bool(g.get("csrf_valid")) or was_sent_from_here())


def _keep_of_stale_page(problem: CSRFError) -> ResponseReturnValue:
    """A page from before its reader signed in anew: its token is no longer good, its words are."""
    try:
        return lead_to_kept() if keep_sent_form(None) else show(problem)
    except NotSent as too_much:  # nobody catches what is raised where an error is shown
        return show(too_much)


def _let_go_of_saved(response: Response) -> Response:
    """A kept form that has done its work is no longer kept."""
    if form_done.get() and request.form.get(TAKEN_UP) and current_user.is_authenticated:
        with transaction():
            _let_go(current_user.account, request.form.get(TAKEN_UP))
    return response


def _let_go(account: Account, number: str | None) -> None:
    for kept in services.kept_forms(account, tokens()):
        if str(kept.id) == number:
            services.let_go(kept, at=clock.now())


def forget_old() -> None:
    """What nobody came back for is blanked: a job."""
    with transaction():
        services.let_go_of_old(before=clock.now() - KEPT_FOR, at=clock.now())
