"""Pages of the office."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.core import clock
from tracker.core.access import guarded_by, is_signed_in
from tracker.office import queries
from tracker.office.models import Person

bp = Blueprint("office", __name__, url_prefix="/units")


@bp.get("/")
@guarded_by(is_signed_in)
def index(person: Person) -> ResponseReturnValue:
    """The units of the office, by kind."""
    return render_template("office/index.html", units=queries.units(on=clock.today()))
