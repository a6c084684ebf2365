"""A finding becomes a task of the unit at which it was made."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.formats import day
from tracker.core.periods import Quarter
from tracker.office import queries as office
from tracker.office.models import Person, Unit
from tracker.tasks import policy, queries, services
from tracker.tasks.forms import RemedyForm
from tracker.tasks.models import Finding

bp = Blueprint("remedies", __name__)
LONGEST_TITLE = 200


@bp.get("/findings/<int:finding_id>/task")
@guarded_by(policy.can_settle_finding, queries.get_finding, sees=policy.can_view_finding)
def ask(person: Person, finding: Finding) -> ResponseReturnValue:
    """The task as it would be: the finding's words, its unit, until the quarter's end."""
    until = day(Quarter.of(clock.today()).last_day)
    form = RemedyForm(formdata=None, title=_title_of(finding.text), text=finding.text, due=until)
    return _form(form, finding)


@bp.post("/findings/<int:finding_id>/task")
@guarded_by(policy.can_settle_finding, queries.get_finding, sees=policy.can_view_finding)
def make(person: Person, finding: Finding) -> ResponseReturnValue:
    """Give it to the unit."""
    form = RemedyForm()
    form.offer(_answering_for(finding))
    if not form.validate_on_submit() or not form.is_sure(clock.today()):
        return _form(form, finding, status=422)
    try:
        with transaction():
            task = services.make_task(finding, form.remedy(), by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, finding, status=422)
    flash(gettext("Saved. The task is with the units that do it."), "done")
    return redirect(url_for("tasks.show", task_id=task.id))


def _title_of(text: str) -> str:
    """The finding's first line, cut between words."""
    line = next(filter(None, (line.strip() for line in text.splitlines())), "")
    return line if len(line) <= LONGEST_TITLE else f"{line[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"


def _answering_for(finding: Finding) -> Sequence[Unit]:
    """The unit itself; where it has ended, whoever took over from it, or any of the programme where nobody did."""
    members = office.members_of(finding.task.programme_id, on=clock.today())
    former = office.former_units(on=clock.today(), programme_id=finding.task.programme_id)
    heirs = former.heirs.get(finding.unit_id, (finding.unit_id,))
    return [unit for unit in members if unit.id in heirs] or members


def _form(form: RemedyForm, finding: Finding, *, status: int = 200) -> ResponseReturnValue:
    form.offer(_answering_for(finding))
    return render_template("findings/task.html", form=form, finding=finding), status
