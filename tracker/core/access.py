"""Guards: every route says who may use it, and for which record."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from tracker.core import clock

View = Callable[..., ResponseReturnValue]


def current_person() -> Any:
    """The person who is signed in, with the powers of today; None for a stranger."""
    return current_user.person if current_user.is_authenticated else None


def guarded_by(
    can: Callable[..., bool],
    load: Callable[..., Any] | None = None,
    *,
    sees: Callable[..., bool] | None = None,
    freshly: bool = False,
) -> Callable[[View], View]:
    """Let only those through for whom `can(person, subject)` holds; the view gets `(person, subject)`.

    `load` takes the URL's parts and gives the record, or None. What a person may not know of is 404; what they see
    (`sees(person, subject)`) but may not do is 403. Without `sees`, `can` itself is the right to see the record.

    `freshly` is for what is delicate: who has not given their password for a while is asked for it first. Put it on
    the page of the form and on the act.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(**parts: Any) -> ResponseReturnValue:
            person = current_person()
            if person is None:
                return cast(ResponseReturnValue, current_app.login_manager.unauthorized())  # type: ignore[attr-defined]
            if load is None:
                if not can(person):
                    abort(403)
                return (ask_again() if freshly else None) or view(person, **parts)
            subject = load(**parts)
            if subject is None:
                abort(404)
            if not can(person, subject):
                abort(403 if sees is not None and sees(person, subject) else 404)
            return (ask_again() if freshly else None) or view(person, subject)

        guarded.guard = can.__name__  # type: ignore[attr-defined]
        guarded.freshly = freshly  # type: ignore[attr-defined]
        return guarded

    return decorate


def ask_again() -> ResponseReturnValue | None:
    """The way to the page that asks for the password, where it was given too long ago; None where it was not.

    Who has a form open may still send it for as long again: asked in the middle, they would lose what they typed.
    """
    lasts = current_app.config["CONFIRMED_FOR"] * (1 if request.method == "GET" else 2)
    if clock.now() - current_user.confirmed_at < lasts:
        return None
    return cast(ResponseReturnValue, current_app.login_manager.needs_refresh())  # type: ignore[attr-defined]


def open_to_all(view: View) -> View:
    """Mark a route that strangers may use; a house test lists them."""
    view.guard = "open_to_all"  # type: ignore[attr-defined]
    return view


def is_signed_in(person: Any) -> bool:
    """The guard of pages that concern nobody but the person."""
    return person is not None
