"""A meeting's agenda: built from facts, added to, ordered; and each item with what it has to say."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.audit.queries import last_change_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.htmx import fragment, page_or_fragment, wants_fragment
from tracker.core.problems import said
from tracker.meetings import policy
from tracker.meetings.forms.agenda import ItemForm, PapersForm, PlaceForm
from tracker.meetings.models import AgendaItem, Meeting
from tracker.meetings.queries.agenda import agenda_of, get_item, get_meeting_bare, papers_of
from tracker.meetings.queries.facts import facts_of_item
from tracker.meetings.queries.standings import standing_of_units
from tracker.meetings.rules.agenda import CHANGEABLE, READABLE
from tracker.meetings.services import agenda as services
from tracker.office.models import Person
from tracker.tasks.queries import reckoning

bp = Blueprint("agenda", __name__)


@bp.get("/meetings/<int:meeting_id>/agenda")
@guarded_by(policy.can_view, get_meeting_bare)
def index(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """What the meeting goes through, how each unit stands, and the papers."""
    return show_agenda(person, meeting)


@bp.post("/meetings/<int:meeting_id>/agenda/build")
@guarded_by(policy.can_run, get_meeting_bare, sees=policy.can_view)
def build(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Put the items on it that have something to say now."""

    def verb() -> str:
        fresh = services.build_agenda(meeting, by=person, at=clock.now())
        if not fresh:
            return str(gettext("Nothing new has anything to say. What was taken off stays off; it can be put back."))
        return str(ngettext("Put on the agenda: %(num)d item.", "Put on the agenda: %(num)d items.", len(fresh)))

    return _act(person, meeting, verb)


