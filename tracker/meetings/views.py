"""Pages of meetings."""

from flask import Blueprint

from tracker.core.access import guarded_by, is_signed_in

bp = Blueprint("meetings", __name__, url_prefix="/meetings")


@bp.get("/")
@guarded_by(is_signed_in)
def index(person):
    return ""
