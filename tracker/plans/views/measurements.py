"""What was measured of a target: all that was entered, and entering many figures at once."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.context import here, wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.incoming import record_number
from tracker.core.periods import Period, PeriodKind, Quarter, periods_of
from tracker.office.models import Person
from tracker.plans import policy, queries, rules, services
from tracker.plans.forms.measurements import EntryRow, MeasuringForm
from tracker.plans.models import Target
from tracker.plans.queries.log import PAGE, measured_units, measurement_log
from tracker.plans.queries.series import Series, series_by_unit
from tracker.plans.queries.units import last_measurement_id, shares_of, units_measured_in
from tracker.plans.rules import MeasuredMeanwhile
from tracker.plans.sheets import download_measurements

bp = Blueprint("measurements", __name__, url_prefix="/targets/<int:target_id>/measurements")


@bp.get("/")
@guarded_by(policy.can_view_target, queries.get_target)
def index(_person: Person, target: Target) -> ResponseReturnValue:
    """All that was entered of it, the newest first, with what was replaced."""
    unit, period = request.args.get("unit", type=record_number), request.args.get("period", "")
    rows = measurement_log(
        target,
        unit_id=unit,
        period=period,
        before=request.args.get("before", type=record_number),
        limit=None if wants_sheet() else PAGE + 1,
    )
    if wants_sheet():
        return download_measurements(target, rows)
    return render_template(
        "plans/targets/measurements.html",
        target=target,
        rows=[(row, rules.in_force(target, Period.parse(row.period).last_day).measure) for row in rows[:PAGE]],
        next_url=here(before=rows[PAGE - 1].id) if len(rows) > PAGE else None,
        chosen={"unit": unit, "period": period},
        units=measured_units(target),
        periods=_periods(target),
    )


@bp.get("/new")
@guarded_by(policy.can_measure, queries.get_target, sees=policy.can_view_target)
def new(person: Person, target: Target) -> ResponseReturnValue:
    """A row for each unit, empty, beside the figure that counts now."""
    period = _period_asked(target)
    form = MeasuringForm(seen=last_measurement_id(target)).over(_rows(person, target, period))
    return _form(form, target, period)


@bp.post("/new")
@guarded_by(policy.can_measure, queries.get_target, sees=policy.can_view_target)
def add(person: Person, target: Target) -> ResponseReturnValue:
    """Enter what was typed, all of it or nothing."""
    period = _period_asked(target)
    terms = rules.in_force(target, period.last_day)
    form = MeasuringForm().over(_rows(person, target, period))
    valid, entries = form.validate_on_submit(), form.entries(measure=terms.measure, goal=terms.value)
    if not valid or form.form_errors:
        return _form(form, target, period, status=422)
    facts = {"period": period, "seen": form.seen.data or 0, "source": form.source.data, "by": person}
    try:
        with transaction():
            services.measure_units(target, entries, **facts, at=clock.now())
    except MeasuredMeanwhile as clash:
        form.over(_rows(person, target, period)).mark(clash, seen=last_measurement_id(target))
        form.refuse(clash)
        return _form(form, target, period, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _form(form, target, period, status=422)
    flash(gettext("Saved. The figures count from now on; earlier ones stay to be read."), "done")
    return redirect(url_for("targets.show", target_id=target.id))


def _rows(person: Person, target: Target, period: Period) -> list[EntryRow]:
    """All together and each unit for staff and chair; for others their own."""
    all_of_them = policy.can_edit_target(person, target)
    known, on = series_by_unit(target.id, on=clock.today()), period.last_day
    terms = rules.in_force(target, on)
    shares = {unit_id: value for unit_id, (value, _) in shares_of(target, rules.allocations_of(target, on)).items()}
    units = units_measured_in(target, period, shares, but=None if all_of_them else policy.measured_by(person, target))
    return [
        EntryRow(
            unit,
            rules.demanded(terms, unit.id if unit else None, shares),
            known.get(unit.id if unit else None, Series()).by_period.get(str(period)),
        )
        for unit in [*([None] if all_of_them else []), *units]
    ]


def _periods(target: Target) -> list[Period]:
    """The periods of the plan's year that have begun, by kind; quarters first, since figures are mostly theirs."""
    kinds = (PeriodKind.QUARTER, PeriodKind.MONTH, PeriodKind.HALF_YEAR, PeriodKind.NINE_MONTHS, PeriodKind.YEAR)
    every = [period for kind in kinds for period in periods_of(target.plan.year, kind)]
    return [period for period in every if period.first_day <= clock.today()] or every[:1]


def _period_asked(target: Target) -> Period:
    """The period in the address; else the quarter that is under way, or the last of a year that is over."""
    periods = _periods(target)
    by_name = {str(period): period for period in periods}
    usual = str(Period.of(Quarter.of(clock.today())))
    quarters = [period for period in periods if period.kind is PeriodKind.QUARTER]
    return by_name.get(request.args.get("period", "")) or by_name.get(usual) or quarters[-1]


def _form(form: MeasuringForm, target: Target, period: Period, *, status: int = 200) -> ResponseReturnValue:
    terms = rules.in_force(target, period.last_day)
    page = render_template(
        "plans/targets/measure.html", form=form, target=target, terms=terms, period=period, periods=_periods(target)
    )
    return page, status
