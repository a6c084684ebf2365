"""The money of a pilot."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act
from tracker.core.context import chosen_quarter
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.office.models import Person
from tracker.pilots import policy, queries, services
from tracker.pilots.amounts import written
from tracker.pilots.forms import FundingForm
from tracker.pilots.models import Pilot, PilotFunding

bp = Blueprint("pilot_funding", __name__)


@bp.get("/pilots/<int:pilot_id>/funding")
@guarded_by(policy.can_mend, queries.get_pilot, sees=policy.can_view)
def new(_person: Person, pilot: Pilot) -> ResponseReturnValue:
    """A line to fill in."""
    return _form(FundingForm(year=chosen_quarter().year), pilot)


@bp.post("/pilots/<int:pilot_id>/funding")
@guarded_by(policy.can_mend, queries.get_pilot, sees=policy.can_view)
def add(person: Person, pilot: Pilot) -> ResponseReturnValue:
    """Enter it."""
    form = FundingForm()
    if not form.validate_on_submit():
        return _form(form, pilot, status=422)
    try:
        with transaction():
            funding = services.add_funding(pilot, **form.facts, by=person, at=clock.now())
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, pilot, status=422)
    return _saved(funding)


@bp.get("/pilots/funding/<int:funding_id>")
@guarded_by(policy.can_mend_funding, queries.get_funding, sees=policy.can_see_funding)
def edit(_person: Person, funding: PilotFunding) -> ResponseReturnValue:
    """A line to mend."""
    return _form(FundingForm(formdata=None, obj=funding), funding.pilot, funding)


@bp.post("/pilots/funding/<int:funding_id>")
@guarded_by(policy.can_mend_funding, queries.get_funding, sees=policy.can_see_funding)
def mend(person: Person, funding: PilotFunding) -> ResponseReturnValue:
    """Save it."""
    form = FundingForm()
    if not form.validate_on_submit():
        return _form(form, funding.pilot, funding, status=422)
    try:
        with transaction():
            services.edit_funding(funding, **form.facts, seen=form.seen, by=person, at=clock.now())
    except ChangedMeanwhile:
        form.compare(funding, FundingForm(formdata=None, obj=funding), last_change_of(funding))
        return _form(form, funding.pilot, funding, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, funding.pilot, funding, status=422)
    return _saved(funding)


@bp.post("/pilots/funding/<int:funding_id>/end")
@guarded_by(policy.can_mend_funding, queries.get_funding, sees=policy.can_see_funding)
def end(person: Person, funding: PilotFunding) -> ResponseReturnValue:
    """Take it out."""
    pilot = funding.pilot
    return act(
        lambda: services.end_funding(funding, by=person, at=clock.now()),
        words=gettext("Taken out. The line stays in the story of the pilot."),
        onward=url_for("pilots.show", pilot_id=pilot.id, _anchor="money"),
        again=lambda status: _form(FundingForm(formdata=None, obj=funding), pilot, funding, status=status),
    )


def _saved(funding: PilotFunding) -> ResponseReturnValue:
    flash(gettext("Saved: %(amount)s đồng.", amount=written(funding.amount)), "done")
    return redirect(url_for("pilots.show", pilot_id=funding.pilot_id, _anchor="money"))


def _form(
    form: FundingForm, pilot: Pilot, funding: PilotFunding | None = None, *, status: int = 200
) -> ResponseReturnValue:
    return render_template("pilots/funding.html", form=form, pilot=pilot, funding=funding), status
