"""What a duty's reports are asked: each change is a further version, which counts from a period on."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from tracker import audit
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.core.periods import Period
from tracker.office.models import Person
from tracker.reports import labels, queries
from tracker.reports.models import FormItem, Report, ReportDuty, ReportForm
from tracker.reports.rules.forms import Asked, answers_alike, as_asked, check_form
from tracker.reports.rules.moves import HANDED_IN
from tracker.reports.rules.windows import check_period


def edit_form(
    duty: ReportDuty, items: Sequence[Asked], *, from_period: str, seen: int, by: Person, at: datetime
) -> ReportForm:
    """Ask other things from a period on; `seen` is the number of the version that the person had before them.

    Drafts of those periods go on in the new version: answers are kept by key, those that are asked no more too.
    Raises ChangedMeanwhile, NotFromHere, NoSuchPeriod, and the refusals of `check_form`.
    """
    hold(duty)
    if duty.ended_on is not None:
        raise NotFromHere(state=labels.ENDED)
    versions = queries.forms_of(duty.id)
    if seen != (versions[0].number if versions else 0):
        raise ChangedMeanwhile
    check_period(duty, from_period, labels.FREQUENCY[duty.frequency])
    form = add_version(duty, items, from_period=from_period, number=seen + 1, by=by, at=at)
    db.session.execute(
        sa.update(Report)
        .where(Report.duty_id == duty.id, Report.form_id.is_not(None))
        .where(Report.period_end >= form.since, Report.state.not_in(HANDED_IN))  # what is excused may be asked again
        .values(form_id=form.id, version=Report.version + 1)
    )
    audit.record("report_duty.form_edited", subject=duty, by=by, at=at, period=from_period, items=len(form.items))
    return form


def add_version(
    duty: ReportDuty, items: Sequence[Asked], *, from_period: str, number: int, by: Person | None, at: datetime
) -> ReportForm:
    """Write a version of a duty's form down. Raises the refusals of `check_form`.

    An item keeps its key as long as old answers answer it too; keys of items that were dropped are not used again.
    """
    check_form(items)
    known = {item.key: as_asked(item) for form in reversed(queries.forms_of(duty.id)) for item in form.items}
    last = max((int(key[1:]) for key in known), default=0)
    form = ReportForm(
        duty=duty,
        number=number,
        from_period=from_period,
        since=Period.parse(from_period).last_day,
        by_id=by.id if by is not None else None,
        at=at,
    )
    for position, item in enumerate(items):
        before = known.pop(item.key, None)
        kept = before is not None and answers_alike(before, item)
        last += not kept
        form.items.append(_item(item, item.key if kept else f"k{last}", position))
    db.session.add(form)
    db.session.flush()
    return form


def _item(item: Asked, key: str, position: int) -> FormItem:
    return FormItem(
        key=key,
        position=position,
        kind=item.kind,
        title=item.title.strip(),
        hint=item.hint.strip(),
        measure=item.measure.strip(),
        target_id=item.target_id,
        required=item.required,
    )
