"""Pages of tasks."""

from flask import Blueprint

from tracker.core.access import guarded_by, is_signed_in

bp = Blueprint("tasks", __name__, url_prefix="/tasks")


@bp.get("/")
@guarded_by(is_signed_in)
def index(person):
    return ""
