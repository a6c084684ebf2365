"""A row of a list opened in place, and what is done in it: for a browser a page of its own with the same form."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.forms import Form, VersionedForm
from tracker.core.htmx import fragment, wants_fragment
from tracker.core.periods import Quarter
from tracker.office.models import Person
from tracker.tasks import policy, queries
from tracker.tasks.forms import ProgressForm
from tracker.tasks.models import Assignment
from tracker.tasks.rules.extensions import days_after_first
from tracker.tasks.rules.parts import OWED


def show_row(person: Person, part: Assignment) -> ResponseReturnValue:
    """The row as it stands."""
    return fragment("tasks/_row.html", **_facts(person, part))


def open_row(person: Person, part: Assignment, form: Form, *, status: int = 200) -> ResponseReturnValue:
    """The row with a form in it, or a page with that form."""
    for field in form:
        field.id = f"{field.name}-{part.id}"  # several rows may be open at once
    facts = _facts(person, part) | _beside(person, part) | {"form": form}
    if wants_fragment():
        return fragment("tasks/_row.html", status=status, **facts)
    return render_template("tasks/update.html", back=came_from(person, part), **facts), status


def act(
    person: Person, part: Assignment, form: Form, verb: Callable[[], object], *, told: Callable[[], str] | None = None
) -> ResponseReturnValue:
    """One act on a part: the row as it stands afterwards, or what refused it with all that was typed.

    `told` gives the words for acts that leave the part as it was: its row alone would not say what was done.
    """
    try:
        with transaction():
            verb()
    except ChangedMeanwhile as refusal:
        _compare(form, part, refusal)
        return open_row(person, part, form, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return open_row(person, part, form, status=422)
    if told is not None or not wants_fragment():
        flash(told() if told is not None else gettext("Saved: %(title)s", title=part.task.title), "done")
    return _done(person, part, saved=told is None) if wants_fragment() else redirect(came_from(person, part))


def act_in_words(person: Person, part: Assignment, form: Form, verb: Callable[..., object]) -> ResponseReturnValue:
    """One act that needs nothing but words: `verb(part, words=, by=, at=)`."""
    if not form.validate_on_submit():
        return open_row(person, part, form, status=422)
    return act(person, part, form, lambda: verb(part, words=form["words"].data or "", by=person, at=clock.now()))


def came_from(person: Person, part: Assignment) -> str:
    """Where the person came from: the task's page, the unit's work, or the deadlines of all.

    What is owed still of an earlier quarter stands in the present one's lists.
    """
    anchor = f"assignment-{part.id}"
    if request.args.get("of") == "task" or not (person.acts_for(part.unit_id) or person.observes(part.programme_id)):
        return url_for("tasks.show", task_id=part.task_id, _anchor=anchor)
    endpoint = "home.my_work" if person.acts_for(part.unit_id) else "home.deadlines"
    present = Quarter.of(clock.today())
    quarter = max(part.quarter, present) if part.state in OWED else part.quarter
    return url_for(endpoint, quarter=str(quarter), _anchor=anchor)


def _done(person: Person, part: Assignment, *, saved: bool) -> ResponseReturnValue:
    """The row after an act: `saved` where it says so itself, else with the words for the top of the page."""
    row = fragment("tasks/_row.html", events={"work-changed": {}}, saved=saved, **_facts(person, part))
    if not saved:
        row.set_data(row.get_data(as_text=True) + render_template("shared/_flash_partial.html"))
    return row


def _compare(form: Form, part: Assignment, refusal: ChangedMeanwhile) -> None:
    if isinstance(form, VersionedForm):
        form.compare(part, ProgressForm(formdata=None, obj=part), last_change_of(part))
    else:
        form.refuse(refusal)


def _facts(person: Person, part: Assignment) -> dict[str, Any]:
    row = queries.work_row(part.id, queries.reckoning(clock.today()))
    return {
        "row": queries.as_seen_by(person, [row])[0],
        "may_update": policy.can_update(person, part),
        "may_settle": policy.can_settle(person, part),
        "may_nudge": policy.can_nudge(person, part),
    }


def _beside(person: Person, part: Assignment) -> dict[str, Any]:
    """What an opened row shows beside its form."""
    return {
        "after_first": days_after_first(part.due_on, part.first_due_on, clock.today()),
        "may_decline": policy.can_decline(person, part),
        "evidence": queries.evidence_of(part) if policy.can_update(person, part) else (),
        "extensions": queries.extensions_of(part) if policy.can_ask_extension(person, part) else (),
    }
