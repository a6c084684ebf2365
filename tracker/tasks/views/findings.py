"""What inspections found: the list, one finding, recording, mending and ending it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of, story_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.office import queries as office
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.tasks import policy, queries, services
from tracker.tasks.forms import FindingForm, ReasonForm
from tracker.tasks.models import Finding, Task
from tracker.tasks.rules.findings import FindingStanding, standing_of
from tracker.tasks.sheets import download_findings

bp = Blueprint("findings", __name__)
MOST_ROWS = 50


@bp.get("/findings/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """Those of the quarter that this person may see, and what is open from earlier ones."""
    programme, today = chosen_programme(person), clock.today()
    chosen: dict[str, Any] = {name: request.args.get(name, "") for name in ("standing", "q")}
    chosen["unit"] = request.args.get("unit", type=record_number)
    rows = queries.findings(
        person,
        programme_id=programme.id,
        quarter=chosen_quarter(),
        today=today,
        standing=FindingStanding(chosen["standing"]) if chosen["standing"] in set(FindingStanding) else None,
        unit_id=chosen["unit"],
        words=chosen["q"],
        before=None if wants_sheet() else request.args.get("before", type=record_number),
        limit=None if wants_sheet() else MOST_ROWS + 1,
    )
    if wants_sheet():
        return download_findings(rows)
    units = [(unit.id, unit.name) for unit in office.members_of(programme.id, on=today)]
    facts: dict[str, Any] = {
        "rows": rows[:MOST_ROWS],
        "more": len(rows) > MOST_ROWS,
        "chosen": chosen,
        "unit_options": units,
    }
    return page_or_fragment("findings/index.html", "findings/_findings.html", **facts)


@bp.get("/findings/<int:finding_id>")
@guarded_by(policy.can_view_finding, queries.get_finding)
def show(person: Person, finding: Finding) -> ResponseReturnValue:
    """One finding: what, where, what became of it."""
    return render_template(
        "findings/show.html",
        finding=finding,
        standing=standing_of(finding),
        events=story_of(finding),
        may_open=policy.can_view_task(person, finding.task),
        may_open_made=finding.made_task is not None and policy.can_view_task(person, finding.made_task),
        may_change=policy.can_change_finding(person, finding),
        may_settle=policy.can_settle_finding(person, finding),
    )


@bp.get("/inspections/<int:inspection_id>/findings/new")
@guarded_by(policy.can_record_finding, queries.get_inspection, sees=policy.can_view_task)
def new(person: Person, inspection: Task) -> ResponseReturnValue:
    """The empty form."""
    return _form(FindingForm(formdata=None), inspection)


@bp.post("/inspections/<int:inspection_id>/findings/new")
@guarded_by(policy.can_record_finding, queries.get_inspection, sees=policy.can_view_task)
def add(person: Person, inspection: Task) -> ResponseReturnValue:
    """Write it down, and offer to write the next."""
    form = FindingForm()
    _offer(form, inspection)
    if not form.validate_on_submit():
        return _form(form, inspection, status=422)
    try:
        with transaction():
            finding = services.record_finding(
                inspection, unit=form.chosen, text=form.text.data or "", by=person, at=clock.now()
            )
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, inspection, status=422)
    flash(gettext("Recorded: what was found at %(unit)s.", unit=finding.unit.name), "done")
    if request.form.get("next"):
        return redirect(url_for(".new", inspection_id=inspection.id))
    return redirect(url_for("tasks.show", task_id=inspection.id, _anchor="findings"))


@bp.get("/findings/<int:finding_id>/edit")
@guarded_by(policy.can_change_finding, queries.get_finding, sees=policy.can_view_finding)
def edit(person: Person, finding: Finding) -> ResponseReturnValue:
    """The finding, to mend."""
    return _form(_form_of(finding), finding.task, finding)


@bp.post("/findings/<int:finding_id>/edit")
@guarded_by(policy.can_change_finding, queries.get_finding, sees=policy.can_view_finding)
def mend(person: Person, finding: Finding) -> ResponseReturnValue:
    """Save it."""
    form = FindingForm()
    _offer(form, finding.task, finding)
    if not form.validate_on_submit():
        return _form(form, finding.task, finding, status=422)
    return save(
        form,
        lambda: services.mend_finding(
            finding, unit=form.chosen, text=form.text.data or "", seen=form.seen, by=person, at=clock.now()
        ),
        words=gettext("Saved."),
        onward=url_for(".show", finding_id=finding.id),
        again=lambda status: _form(form, finding.task, finding, status=status),
        compare=lambda: form.compare(finding, _form_of(finding), last_change_of(finding)),
    )


@bp.get("/findings/<int:finding_id>/end")
@guarded_by(policy.can_change_finding, queries.get_finding, sees=policy.can_view_finding)
def ask_end(person: Person, finding: Finding) -> ResponseReturnValue:
    """Ask why it ends."""
    return _end(ReasonForm(formdata=None), finding)


@bp.post("/findings/<int:finding_id>/end")
@guarded_by(policy.can_change_finding, queries.get_finding, sees=policy.can_view_finding)
def end(person: Person, finding: Finding) -> ResponseReturnValue:
    """Close it without a task."""
    form = ReasonForm()
    if not form.validate_on_submit():
        return _end(form, finding, status=422)
    return save(
        form,
        lambda: services.end_finding(finding, words=form.words.data or "", by=person, at=clock.now()),
        words=gettext("The finding has ended. It stays on record."),
        onward=url_for(".show", finding_id=finding.id),
        again=lambda status: _end(form, finding, status=status),
    )


def _offer(form: FindingForm, inspection: Task, finding: Finding | None = None) -> None:
    """Units of the programme; a finding keeps its unit, though that may have ended."""
    units = list(office.members_of(inspection.programme_id, on=clock.today()))
    if finding is not None and finding.unit not in units:
        units.append(finding.unit)
    form.offer(units)


def _form_of(finding: Finding) -> FindingForm:
    form = FindingForm(formdata=None, obj=finding, unit=finding.unit_id)
    _offer(form, finding.task, finding)
    return form


def _end(form: ReasonForm, finding: Finding, *, status: int = 200) -> ResponseReturnValue:
    return render_template("findings/end.html", form=form, finding=finding), status


def _form(
    form: FindingForm, inspection: Task, finding: Finding | None = None, *, status: int = 200
) -> ResponseReturnValue:
    _offer(form, inspection, finding)
    return render_template("findings/form.html", form=form, inspection=inspection, finding=finding), status
