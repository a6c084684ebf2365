"""What inspections find at units: written down, mended, ended, turned into tasks."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker import audit
from tracker.core import clock
from tracker.core.db import db, hold
from tracker.core.errors import ChangedMeanwhile
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.office.models import Person, Unit
from tracker.tasks.models import DueKind, Finding, Part, Task, TaskKind
from tracker.tasks.rules import ReasonNeeded
from tracker.tasks.rules.findings import FindingNeedsWords, NotAnInspection, check_open
from tracker.tasks.services.giving import TaskFacts, add_task
from tracker.tasks.services.parts import Addressed
from tracker.tasks.services.under_way import hold_under_way


def record_finding(inspection: Task, *, unit: Unit, text: str, by: Person, at: datetime) -> Finding:
    """Write down what was found at a unit. Raises NotAnInspection, NotUnderWay, FindingNeedsWords."""
    hold_under_way(inspection)
    if not inspection.inspection:
        raise NotAnInspection
    finding = Finding(task=inspection, by_id=by.id, at=at)
    _write(finding, unit, text)
    db.session.add(finding)
    audit.record("finding.recorded", subject=finding, by=by, at=at, unit=unit.name, title=inspection.title)
    return finding


def mend_finding(finding: Finding, *, unit: Unit, text: str, seen: int, by: Person, at: datetime) -> None:
    """Write it anew, as long as it is open. Raises ChangedMeanwhile, FindingIsTask, FindingHasEnded."""
    check_open(finding)
    if finding.version != seen:
        raise ChangedMeanwhile
    _write(finding, unit, text)
    audit.record("finding.mended", subject=finding, by=by, at=at, unit=unit.name)


def end_finding(finding: Finding, *, words: str, by: Person, at: datetime) -> None:
    """Close it without a task, with the reason. Raises ReasonNeeded, FindingIsTask, FindingHasEnded."""
    check_open(finding)
    if not words.strip():
        raise ReasonNeeded
    finding.ended_at, finding.ended_words = at, words.strip()
    audit.record("finding.ended", subject=finding, by=by, at=at, unit=finding.unit.name, words=finding.ended_words)


@dataclass(frozen=True, slots=True)
class Remedy:
    """The task that a finding becomes; `due_words` are the deadline as it was typed."""

    title: str
    text: str
    unit: Unit
    due_on: date | None
    due_kind: DueKind
    due_words: str = ""


def make_task(finding: Finding, remedy: Remedy, *, by: Person, at: datetime) -> Task:
    """Give the unit a task of it, whose source is that of the inspection. Raises FindingIsTask, FindingHasEnded."""
    hold(finding)  # else two at once would make two tasks
    check_open(finding)
    facts = TaskFacts(
        title=remedy.title,
        text=remedy.text,
        kind=TaskKind.AD_HOC,
        quarter=Quarter.of(remedy.due_on or clock.local(at).date()),
        due_on=remedy.due_on,
        due_kind=remedy.due_kind,
        due_words=remedy.due_words,
        clause=finding.task.clause,
    )
    inspection = finding.task
    task = add_task(
        facts,
        [Addressed(Part.LEAD, unit=remedy.unit)],
        programme_id=inspection.programme_id,
        document=inspection.document,
        by=by,
        at=at,
    )
    finding.made_task = task
    audit.record("finding.became_task", subject=finding, by=by, at=at, unit=remedy.unit.name, title=task.title)
    return task


def _write(finding: Finding, unit: Unit, text: str) -> None:
    if not text.strip():
        raise FindingNeedsWords
    finding.unit, finding.text = unit, text.strip()
    finding.folded = fold(finding.text)
