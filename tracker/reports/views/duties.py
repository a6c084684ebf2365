"""Duties to report: the list, one duty, laying one on units and mending it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of, story_of
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.context import chosen_quarter, wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.core.periods import Period
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.office.queries import member_names
from tracker.reports import policy, queries, services
from tracker.reports.duty_sheet import download_duties
from tracker.reports.forms.duties import DutyForm, NewDutyForm
from tracker.reports.models import DueRule, Frequency, ReportDuty, Window
from tracker.tasks.fields import AddresseeChoices
from tracker.tasks.queries import source_choices, source_of

bp = Blueprint("report_duties", __name__, url_prefix="/report-duties")
USUAL_DAYS = 5  # working days that a new duty leaves after its figures close; Decree 09/2019 asks for one at least


@bp.get("/")
@guarded_by(policy.can_list_duties)
def index(person: Person) -> ResponseReturnValue:
    """The duties that fit."""
    programme, sort = chosen_programme(person), request.args.get("sort", "due")
    today, wanted = clock.today(), _wanted()
    rows = queries.duties_seen_by(
        person, wanted, programme_id=programme.id, sort=sort, today=today, calendar=work_calendar()
    )
    if wants_sheet():
        return download_duties(rows)
    return page_or_fragment(
        "reports/duties/index.html",
        "reports/duties/_duties.html",
        rows=rows,
        wanted=wanted,
        sort=sort,
        units=member_names(programme.id, on=today),
        may_add=policy.can_add_duty_in(person, programme),
    )


@bp.get("/<int:duty_id>")
@guarded_by(policy.can_view_duty, queries.get_duty)
def show(person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """One duty: what, who, when, what it asks, who is exempt, its story."""
    return show_duty(person, duty)


def show_duty(person: Person, duty: ReportDuty, *, status: int = 200) -> ResponseReturnValue:
    """The whole page, from whatever act one comes back to it."""
    whole, calendar = policy.can_read_duty_whole(person, duty), work_calendar()
    forms = queries.forms_of(duty.id)
    page = render_template(
        "reports/duties/show.html",
        duty=duty,
        whole=whole,
        periods=queries.periods_of_duty(duty),
        coming=queries.next_period(duty, calendar, today=clock.today()),
        forms=forms,
        exemptions=queries.exemptions_of(duty, unit_ids=None if whole else person.own_unit_ids),
        events=story_of(duty) if whole else [],
        may_edit=policy.can_edit_duty(person, duty) and duty.ended_on is None,
    )
    return page, status


@bp.get("/new")
@guarded_by(policy.can_add_duty)
def new(person: Person) -> ResponseReturnValue:
    """The empty form."""
    given = {
        "frequency": Frequency.QUARTERLY.value,
        "first_period": str(Period.of(chosen_quarter())),
        "window": Window.DECREE.value,
        "due_rule": DueRule.AFTER_WINDOW.value,
        "due_days": USUAL_DAYS,
    }
    return _form(_offered(NewDutyForm(**given), person))


@bp.post("/new")
@guarded_by(policy.can_add_duty)
def add(person: Person) -> ResponseReturnValue:
    """Lay it on units."""
    form = _offered(NewDutyForm(), person)
    if not form.validate_on_submit():
        return _form(form, status=422)
    programme_id = chosen_programme(person, may=person.runs).id
    document = source_of(form.document_id).document
    try:
        with transaction():
            said: dict[str, Any] = {"programme_id": programme_id, "through": form.through_unit, "document": document}
            duty = services.add_duty(form.facts(), form.addressed, **said, asked=form.asked, by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    flash(gettext("Saved. The units find the reports of each period in their work, as soon as it begins."), "done")
    return redirect(url_for(".show", duty_id=duty.id))


@bp.get("/<int:duty_id>/edit")
@guarded_by(policy.can_edit_duty, queries.get_duty, sees=policy.can_view_duty)
def edit(person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """What is known of it, to mend."""
    return _form(_form_of(person, duty), duty)


@bp.post("/<int:duty_id>/edit")
@guarded_by(policy.can_edit_duty, queries.get_duty, sees=policy.can_view_duty)
def mend(person: Person, duty: ReportDuty) -> ResponseReturnValue:
    """Save it."""
    form = _offered(DutyForm(), person, duty)
    if not form.validate_on_submit():
        return _form(form, duty, status=422)
    document, through = source_of(form.document_id).document, form.through_unit
    said: dict[str, Any] = {"document": document, "through": through, "seen": form.seen}
    return save(
        form,
        lambda: services.edit_duty(duty, form.facts(), form.addressed, **said, by=person, at=clock.now()),
        words=gettext("Saved. Open reports that are not due yet follow the new day; what is late stays late."),
        onward=url_for(".show", duty_id=duty.id),
        again=lambda status: _form(form, duty, status=status),
        compare=lambda: form.compare(duty, _form_of(person, duty), last_change_of(duty)),
    )


def _wanted() -> queries.WantedDuties:
    """The filters in the address; what means nothing is left out."""
    frequency = request.args.get("frequency")
    return queries.WantedDuties(
        words=request.args.get("q", ""),
        frequency=Frequency(frequency) if frequency in set(Frequency) else None,
        unit_id=request.args.get("unit", type=record_number),
        ended=request.args.get("state") == "ended",
    )


def _offered(form: DutyForm, person: Person, duty: ReportDuty | None = None) -> DutyForm:
    programme_id = duty.programme_id if duty is not None else chosen_programme(person, may=person.runs).id
    year = chosen_quarter().year
    written = [duty.first_period, duty.last_period] if duty is not None else []
    years = {year - 1, year, year + 1, *(Period.parse(one).year for one in written if one)}
    form.offer(AddresseeChoices.of(programme_id), source_choices(person, programme_id=programme_id), years)
    return form


def _form_of(person: Person, duty: ReportDuty) -> DutyForm:
    to = [one for one in duty.addressees if one.ended_on is None]
    given = {
        "to": [AddresseeChoices.value_of(unit_id=one.unit_id, group_id=one.group_id) for one in to],
        "through": f"unit-{duty.through_id}" if duty.through_id is not None else "",
        "document": str(duty.document_id or ""),
    }
    return _offered(DutyForm(formdata=None, obj=duty, **given), person, duty)


def _form(form: DutyForm, duty: ReportDuty | None = None, *, status: int = 200) -> ResponseReturnValue:
    return render_template("reports/duties/form.html", form=form, duty=duty), status