@bp.post("/meetings/<int:meeting_id>/agenda")
@guarded_by(policy.can_run, get_meeting_bare, sees=policy.can_view)
def add(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Put a topic on it."""
    form = ItemForm().offer(meeting.programme.members)
    if not form.validate_on_submit():
        return show_agenda(person, meeting, new=form, status=422)

    def verb() -> str:
        services.add_topic(meeting, by=person, at=clock.now(), **form.facts())
        return str(gettext("Put on the agenda: “%(item)s”.", item=form.facts()["title"]))

    return _act(person, meeting, verb, new=form)


@bp.get("/agenda-items/<int:agenda_item_id>")
@guarded_by(policy.can_view_item, get_item)
def show(person: Person, item: AgendaItem) -> ResponseReturnValue:
    """One item: its words, its papers, and its facts of this moment."""
    meeting, today = item.meeting, reckoning(clock.today())
    agenda = agenda_of(meeting.id)
    places = {row.id: place for place, row in enumerate(agenda)}
    here = places.get(item.id)
    return page_or_fragment(
        "meetings/agenda/show.html",
        "meetings/agenda/_facts.html",
        item=item,
        meeting=meeting,
        facts=facts_of_item(item, person, today),
        reckoning=today,
        papers=[paper for paper in _papers(person, meeting) if paper.item_id == item.id],
        before=agenda[here - 1] if here else None,
        after=agenda[here + 1] if here is not None and here + 1 < len(agenda) else None,
        may_run=_may_run(person, meeting),
    )


@bp.get("/agenda-items/<int:agenda_item_id>/edit")
@guarded_by(policy.can_run_item, get_item, sees=policy.can_view_item)
def edit(_person: Person, item: AgendaItem) -> ResponseReturnValue:
    """Its words and who speaks, to mend."""
    return _form(item, ItemForm.of(item))


@bp.post("/agenda-items/<int:agenda_item_id>/edit")
@guarded_by(policy.can_run_item, get_item, sees=policy.can_view_item)
def mend(person: Person, item: AgendaItem) -> ResponseReturnValue:
    """Save them."""
    form = ItemForm().offer(item.meeting.programme.members, item.unit)
    if not form.validate_on_submit():
        return _form(item, form, status=422)
    return save(
        form,
        lambda: services.edit_item(item, seen=form.seen, by=person, at=clock.now(), **form.facts()),
        words=gettext("Saved."),
        onward=_place_of(item),
        again=lambda status: _form(item, form, status=status),
        compare=lambda: form.compare(item, ItemForm.of(item), last_change_of(item)),
    )


@bp.post("/agenda-items/<int:agenda_item_id>/end")
@guarded_by(policy.can_run_item, get_item, sees=policy.can_view_item)
def end(person: Person, item: AgendaItem) -> ResponseReturnValue:
    """Take it off."""

    def verb() -> str:
        services.end_item(item, by=person, at=clock.now())
        return str(gettext("Taken off the agenda: “%(item)s”. It can be put back below.", item=item.title))

    return _act(person, item.meeting, verb)


@bp.post("/agenda-items/<int:agenda_item_id>/put-back")
@guarded_by(policy.can_run_item, get_item, sees=policy.can_view_item)
def put_back(person: Person, item: AgendaItem) -> ResponseReturnValue:
    """Undo that."""

    def verb() -> str:
        services.put_item_back(item, by=person, at=clock.now())
        return str(gettext("Put back: “%(item)s”.", item=item.title))

    return _act(person, item.meeting, verb, item)


@bp.post("/agenda-items/<int:agenda_item_id>/move")
@guarded_by(policy.can_run_item, get_item, sees=policy.can_view_item)
def move(person: Person, item: AgendaItem) -> ResponseReturnValue:
    """Bring it to another place; the focus stays with it."""
    form = PlaceForm()
    if not form.validate_on_submit():
        return show_agenda(person, item.meeting, status=422)
    place = form.place.data or 1
    return _act(person, item.meeting, lambda: services.move_item(item, place=place, by=person, at=clock.now()), item)


def show_agenda(
    person: Person,
    meeting: Meeting,
    *,
    new: ItemForm | None = None,
    files: PapersForm | None = None,
    problem: str = "",
    told: str = "",
    adding: bool = False,
    status: int = 200,
) -> ResponseReturnValue:
    """The agenda's page, or the list alone, as it stands; `told` and `problem` are what the last act came to.

    `adding` leaves the form of a topic open for the next one.
    """
    items = agenda_of(meeting.id, ended=True)
    facts: dict[str, Any] = {
        "meeting": meeting,
        "agenda": [row for row in items if not row.ended],
        "taken_off": [row for row in items if row.ended],
        "may_run": _may_run(person, meeting),
        "new": new or ItemForm(formdata=None).offer(meeting.programme.members),
        "problem": problem,
        "told": told,
        "adding": adding,
    }
    if wants_fragment():
        return fragment("meetings/agenda/_items.html", status=status, **facts)
    today = reckoning(clock.today())
    facts["standings"] = standing_of_units(
        person, programme_id=meeting.programme_id, quarter=meeting.quarter, reckoning=today
    )
    facts |= {"papers": _papers(person, meeting), "own": not person.observes(meeting.programme_id)}
    chosen = [(row.id, row.title) for row in facts["agenda"]]
    facts["files"] = (files or PapersForm(formdata=None)).offer(chosen)
    return render_template("meetings/agenda/index.html", **facts), status


def _papers(person: Person, meeting: Meeting) -> list[Any]:
    """What of the meeting's table the person may read (`policy.can_view_paper`)."""
    may_read = person.observes(meeting.programme_id) or meeting.state in READABLE
    return papers_of(meeting.id) if may_read else []


def _may_run(person: Person, meeting: Meeting) -> bool:
    return policy.can_run(person, meeting) and meeting.state in CHANGEABLE


def _act(
    person: Person,
    meeting: Meeting,
    verb: Callable[[], str | None],
    item: AgendaItem | None = None,
    *,
    new: ItemForm | None = None,
) -> ResponseReturnValue:
    """One act on the agenda: the list as it stands afterwards with what was done, or with what refused it."""
    try:
        with transaction():
            told = verb() or ""
    except RuleBroken as refusal:
        if not wants_fragment():
            flash(said(refusal), "problem")
        return show_agenda(person, meeting, new=new, problem=said(refusal), status=422)
    if wants_fragment():
        return show_agenda(person, meeting, told=told, adding=new is not None)
    if told:
        flash(told, "done")
    return redirect(_place_of(item) if item is not None else url_for(".index", meeting_id=meeting.id))


def _place_of(item: AgendaItem) -> str:
    return url_for(".index", meeting_id=item.meeting_id, _anchor=f"agenda-item-{item.id}")


def _form(item: AgendaItem, form: ItemForm, *, status: int = 200) -> ResponseReturnValue:
    facts = {"item": item, "meeting": item.meeting, "form": form}
    return render_template("meetings/agenda/edit.html", **facts), status
