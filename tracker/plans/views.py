"""Pages of plans."""

from flask import Blueprint

from tracker.core.access import guarded_by, is_signed_in

bp = Blueprint("plans", __name__, url_prefix="/plans")


@bp.get("/")
@guarded_by(is_signed_in)
def index(person):
    return ""
