"""Pages of intake."""

from flask import Blueprint

from tracker.core.access import guarded_by, is_signed_in

bp = Blueprint("intake", __name__, url_prefix="/intake")


@bp.get("/")
@guarded_by(is_signed_in)
def index(person):
    return ""
