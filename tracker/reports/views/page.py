"""The page of one report, as every act on it shows it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.incoming import record_number
from tracker.office.models import Person
from tracker.reports import policy, queries
from tracker.reports.models import HandedIn, Report, ReportState
from tracker.reports.queries import handing
from tracker.reports.rules.freezing import Content, changed_keys, says_the_same
from tracker.reports.rules.moves import MOVES, OWED, WRITABLE, has_ended, late_days, passes_through, waits_for


@dataclass(frozen=True, slots=True)
class Shown:
    """One item of a report as a page shows it."""

    item: Mapping[str, Any]
    figure: Decimal | None
    share: float | None  # in percent, of a figure with its counts
    changed: bool  # since it was handed in before
    returned_words: str


def page_of(person: Person, report: Report, *, status: int = 200) -> ResponseReturnValue:
    """One report: how it stands, what was handed in or (for its unit) is written, its story, and what may be done.

    `?number=` shows what was handed in under that number; its unit sees with `?draft=1` what it writes now.
    """
    number = request.args.get("number", type=record_number)
    handed = handing.handed_in_of(report, number)
    draft = _draft(person, report, number, handed)
    before = handing.handed_in_of(report, handed.number - 1) if handed is not None and handed.number > 1 else None
    as_draft = draft is not None and ("draft" in request.args or handed is None or report.state in OWED)
    shown = draft if as_draft else handed.content if handed is not None else None
    page = render_template(
        "reports/show.html",
        report=report,
        handed=handed,
        draft=draft,
        as_draft=as_draft,
        items=items_of(report, shown, handed if as_draft else before) if shown is not None else [],
        files=shown["files"] if shown is not None else [],
        explanations=handing.explanations_of(report),
        through=passes_through(report),
        events=handing.story_seen_by(person, report),
        **facts_of(person, report),
    )
    return page, status


def facts_of(person: Person, report: Report) -> dict[str, Any]:
    """How it stands today, and what the person may do with it now."""
    lock = handing.lock_in_force(report.duty_id, report.period)
    calendar, today = work_calendar(), clock.today()
    onward, owed = MOVES[report.state], report.state in OWED
    may_return = policy.can_settle(person, report) or (
        policy.can_forward(person, report) and report.state is ReportState.SUBMITTED
    )
    return {
        "lock": lock,
        "waits_for": waits_for(report),
        "late": late_days(report.due_on, clock.local(report.submitted_at or clock.now()).date(), calendar),
        "days_left": None if report.due_on is None else calendar.days_until(report.due_on, today=today),
        "may_write": policy.can_write(person, report) and report.state in WRITABLE,
        "may_submit": policy.can_submit(person, report) and ReportState.SUBMITTED in onward and lock is None,
        "may_explain": policy.can_write(person, report) and owed,
        "may_forward": policy.can_forward(person, report) and ReportState.FORWARDED in onward,
        "may_accept": policy.can_settle(person, report) and ReportState.ACCEPTED in onward and not waits_for(report),
        "may_return": may_return and ReportState.RETURNED in onward and lock is None,
        "may_excuse": policy.can_excuse(person, report) and ReportState.EXCUSED in onward,
        "may_ask_again": policy.can_excuse(person, report)
        and report.state is ReportState.EXCUSED
        and not has_ended(report.unit, today),
        "may_lock": policy.can_lock(person, report.duty),
        "own": policy.can_read_draft(person, report),
    }


def _draft(person: Person, report: Report, number: int | None, handed: HandedIn | None) -> Content | None:
    """What its unit has written and not handed in; None for all others, and where that says nothing new."""
    if number is not None or not policy.can_read_draft(person, report):
        return None
    form = queries.form_of(report)
    content = handing.as_it_stands(report, form) if form is not None else None
    if content is None or report.state in OWED:
        return content if report.answers else None
    return None if handed is None or says_the_same(content, handed.content) else content


def items_of(report: Report, content: Content, before: HandedIn | None = None) -> list[Shown]:
    """What a report says, with what differs from what was handed in before."""
    changed = changed_keys(content, before.content) if before is not None else set()
    returned = {answer.key: answer.returned_words for answer in report.answers}
    return [_shown(item, item["key"] in changed, returned.get(item["key"], "")) for item in content["items"]]


def _shown(item: Mapping[str, Any], changed: bool, returned_words: str) -> Shown:
    part, whole = item["part"], item["whole"]
    figure = None if item["figure"] is None else Decimal(item["figure"])
    return Shown(item, figure, 100 * part / whole if part is not None and whole else None, changed, returned_words)
