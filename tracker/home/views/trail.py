"""The trail: who did what, when, in whose name and from where; and whether the chain covers it."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from tracker.audit import trail
from tracker.audit.trail import TrailRow
from tracker.core.access import guarded_by
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.home import exports, labels, policy, queries
from tracker.home.forms import TrailForm
from tracker.office.models import Person

bp = Blueprint("trail", __name__, url_prefix="/trail")
MOST_ROWS = 50
EXPORTS = {"xlsx": exports.excel, "jsonl": exports.json_lines}
# type of record: its page, and what its number is called there
PAGES = {
    "task": ("tasks.show", "task_id"),
    "finding": ("findings.show", "finding_id"),
    "plan": ("plans.show", "plan_id"),
    "document": ("documents.show", "document_id"),
    "meeting": ("meetings.show", "meeting_id"),
    "report": ("reports.show", "report_id"),
    "report_duty": ("report_duties.show", "duty_id"),
    "unit": ("units.show", "unit_id"),
    "person": ("people.show", "person_id"),
}


@bp.get("/")
@guarded_by(policy.can_read_trail)
def index(person: Person) -> ResponseReturnValue:
    """The newest events that fit, page by page; or all of them as a file."""
    form = TrailForm(request.args)
    if not form.validate():
        return render_template("home/trail.html", form=form, rows=[], labels=labels, state=trail.state()), 422
    export = EXPORTS.get(request.args.get("format", ""))
    if export is not None:
        return export(form.wanted())
    before = request.args.get("before", type=record_number)
    rows = trail.events(form.wanted(), before=before, limit=MOST_ROWS + 1)
    shown = rows[:MOST_ROWS]
    return page_or_fragment(
        "home/trail.html",
        "home/_trail.html",
        form=form,
        labels=labels,
        rows=shown,
        pages=_pages(person, shown),
        next_before=shown[-1].id if len(rows) > MOST_ROWS else None,
        state=trail.state(),
    )


def _pages(person: Person, rows: list[TrailRow]) -> dict[tuple[str, int], tuple[str, dict[str, int]]]:
    """Where the records of some events are shown, of those that this person may open."""
    seen = queries.records_seen_by(person, {(row.story_type, row.story_id) for row in rows})
    return {(kind, number): (PAGES[kind][0], {PAGES[kind][1]: number}) for kind, number in seen if kind in PAGES}
