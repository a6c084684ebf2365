"""The office's OpenID Connect provider, where one is set up: the extra `oidc`.

Authorization code with PKCE, state and nonce; of the ID token the signature, issuer, audience, expiry and nonce are
verified. Nothing but the issuer of the settings, and what it points to, is ever asked.
"""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, session

from tracker.core import clock, logs
from tracker.core.errors import N_, RuleBroken

try:
    from authlib.common.errors import AuthlibBaseError
    from authlib.integrations.flask_client import OAuth
    from joserfc.errors import JoseError
    from requests import RequestException
except ImportError:  # the extra is not installed; only an office that asks for it is told
    OAuth = None

SETTINGS = ("OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_LABEL")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
LONGEST_SUBJECT = 255  # by the standard, and of its column
PATIENCE = 10  # seconds for each answer of the provider


class ProviderSilent(RuleBroken):
    """It does not answer, or not with what a provider answers."""

    message = N_("The sign-in service cannot be reached at the moment.")


class SignInNotCompleted(RuleBroken):
    """Cancelled there, begun in another browser, sent twice, too old, or forged."""

    message = N_("Signing in there was not completed, or this answer was used already.")


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for."""

    issuer: str
    subject: str
    email: str
    verified: bool
    authenticated_at: datetime | None = None  # when they gave their password there, if the provider tells


def init_app(app: Flask) -> None:
    """Get to know the provider that the settings name; nothing where they name none."""
    issuer, client_id, secret, label = (app.config[name] for name in SETTINGS)
    if not issuer:
        return
    if OAuth is None:
        raise ValueError("TRACKER_OIDC_ISSUER is set, but not what it needs: pip install 'giao-ban[oidc]'")
    if not (client_id and secret and label):
        raise ValueError("TRACKER_OIDC_ISSUER needs TRACKER_OIDC_CLIENT_ID, _CLIENT_SECRET and _LABEL beside it")
    address = urlsplit(issuer)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise ValueError("TRACKER_OIDC_ISSUER must begin with https://")
    app.extensions["oidc"] = OAuth(app).register(
        "oidc",
        client_id=client_id,
        client_secret=secret,
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "default_timeout": PATIENCE},
    )


def is_configured() -> bool:
    """There is a provider to go to."""
    return "oidc" in current_app.extensions


def go(back_to: str, *, language: str, again: bool) -> Response:
    """Send the browser to the provider, which sends it on to `back_to`. Raises ProviderSilent.

    `again`: it must ask for the password there, though it knows the browser.
    """
    for begun in [name for name in session if name.startswith("_state_oidc_")]:
        del session[begun]  # one at a time: a cookie holds no more than a few
    asked = {"ui_locales": language} | ({"prompt": "login", "max_age": "0"} if again else {})
    try:
        return cast(Response, _provider().authorize_redirect(back_to, **asked))
    except (AuthlibBaseError, RequestException, ValueError, RuntimeError) as failure:
        _note(failure)
        raise ProviderSilent from None


def come_back() -> Identity:
    """Whom the provider vouches for in its answer, which this browser brings. Raises SignInNotCompleted."""
    issuer, client_id = current_app.config["OIDC_ISSUER"], current_app.config["OIDC_CLIENT_ID"]
    expected = {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client_id}}
    try:
        claims = _provider().authorize_access_token(claims_options=expected)["userinfo"]
        subject, email = str(claims["sub"]), str(claims.get("email") or "")
    except RequestException as failure:
        _note(failure)
        raise ProviderSilent from None
    except (AuthlibBaseError, JoseError, ValueError, KeyError, RuntimeError) as failure:
        _note(failure)
        raise SignInNotCompleted from None
    if len(subject) > LONGEST_SUBJECT:
        raise SignInNotCompleted
    told = _authenticated_at(claims.get("auth_time"))
    return Identity(issuer, subject, email, claims.get("email_verified") is True, told)


def _authenticated_at(auth_time: Any) -> datetime | None:
    """The browser could have left out that the password was to be asked for: the provider's own word counts."""
    if not isinstance(auth_time, int) or isinstance(auth_time, bool):
        return None
    now = clock.now()
    return datetime.fromtimestamp(auth_time, UTC) if 0 <= auth_time < now.timestamp() else now


def _note(failure: Exception) -> None:
    logs.note("sign-in at the provider failed", level=logging.WARNING, why=repr(failure)[:300])


def _provider() -> Any:
    return current_app.extensions["oidc"]
