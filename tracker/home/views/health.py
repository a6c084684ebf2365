"""How the worker and what it sends stand, in a line for whatever watches over the office's machines."""

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from tracker.core import clock
from tracker.core.access import open_to_all
from tracker.home import queries

bp = Blueprint("health", __name__)


@bp.get("/health")
@open_to_all
def show() -> ResponseReturnValue:
    """200 and "ok", or 503 and what is wrong, in English; nothing of what the office does."""
    try:
        wrong = [str(trouble) for trouble in queries.health_now(current_app.config, at=clock.now()).troubles]
    except SQLAlchemyError:
        wrong = ["The database does not answer."]
    return Response("".join(f"{line}\n" for line in wrong or ["ok"]), 503 if wrong else 200, mimetype="text/plain")
