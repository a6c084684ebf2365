"""One URL, one truth: the page for a browser, its piece for htmx."""

from collections.abc import Mapping
from typing import Any, cast

from flask import Flask, Response, redirect, render_template
from flask.typing import ResponseReturnValue
from htmx_flask import Htmx, make_response, request

htmx = Htmx()


def init_app(app: Flask) -> None:
    """Teach requests to know htmx, and caches that answers differ by it."""
    htmx.init_app(app)
    app.after_request(_vary)


def wants_fragment() -> bool:
    """Whether only the piece is asked for; boosted and history requests get the page."""
    return bool(request.htmx) and not (request.htmx.boosted or request.htmx.history_restore_request)


def lead_to(address: str) -> Response:
    """Bring the whole page to another address, for htmx too."""
    if not wants_fragment():
        return cast(Response, redirect(address, 302 if request.method == "GET" else 303))
    answer: Response = make_response("", 204)
    answer.headers["HX-Redirect"] = address
    return answer


def fragment(template: str, *, status: int = 200, events: Mapping[str, Any] | None = None, **facts: Any) -> Response:
    """A piece of a page; `events` are triggered in the browser after it stands there."""
    trigger = dict(events) if events else None
    answer: Response = make_response(render_template(template, **facts), status, trigger=trigger)
    return answer


def page_or_fragment(page: str, piece: str, *, status: int = 200, **facts: Any) -> ResponseReturnValue:
    """The same facts as a whole page or as its piece."""
    return (render_template(piece if wants_fragment() else page, **facts), status)


def _vary(response: Response) -> Response:
    response.vary.add("HX-Request")
    return response
