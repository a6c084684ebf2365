"""A report is handed in, goes through the unit that it passes, and is accepted or returned."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tracker import audit
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import NotFromHere, check_move
from tracker.core.periods import Period
from tracker.office.models import Person
from tracker.plans import services as plans
from tracker.plans.models import Target
from tracker.reports import labels, letters
from tracker.reports.models import Answer, Explanation, HandedIn, ItemKind, Report, ReportState
from tracker.reports.queries.forms import form_of
from tracker.reports.queries.handing import (
    as_it_stands,
    explanations_of,
    handed_in_of,
    last_measured,
    lock_in_force,
)
from tracker.reports.queries.writing import what_is_missing
from tracker.reports.rules.freezing import (
    hash_of,
    measured,
    says_the_same,
)
from tracker.reports.rules.moves import (
    HANDED_IN,
    MOVES,
    OWED,
    FormIsMissing,
    GoesThroughNobody,
    HandedInSince,
    NotForwardedYet,
    NothingNew,
    NotLate,
    PeriodIsLocked,
    ReportNeedsExplanation,
    ReturnNeedsWords,
    WordsNeeded,
    check_complete,
    late_days,
    passes_through,
    waits_for,
)
from tracker.reports.services.handing_over import give_to_successor


def submit_report(report: Report, *, explanation: str, by: Person, at: datetime) -> HandedIn:
    """Hand a report in: what it says now is frozen under the next number.

    The first handing in since it was owed decides whether it is late, by working days; a supplement changes nothing
    of that. Raises PeriodIsLocked, AnswersMissing, ReportNeedsExplanation, NothingNew.
    """
    _hold_with_its_period(report)
    check_move(MOVES, report.state, ReportState.SUBMITTED, labels.STATE)
    _check_open(report)
    form, supplement = form_of(report), report.state in HANDED_IN
    if form is None:
        raise FormIsMissing
    check_complete([lacking.title for lacking in what_is_missing(report)])
    late = late_days(report.due_on, clock.local(report.submitted_at or at).date(), work_calendar())
    if late and not supplement:
        _explain(report, explanation, by=by, at=at)
    content, last = as_it_stands(report, form), handed_in_of(report)
    if supplement and last is not None and says_the_same(content, last.content):
        raise NothingNew
    handed = HandedIn(report_id=report.id, content=content, sha256=hash_of(content), late_days=late, by_id=by.id, at=at)
    handed.number = last.number + 1 if last is not None else 1
    db.session.add(handed)
    report.state, report.form_id, report.state_words = ReportState.SUBMITTED, form.id, ""
    report.submitted_at, report.forwarded_at, report.accepted_at = report.submitted_at or at, None, None
    for answer in report.answers:
        answer.returned_words = ""
    name = "report.supplemented" if supplement else "report.submitted_late" if late else "report.submitted"
    facts: dict[str, Any] = {"number": handed.number, "due": report.due_on, "days": late, "sha256": handed.sha256}
    audit.record(name, subject=report, by=by, at=at, **facts)
    return handed


def explain_report(report: Report, *, words: str, by: Person, at: datetime) -> Explanation:
    """Say why a report that is overdue is not there yet. Raises NotLate, WordsNeeded."""
    hold(report)
    if report.state not in OWED:
        raise NotFromHere(state=labels.STATE[report.state])
    if report.due_on is None or clock.local(at).date() <= report.due_on:
        raise NotLate
    if not words.strip():
        raise WordsNeeded
    return _explained(report, words, by=by, at=at)


def forward_report(report: Report, *, by: Person, at: datetime) -> None:
    """Pass it on to the standing staff, by the unit that it goes through. Raises GoesThroughNobody."""
    hold(report)
    through = passes_through(report)
    if through is None:
        raise GoesThroughNobody
    check_move(MOVES, report.state, ReportState.FORWARDED, labels.STATE)
    report.state, report.forwarded_at = ReportState.FORWARDED, at
    audit.record("report.forwarded", subject=report, by=by, at=at, unit=through.name)


def accept_report(report: Report, *, seen: int | None = None, by: Person, at: datetime) -> None:
    """Find a report in order; the targets' figures in it are now measured. `seen` is the number that was looked at.

    Raises NotForwardedYet, and HandedInSince where a supplement came meanwhile.
    """
    hold(report)
    handed = handed_in_of(report)
    if seen is not None and handed is not None and handed.number != seen:
        raise HandedInSince
    with_unit = waits_for(report)
    if with_unit is not None:
        raise NotForwardedYet(unit=with_unit.name)
    check_move(MOVES, report.state, ReportState.ACCEPTED, labels.STATE)
    report.state, report.accepted_at = ReportState.ACCEPTED, at
    audit.record("report.accepted", subject=report, by=by, at=at)
    if handed is not None:
        _measure(report, handed, by=by, at=at)


def return_report(
    report: Report,
    *,
    words: str,
    beside: Mapping[str, str],
    link: str,
    from_through: bool = False,
    by: Person,
    at: datetime,
) -> None:
    """Send a report back with what is missing, in general and `beside` its items, by key; it counts as owed again.

    Its unit gets a mail with these words; `link` leads to where it mends the report. The unit that it goes through
    (`from_through`) returns only what it has not forwarded yet. Where its unit has ended, whoever took over owes it.
    Raises ReturnNeedsWords, SuccessorHasReported, and PeriodIsLocked: its unit could not hand it in again.
    """
    _hold_with_its_period(report)
    if from_through and report.state is not ReportState.SUBMITTED:
        raise NotFromHere(state=labels.STATE[report.state])
    check_move(MOVES, report.state, ReportState.RETURNED, labels.STATE)
    _check_open(report)
    beside = {key: one.strip() for key, one in beside.items() if one.strip()}
    if not (words.strip() or beside):
        raise ReturnNeedsWords
    report.state, report.state_words = ReportState.RETURNED, words.strip()
    report.submitted_at = report.forwarded_at = report.accepted_at = None
    answers = {answer.key: answer for answer in report.answers}
    for key, one in beside.items():
        if key not in answers:
            report.answers.append(Answer(key=key, words="", nothing_to_report=False, by_id=by.id, at=at))
            answers[key] = report.answers[-1]
        answers[key].returned_words = one
    name = "report.returned_on_its_way" if from_through else "report.returned"
    handed = handed_in_of(report)
    titles = {item["key"]: item["title"] for item in handed.content["items"]} if handed is not None else {}
    told = "\n".join(filter(None, [words.strip(), *(f"{titles.get(key, key)}: {one}" for key, one in beside.items())]))
    audit.record(name, subject=report, by=by, at=at, words=told)
    give_to_successor(report, by=by, at=at)
    number = handed.number if handed is not None else 0
    if report.state is ReportState.RETURNED:  # not where it was joined with a report of whoever took over
        letters.tell_of_return(report, number=number, words=told, link=link, by=by, at=at)


def _measure(report: Report, handed: HandedIn, *, by: Person, at: datetime) -> None:
    """Enter the targets' figures, but for those that stand already and those that are measured in another way."""
    period = Period.parse(report.period)
    source = f"{handed.content['duty']}, {handed.content['period_words']}: {handed.content['unit']}"
    for item in handed.content["items"]:
        figure = measured(item)
        target = db.session.get(Target, item["target_id"]) if item["kind"] == ItemKind.TARGET and figure else None
        if figure is None or target is None or target.ended_on is not None or target.counted_by is not None:
            continue
        if period.first_day > clock.local(at).date():
            continue  # of a period that is yet to come nothing can be measured
        value, part, whole = figure
        last = last_measured(target.id, report.unit_id, report.period)
        if last is None or (last.value, last.part, last.whole) != (value, part, whole):
            counts = {"part": part, "whole": whole}
            plans.measure(target, report.unit, period, value, **counts, source=source[:400], by=by, at=at)


def _explain(report: Report, words: str, *, by: Person, at: datetime) -> None:
    """Of a late report: what is said now, or was before."""
    if words.strip():
        _explained(report, words, by=by, at=at)
    elif not explanations_of(report):
        raise ReportNeedsExplanation(due=f"{report.due_on:%d/%m/%Y}")


def _explained(report: Report, words: str, *, by: Person, at: datetime) -> Explanation:
    explanation = Explanation(report_id=report.id, words=words.strip(), by_id=by.id, at=at)
    db.session.add(explanation)
    audit.record("report.explained", subject=report, by=by, at=at, words=words.strip())
    return explanation


def _hold_with_its_period(report: Report) -> None:
    """Nobody locks the period meanwhile, nor mends the duty; the duty first, as those do who change it."""
    hold(report.duty, shared=True)
    hold(report)


def _check_open(report: Report) -> None:
    if lock_in_force(report.duty_id, report.period) is not None:
        raise PeriodIsLocked
