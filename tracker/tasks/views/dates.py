"""How a deadline that somebody is writing will be read."""

from datetime import date

from flask import request
from flask.typing import ResponseReturnValue
from markupsafe import escape

from tracker.core.access import guarded_by, is_signed_in
from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.office.models import Person
from tracker.reading import read_deadline
from tracker.tasks.fields import quarter_of, read_back
from tracker.tasks.views.tasks import bp

LONGEST = 300


@bp.get("/read-date")
@guarded_by(is_signed_in)
def read_date(person: Person) -> ResponseReturnValue:
    """The day that the words of a field name (`?field=due&due=…`), or why they name none; nothing for no words.

    `since` is the field's own (DeadlineField); the quarter may be one that is chosen in the form.
    """
    words = request.args.get(request.args.get("field", ""), "")[:LONGEST]
    since = request.args.get("since", type=date.fromisoformat) or quarter_of(request.args.getlist("quarter")).first_day
    try:
        read = read_deadline(words, year=since.year, since=since)
    except RuleBroken as refusal:
        return str(escape(said(refusal)))
    return str(escape(read_back(read.due))) if read is not None else ""
