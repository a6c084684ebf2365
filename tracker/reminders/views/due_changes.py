"""What changed since the last working day: of the trail, what concerns the reader's programme or units."""

from itertools import groupby
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import wants_sheet
from tracker.core.htmx import page_or_fragment
from tracker.core.paging import ROWS
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.office.queries import member_names
from tracker.reminders import policy
from tracker.reminders.labels import CHANGED
from tracker.reminders.narrowing import chosen_in_address, since_asked
from tracker.reminders.queries.changes import Change, changes
from tracker.reminders.sheets import download_changes
from tracker.reminders.views.due import bp
from tracker.tasks.queries import reckoning

# type of record: its page, and what its number is called there
PAGES = {
    "task": ("tasks.show", "task_id"),
    "report": ("reports.show", "report_id"),
    "report_duty": ("report_duties.show", "duty_id"),
    "meeting": ("meetings.show", "meeting_id"),
    "pilot": ("pilots.show", "pilot_id"),
    "finding": ("findings.show", "finding_id"),
    "plan": ("plans.show", "plan_id"),
    "target": ("targets.show", "target_id"),
}


@bp.get("/changes")
@guarded_by(policy.can_read_due)
def changed(person: Person) -> ResponseReturnValue:
    """Unit by unit, what happened since the morning of the last working day."""
    programme, today, chosen = chosen_programme(person), reckoning(clock.today()), chosen_in_address()
    first, since = since_asked(today.calendar.last_before(today.today), today=today.today)
    facts: dict[str, Any] = {"kind": chosen["kind"], "unit_id": chosen["unit"], "since": since}
    facts |= {"after": request.args.get("after", ""), "limit": None if wants_sheet() else ROWS}
    page = changes(person, programme.id, **facts)
    if wants_sheet():
        return download_changes(page.rows, called=called)
    reads_all = person.observes(programme.id)
    return page_or_fragment(
        "reminders/due/changes.html",
        "reminders/due/_changes.html",
        groups=[(name, list(rows)) for (_, name), rows in groupby(page.rows, lambda row: (row.unit_id, row.unit_name))],
        shown=page,
        chosen=chosen,
        first=first,
        today=today.today,
        kinds=[(kind, gettext(label)) for kind, label in CHANGED.items()],
        units=member_names(programme.id, on=today.today) if reads_all else [],
        reads_all=reads_all,
        page_of=page_of,
        called=called,
    )


def page_of(change: Change) -> str:
    """The page that tells it; of a unit's part, where it stands there."""
    endpoint, part = PAGES[change.story_type]
    anchor = f"assignment-{change.subject_id}" if change.subject_type == "assignment" else None
    numbers: dict[str, Any] = {part: change.story_id}
    return url_for(endpoint, _anchor=anchor, **numbers)


def called(change: Change) -> str:
    """What its record is called."""
    if change.story_type == "plan":
        return str(gettext("Plan of %(year)s", year=change.title))
    return change.title
