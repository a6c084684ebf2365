"""A unit writes its report, field by field."""

from datetime import datetime, timedelta

from tracker import audit
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.office.models import Person
from tracker.reports import labels
from tracker.reports.models import Answer, FormItem, Report, ReportState
from tracker.reports.queries.forms import form_for
from tracker.reports.queries.writing import find_answer
from tracker.reports.rules.answers import Typed, typed_in
from tracker.reports.rules.moves import WRITABLE, when_written

ONE_SITTING = timedelta(minutes=10)  # saved by itself every second, a section is told of once in the story


def start_report(report: Report, *, by: Person, at: datetime) -> None:
    """Begin to write: from now on it is written in the form that counts for its period. Once begun, nothing happens."""
    check_writable(report)
    if report.form_id is None:
        form = form_for(report.duty_id, report.period_end)
        report.form_id = form.id if form is not None else None
    if report.state is ReportState.EXPECTED:
        report.state = when_written(report.state)
        audit.record("report.begun", subject=report, by=by, at=at, period=report.period)


def save_answer(report: Report, item: FormItem, typed: Typed, *, seen: int, by: Person, at: datetime) -> Answer:
    """Keep what was typed under one item; `seen` is the version of the answer before them, 0 for none.

    The same again changes nothing. Raises NotFromHere, and ChangedMeanwhile when another saved since `seen`.
    """
    hold(report)
    start_report(report, by=by, at=at)
    answer = find_answer(report, item.key)
    if answer is not None and typed_in(answer) == typed:
        return answer
    if seen != (answer.version if answer is not None else 0):
        raise ChangedMeanwhile
    told = answer is not None and answer.by_id == by.id and at - answer.at < ONE_SITTING
    if answer is None:
        answer = Answer(report_id=report.id, key=item.key, by_id=by.id, at=at)
        db.session.add(answer)
    answer.words, answer.figure, answer.nothing_to_report = typed.words, typed.figure, typed.nothing_to_report
    answer.part, answer.whole, answer.by_id, answer.at = typed.part, typed.whole, by.id, at
    db.session.flush()
    if not told:
        audit.record("report.answer_saved", subject=answer, story=report, by=by, at=at, title=item.title)
    return answer


def check_writable(report: Report) -> None:
    """Refuse to write in one that is excused."""
    if report.state not in WRITABLE:
        raise NotFromHere(state=labels.STATE[report.state])
