"""How a deadline that somebody is writing will be read."""

from flask import request
from flask.typing import ResponseReturnValue
from markupsafe import escape

from tracker.core.access import guarded_by, is_signed_in
from tracker.core.context import chosen_quarter
from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.office.models import Person
from tracker.reading import read_deadline
from tracker.tasks.fields import read_back
from tracker.tasks.views.tasks import bp

LONGEST = 300


@bp.get("/read-date")
@guarded_by(is_signed_in)
def read_date(person: Person) -> ResponseReturnValue:
    """The day that the words of a field name (`?field=due&due=…`), or why they name none; nothing for no words."""
    words = request.args.get(request.args.get("field", ""), "")[:LONGEST]
    try:
        read = read_deadline(words, year=chosen_quarter().year)
    except RuleBroken as refusal:
        return str(escape(said(refusal)))
    return str(escape(read_back(read.due))) if read is not None else ""
