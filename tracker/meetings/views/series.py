"""Series of meetings: the list, one series with its hosts over years and what is proposed, adding and mending one."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.audit.queries import last_change_of, story_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.context import wants_sheet
from tracker.core.db import transaction
from tracker.core.htmx import page_or_fragment
from tracker.core.periods import quarters_of
from tracker.meetings import policy, queries, services
from tracker.meetings.forms import ProposalForm, SeriesForm, year_asked
from tracker.meetings.models import MeetingSeries
from tracker.meetings.sheets import download_hosts, download_series
from tracker.meetings.views.doubts import doubts_of
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.office.queries import groups

bp = Blueprint("meeting_series", __name__, url_prefix="/meeting-series")
SPANS = (3, 2, 5)  # years that the table of hosts can show; the first unless another is chosen


@bp.get("/")
@guarded_by(policy.can_list)
def index(person: Person) -> ResponseReturnValue:
    """The series of the programme."""
    programme, state = chosen_programme(person), request.args.get("state", "")
    rows = queries.series_of(programme.id, today=clock.today(), ended=state == "all")
    if wants_sheet():
        return download_series(rows)
    facts: dict[str, Any] = {"rows": rows, "chosen": {"state": state}, "may_plan": person.runs(programme.id)}
    return page_or_fragment("meetings/series/index.html", "meetings/series/_series.html", **facts)


@bp.get("/<int:series_id>")
@guarded_by(policy.can_view_series, queries.get_series)
def show(person: Person, series: MeetingSeries) -> ResponseReturnValue:
    """Who hosted when, and what is proposed for a year."""
    return _page(person, series)


@bp.post("/<int:series_id>/plan")
@guarded_by(policy.can_run_series, queries.get_series, sees=policy.can_view_series)
def plan(person: Person, series: MeetingSeries) -> ResponseReturnValue:
    """Plan the meetings that are ticked, as they were mended."""
    form = ProposalForm().over(_proposed(series, queries.hosting(series.id)))
    if not form.validate_on_submit():
        return _page(person, series, form, status=422)
    wanted = form.wanted(series)
    if not form.sure_of(doubt for one in wanted for doubt in doubts_of(person, _place_of(one))):
        return _page(person, series, form, status=422)
    return save(
        form,
        lambda: services.plan_series(series, wanted, by=person, at=clock.now()),
        words=ngettext("%(num)d meeting was planned.", "%(num)d meetings were planned.", len(wanted)),
        onward=url_for(".show", series_id=series.id, year=year_asked()),
        again=lambda status: _page(person, series, form, status=status),
    )


@bp.get("/new")
@guarded_by(policy.can_plan)
def new(person: Person) -> ResponseReturnValue:
    """The empty form."""
    chosen_programme(person, may=person.runs)
    return _form(SeriesForm(formdata=None))


@bp.post("/new")
@guarded_by(policy.can_plan)
def add(person: Person) -> ResponseReturnValue:
    """Enter it."""
    form, programme = SeriesForm().offer(groups()), chosen_programme(person, may=person.runs)
    if not form.validate_on_submit():
        return _form(form, status=422)
    with transaction():
        series = services.add_series(form.facts(), programme=programme, by=person, at=clock.now())
    flash(gettext("Saved."), "done")
    return redirect(url_for(".show", series_id=series.id))


@bp.get("/<int:series_id>/edit")
@guarded_by(policy.can_run_series, queries.get_series, sees=policy.can_view_series)
def edit(_person: Person, series: MeetingSeries) -> ResponseReturnValue:
    """What is known of it, to mend."""
    return _form(SeriesForm.of(series), series)


@bp.post("/<int:series_id>/edit")
@guarded_by(policy.can_run_series, queries.get_series, sees=policy.can_view_series)
def mend(person: Person, series: MeetingSeries) -> ResponseReturnValue:
    """Save it."""
    form = SeriesForm().offer(groups(), series=series)
    if not form.validate_on_submit():
        return _form(form, series, status=422)
    facts = form.facts()
    return save(
        form,
        lambda: services.edit_series(series, facts, seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved."),
        onward=url_for(".show", series_id=series.id),
        again=lambda status: _form(form, series, status=status),
        compare=lambda: form.compare(series, _offered(SeriesForm.of(series), series), last_change_of(series)),
    )


@bp.post("/<int:series_id>/end")
@guarded_by(policy.can_run_series, queries.get_series, sees=policy.can_view_series)
def end(person: Person, series: MeetingSeries) -> ResponseReturnValue:
    """Propose no further meetings."""
    words = gettext("Ended. No further meetings are proposed; those that are planned stay.")
    return _act(person, series, lambda: services.end_series(series, by=person, at=clock.now()), words)


@bp.post("/<int:series_id>/resume")
@guarded_by(policy.can_run_series, queries.get_series, sees=policy.can_view_series)
def resume(person: Person, series: MeetingSeries) -> ResponseReturnValue:
    """Propose again."""
    words = gettext("Taken up again.")
    return _act(person, series, lambda: services.resume_series(series, by=person, at=clock.now()), words)


def _act(person: Person, series: MeetingSeries, verb: Callable[[], object], words: str) -> ResponseReturnValue:
    onward = url_for(".show", series_id=series.id)
    return act(verb, words=words, onward=onward, again=lambda status: _page(person, series, status=status))


def _proposed(series: MeetingSeries, held: Sequence[queries.Hosting]) -> list[queries.Proposal]:
    """Of that year."""
    today = clock.today()
    hosts = queries.hosts_of(series, on=today)
    return queries.proposals(series, _year(held), hosts=hosts, held=held, today=today)


def _year(held: Sequence[queries.Hosting]) -> int:
    """The year in the address, else the one that lacks a meeting next."""
    today, met = clock.today(), {one.quarter for one in held}
    if "year" in request.args:
        return year_asked()
    lacking = any(quarter.last_day >= today and quarter not in met for quarter in quarters_of(today.year))
    return today.year if lacking else today.year + 1


def _place_of(one: services.ToPlan) -> dict[str, Any]:
    return {"venue": one.venue, "held_on": one.held_on, "starts_at": one.starts_at}


def _page(
    person: Person, series: MeetingSeries, form: ProposalForm | None = None, *, status: int = 200
) -> ResponseReturnValue:
    """The page; `form` is what was typed and refused."""
    held = queries.hosting(series.id)
    year = _year(held)
    span = request.args.get("span", SPANS[0], type=int)
    years = range(year - (span if span in SPANS else SPANS[0]) + 1, year + 1)
    quarters = [quarter for one in years for quarter in quarters_of(one)]
    lines = queries.host_lines(queries.hosts_of(series, on=clock.today()), held)
    if wants_sheet():
        return download_hosts(series.name, lines, quarters)
    may_run = policy.can_run_series(person, series)
    if form is None and may_run and series.ended_on is None:
        form = ProposalForm.of(series, _proposed(series, held))
    page = render_template(
        "meetings/series/show.html",
        series=series,
        lines=lines,
        quarters=quarters,
        form=form,
        chosen={"year": year, "span": span},
        years=range(clock.today().year - 2, clock.today().year + 3),
        spans=sorted(SPANS),
        venues=queries.venue_names() if form else [],
        may_run=may_run,
        events=story_of(series) if person.observes(series.programme_id) else [],
    )
    return page, status


def _offered(form: SeriesForm, series: MeetingSeries | None = None) -> SeriesForm:
    return form.offer(groups(), series=series)


def _form(form: SeriesForm, series: MeetingSeries | None = None, *, status: int = 200) -> ResponseReturnValue:
    return render_template("meetings/series/form.html", form=_offered(form, series), series=series), status
