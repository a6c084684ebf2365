"""More time for a part: asked for in its row, decided on a page of its own; and the list of all that was asked."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act as act_on_page
from tracker.core.acts import save
from tracker.core.context import wants_sheet
from tracker.core.formats import day
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.tasks import policy, queries, services
from tracker.tasks.forms import DecisionForm, ExtensionForm
from tracker.tasks.models import Assignment, Extension, ExtensionState
from tracker.tasks.sheets import download_extensions
from tracker.tasks.views.in_place import act, open_row

bp = Blueprint("extensions", __name__)
ROWS = 50  # of a page


@bp.get("/assignments/<int:assignment_id>/more-time")
@guarded_by(policy.can_ask_extension, queries.get_assignment, sees=policy.can_view)
def new(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """The row opened to ask for more time."""
    return open_row(person, assignment, ExtensionForm.of(assignment, today=clock.today()))


@bp.post("/assignments/<int:assignment_id>/more-time")
@guarded_by(policy.can_ask_extension, queries.get_assignment, sees=policy.can_view)
def ask(person: Person, assignment: Assignment) -> ResponseReturnValue:
    """Ask for it."""
    form = ExtensionForm.of(assignment, today=clock.today())
    if not form.validate_on_submit():
        return open_row(person, assignment, form, status=422)
    facts: dict[str, Any] = {"wanted_on": form.until.due, "words": form.words.data or ""}
    return act(
        person,
        assignment,
        form,
        lambda: services.ask_extension(assignment, **facts, by=person, at=clock.now()),
        told=lambda: gettext(
            "Asked for more time, until %(day)s. Until it is decided, the deadline stays as it is.",
            day=day(facts["wanted_on"]),
        ),
    )


@bp.get("/extensions/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """What was asked for in the programme; a unit's people see their own."""
    programme = chosen_programme(person)
    state, words = request.args.get("state", ExtensionState.ASKED), request.args.get("q", "")
    unit_id = request.args.get("unit", type=record_number)
    rows = queries.extensions_seen_by(
        person,
        programme_id=programme.id,
        state=ExtensionState(state) if state in set(ExtensionState) else None,
        unit_id=unit_id,
        words=words,
        before=None if wants_sheet() else request.args.get("before", type=record_number),
        limit=None if wants_sheet() else ROWS + 1,
    )
    if wants_sheet():
        return download_extensions(rows)
    facts: dict[str, Any] = {"rows": rows[:ROWS], "more": len(rows) > ROWS}
    facts["chosen"] = {"state": state, "q": words, "unit": unit_id}
    units = queries.units_that_asked(person, programme_id=programme.id)
    return page_or_fragment("tasks/extensions/index.html", "tasks/extensions/_rows.html", units=units, **facts)


@bp.get("/extensions/<int:extension_id>")
@guarded_by(policy.can_view_extension, queries.get_extension)
def show(person: Person, extension: Extension) -> ResponseReturnValue:
    """One request; whoever decides finds the form on it."""
    return _page(person, extension, _form_of(extension))


@bp.post("/extensions/<int:extension_id>/withdraw")
@guarded_by(policy.can_withdraw_extension, queries.get_extension, sees=policy.can_view_extension)
def withdraw(person: Person, extension: Extension) -> ResponseReturnValue:
    """Ask no longer."""
    return act_on_page(
        lambda: services.withdraw_extension(extension, by=person, at=clock.now()),
        words=gettext("Withdrawn. The deadline stays as it is."),
        onward=url_for(".show", extension_id=extension.id),
        again=lambda status: _page(person, extension, _form_of(extension), status=status),
    )


@bp.post("/extensions/<int:extension_id>/grant")
@guarded_by(policy.can_decide_extension, queries.get_extension, sees=policy.can_view_extension)
def grant(person: Person, extension: Extension) -> ResponseReturnValue:
    """Give more time."""
    form = DecisionForm.of(extension.assignment, today=clock.today())
    if not form.validate_on_submit():
        return _page(person, extension, form, status=422)
    until, words = form.until.due, form.words.data or ""
    return save(
        form,
        lambda: services.grant_extension(
            extension, until=until, words=words, seen=form.seen, by=person, at=clock.now()
        ),
        words=gettext("Saved. The unit sees its new deadline."),
        onward=url_for(".index"),
        again=lambda status: _page(person, extension, form, status=status),
        compare=lambda: form.compare(extension, _form_of(extension), last_change_of(extension)),
    )


@bp.post("/extensions/<int:extension_id>/refuse")
@guarded_by(policy.can_decide_extension, queries.get_extension, sees=policy.can_view_extension)
def refuse(person: Person, extension: Extension) -> ResponseReturnValue:
    """Leave the deadline as it is, with words that the unit reads. What stands in the field of the day is not asked."""
    form = DecisionForm()
    if not form.words.validate(form):
        return _page(person, extension, form, status=422)
    return save(
        form,
        lambda: services.refuse_extension(extension, words=form.words.data or "", by=person, at=clock.now()),
        words=gettext("Saved. The deadline stays, and the unit reads why."),
        onward=url_for(".index"),
        again=lambda status: _page(person, extension, form, status=status),
    )


def _form_of(extension: Extension) -> DecisionForm:
    facts: dict[str, Any] = {"formdata": None, "obj": extension, "until": day(extension.wanted_on), "words": ""}
    return DecisionForm.of(extension.assignment, today=clock.today(), **facts)


def _page(person: Person, extension: Extension, form: DecisionForm, *, status: int = 200) -> ResponseReturnValue:
    part = extension.assignment
    page = render_template(
        "tasks/extensions/show.html",
        row=queries.extension_row(extension),
        earlier=[row for row in queries.extensions_of(part) if row.id != extension.id],
        days_left=queries.reckoning(clock.today()).days_left(part.due_on),
        part=part,
        form=form,
        may_decide=policy.can_decide_extension(person, extension) and extension.state is ExtensionState.ASKED,
        may_withdraw=policy.can_withdraw_extension(person, extension) and extension.state is ExtensionState.ASKED,
    )
    return page, status
