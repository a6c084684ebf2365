"""What a unit says of its part: how far it is, that nothing changed, that it is done."""

from datetime import datetime

from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import ChangedMeanwhile, check_move
from tracker.office.models import Person
from tracker.tasks import labels
from tracker.tasks.models import Assignment, ProgressUpdate, State
from tracker.tasks.rules import MOVES
from tracker.tasks.services.extending import close_extensions
from tracker.tasks.services.telling import tell
from tracker.tasks.services.under_way import hold_under_way


def update_progress(
    assignment: Assignment, *, percent: int, words: str, seen: int, by: Person, at: datetime
) -> ProgressUpdate:
    """Say how far a part has come. Raises NotUnderWay, and ChangedMeanwhile when another said so since `seen`."""
    hold_under_way(assignment.task)
    if assignment.version != seen:
        raise ChangedMeanwhile
    check_move(MOVES, assignment.state, State.IN_PROGRESS, labels.STATE)
    before = assignment.percent
    assignment.state, assignment.percent, assignment.words = State.IN_PROGRESS, percent, words
    assignment.changed_at = at
    name = "assignment.unchanged" if percent == before else "assignment.updated"
    tell(assignment, name, by=by, at=at, old_percent=before, percent=percent, words=words)
    update = ProgressUpdate(assignment_id=assignment.id, by_id=by.id, at=at, percent=percent, words=words)
    db.session.add(update)
    return update


def report_no_change(assignment: Assignment, *, words: str, seen: int, by: Person, at: datetime) -> ProgressUpdate:
    """Say that a part stands where it stood, with what there is to say of it."""
    return update_progress(assignment, percent=assignment.percent, words=words, seen=seen, by=by, at=at)


def submit_assignment(assignment: Assignment, *, words: str, seen: int, by: Person, at: datetime) -> None:
    """Hand the unit's part in; the day decides whether it is on time. Raises as `update_progress`."""
    hold_under_way(assignment.task)
    check_move(MOVES, assignment.state, State.SUBMITTED, labels.STATE)
    if assignment.version != seen:
        raise ChangedMeanwhile
    assignment.state, assignment.submitted_at, assignment.changed_at = State.SUBMITTED, at, at
    assignment.percent = 100
    assignment.words = words or assignment.words
    db.session.add(ProgressUpdate(assignment_id=assignment.id, by_id=by.id, at=at, percent=100, words=assignment.words))
    late = assignment.due_on is not None and clock.local(at).date() > assignment.due_on
    name = "assignment.submitted_late" if late else "assignment.submitted"
    tell(assignment, name, by=by, at=at, words=assignment.words, due=assignment.due_on)
    close_extensions([assignment], by=by, at=at)
