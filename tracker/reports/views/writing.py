"""A unit writes its report: each item is a form of its own, which saves by itself and without it by its button."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.db import transaction
from tracker.core.errors import ChangedMeanwhile, RuleBroken
from tracker.core.htmx import fragment, wants_fragment
from tracker.office.models import Person
from tracker.reports import policy
from tracker.reports.forms.answers import AnswerForm
from tracker.reports.models import FormItem, Report
from tracker.reports.queries.records import get_report
from tracker.reports.queries.writing import find_item, versions_of
from tracker.reports.rules.moves import WRITABLE
from tracker.reports.services.writing import save_answer
from tracker.reports.views.desk import Desk

bp = Blueprint("writing", __name__)


@bp.get("/reports/<int:report_id>/write")
@guarded_by(policy.can_write, get_report, sees=policy.can_view)
def edit(person: Person, report: Report) -> ResponseReturnValue:
    """The page; one that is excused is only shown."""
    if report.state not in WRITABLE:
        return redirect(url_for("reports.show", report_id=report.id))
    return Desk(person, report).page(status=200)


@bp.get("/reports/<int:report_id>/answers")
@guarded_by(policy.can_write, get_report, sees=policy.can_view)
def others(person: Person, report: Report) -> ResponseReturnValue:
    """What others saved since: `seen` and `busy` say which version of each item is on the page, "k1:3".

    Items that the person is not typing in (`seen`) come whole; of a `busy` one they are told. 204 where nothing is new.
    """
    if not wants_fragment():
        return redirect(url_for(".edit", report_id=report.id))
    now = {version.key: version for version in versions_of(report)}
    new = [now[key] for key, number in _versions("seen").items() if key in now and now[key].number > number]
    told = [now[key] for key, number in _versions("busy").items() if key in now and now[key].number > number]
    if not new and not told:
        return "", 204
    desk, fresh = Desk(person, report), {one.key for one in new}
    sections = [desk.section(item) for item in desk.items if item.key in fresh]
    return fragment("reports/_write_others.html", report=report, sections=sections, told=told)


@bp.post("/reports/<int:report_id>/answers")
@guarded_by(policy.can_write, get_report, sees=policy.can_view)
def save(person: Person, report: Report) -> ResponseReturnValue:
    """Save what stands under one item."""
    form = AnswerForm()
    item = find_item(report, form.key.data or "")
    if item is None:
        flash(gettext("This was not saved: the report asks no such thing any more."), "problem")
        return Desk(person, report).page(status=422)
    form.named(item)
    if not form.validate_on_submit() or not form.reads(Desk(person, report).measure(item)):
        return _answer(person, report, item, form, status=422)
    try:
        with transaction():
            save_answer(report, item, form.typed, seen=form.seen, by=person, at=clock.now())
    except ChangedMeanwhile:
        return _answer(person, report, item, form, status=409)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _answer(person, report, item, form, status=422)
    return _saved(person, report, item)


def _saved(person: Person, report: Report, item: FormItem) -> ResponseReturnValue:
    if wants_fragment():
        desk = Desk(person, report)
        left = desk.what_is_left()
        return fragment("reports/_write_just_saved.html", report=report, section=desk.section(item), **left)
    flash(gettext("Saved: %(title)s", title=item.title), "done")
    return redirect(url_for(".edit", report_id=report.id, _anchor=f"item-{item.key}"))


def _answer(person: Person, report: Report, item: FormItem, form: AnswerForm, *, status: int) -> ResponseReturnValue:
    """What was typed, with what kept it from being saved."""
    desk = Desk(person, report)
    if status == 409 and item.key not in desk.answers:
        form.forget_version()
        status = 422
    section = desk.section(item, form, clash=status == 409)
    if wants_fragment():
        return fragment("reports/_write_saved.html", status=status, report=report, section=section)
    return desk.page(section, status=status)


def _versions(name: str) -> dict[str, int]:
    """ "k1:3" of the address as {"k1": 3}; what is no such thing is left out."""
    pairs = (one.partition(":") for one in request.args.getlist(name))
    return {key: int(number) for key, _, number in pairs if number.isascii() and number.isdigit() and len(number) < 9}
