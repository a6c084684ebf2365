"""Who is signed in, in which language, and where a stranger is sent."""

from datetime import datetime, timedelta
from typing import TypedDict
from urllib.parse import urlsplit

from flask import Flask, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_login import LoginManager, current_user, login_user

from tracker.accounts import keeping, queries, seen, services
from tracker.accounts.models import Account, SignInSession
from tracker.core import clock, logs
from tracker.core.db import transaction
from tracker.core.htmx import lead_to, wants_fragment
from tracker.core.problems import said

LANGUAGES = ("vi", "en")
login = LoginManager()
login.session_protection = None  # by address and browser: a phone changes the one, an update the other
babel = Babel()


class Lengths(TypedDict):
    """How long a session lasts: unused, and in all."""

    idle: timedelta
    longest: timedelta


def init_app(app: Flask) -> None:
    """Set up sessions and languages."""
    login.init_app(app)
    babel.init_app(app, locale_selector=language)
    seen.init_app(app)
    keeping.init_app(app)


def lengths() -> Lengths:
    """As the office has set them."""
    return {"idle": current_app.config["SESSION_IDLE"], "longest": current_app.config["SESSION_LONGEST"]}


@login.user_loader
def load(token: str) -> SignInSession | None:
    """The session whose token the cookie carries."""
    return queries.open_session(services.token_hash(token), now=clock.now(), today=clock.today(), **lengths())


def begin(
    account: Account,
    next_page: str | None,
    *,
    password_since: datetime | None = None,
    confirmed_at: datetime | None = None,
) -> ResponseReturnValue:
    """Open a session in this browser, in place of any before it, for whoever has shown all that is asked of them.

    `password_since` is of the password that they gave; `confirmed_at` is when they gave it, where that was elsewhere.
    """
    before: SignInSession | None = current_user._get_current_object() if current_user.is_authenticated else None
    try:
        with transaction():
            if password_since is not None:
                services.check_still_proven(account, password_since)
            if before is not None:
                services.end_session(before, by=before.person, at=clock.now())
            opened = services.open_session(
                account,
                address=request.remote_addr or "",
                browser=request.user_agent.string,
                at=clock.now(),
                confirmed_at=confirmed_at,
            )
    except services.WrongNameOrPassword as refusal:
        flash(said(refusal), "problem")
        return redirect(url_for("accounts.sign_in", next=own_page(next_page)))
    kept = keeping.tokens()
    session.clear()  # what was planted in this browser before, its form token too, ends here
    keeping.carry_over(kept)
    login_user(opened)
    logs.note("signed in", account=opened.account_id, session=opened.id)
    return redirect(own_page(next_page) or url_for("home.start"))


@login.unauthorized_handler
def ask_to_sign_in() -> ResponseReturnValue:
    """Send a stranger to the sign-in page and back. A fragment's page is sent there whole, by htmx."""
    if keeping.keep_sent_form(_shown_page()):
        return keeping.lead_to_kept()
    is_page = request.method == "GET" and not wants_fragment()
    came_for = request.full_path.rstrip("?") if is_page else _shown_page()
    return lead_to(url_for("accounts.sign_in", next=came_for or None))


@login.needs_refresh_handler
def ask_to_confirm() -> ResponseReturnValue:
    """Ask for the password once more, and go on to the page of the form from there."""
    page = request.full_path.rstrip("?") if request.method == "GET" else _shown_page()
    if keeping.keep_sent_form(page):
        page = url_for("kept.show")
    return lead_to(url_for("confirm.show", next=page))


def _shown_page() -> str | None:
    """The page that asks or sends, without its site; what the browser says of it can be forged."""
    try:
        page = urlsplit(request.htmx.current_url or request.referrer or "")  # type: ignore[attr-defined]  # htmx-flask
    except ValueError:
        return None
    return page._replace(scheme="", netloc="").geturl()


def language() -> str:
    """The person's choice, else this browser's, else Vietnamese."""
    if "language" not in g:
        chosen = current_user.account.language if current_user.is_authenticated else ""
        chosen = chosen or request.cookies.get("language", "")
        g.language = chosen if chosen in LANGUAGES else LANGUAGES[0]
    return str(g.language)


def own_page(address: str | None) -> str | None:
    r"""`address` when it is a page of this site, else None: no "//host", "/\host" or "https:host"."""
    if not address or not address.startswith("/") or address.startswith("//"):
        return None
    return address if address.isprintable() and "\\" not in address else None
