"""Who is signed in, in which language, and where a stranger is sent."""

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Flask, Response, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_login import LoginManager, current_user

from tracker.accounts import queries, services
from tracker.accounts.models import SignInSession
from tracker.core import clock
from tracker.core.htmx import wants_fragment

LANGUAGES = ("vi", "en")
IDLE, LONGEST = timedelta(hours=2), timedelta(hours=14)  # a session unused, and in all: a long day at the office
login = LoginManager()
babel = Babel()


def init_app(app: Flask) -> None:
    """Set up sessions and languages."""
    login.init_app(app)
    babel.init_app(app, locale_selector=language)


@login.user_loader
def load(token: str) -> SignInSession | None:
    """The session whose token the cookie carries."""
    return queries.open_session(
        services.token_hash(token), now=clock.now(), today=clock.today(), idle=IDLE, longest=LONGEST
    )


@login.unauthorized_handler
def ask_to_sign_in() -> ResponseReturnValue:
    """Send a stranger to the sign-in page and back. A fragment's page is sent there whole, by htmx."""
    if wants_fragment():
        answer: Response = make_response("", 204)
        answer.headers["HX-Redirect"] = url_for("accounts.sign_in", next=_shown_page())
        return answer
    came_for = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=came_for))


def _shown_page() -> str | None:
    """The page that asked for a fragment, without its site; what the browser says of it can be forged."""
    try:
        page = urlsplit(request.htmx.current_url or "")  # type: ignore[attr-defined]  # htmx-flask's request
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
    if not address or not address.startswith("/") or address[1:2] in ("/", "\\"):
        return None
    if any(ord(char) < 32 for char in address):
        return None
    return address
