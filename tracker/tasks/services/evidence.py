"""Files that show what a unit did in its part: attached, and taken back while the part is not accepted."""

from collections.abc import Sequence
from datetime import datetime

from tracker.core.db import db
from tracker.core.errors import NotFromHere
from tracker.documents import services as documents
from tracker.documents.accepting import Sent
from tracker.office.models import Person
from tracker.tasks import labels
from tracker.tasks.models import Assignment, Evidence, State
from tracker.tasks.rules.parts import TakenBackAlready
from tracker.tasks.services.telling import tell
from tracker.tasks.services.under_way import hold_under_way


def attach_evidence(part: Assignment, files: Sequence[Sent], *, by: Person, at: datetime) -> list[Evidence]:
    """Keep files with a part; nothing where there are none. Raises NotUnderWay, NotFromHere."""
    if not files:
        return []
    hold_under_way(part.task)
    _check_open(part)
    kept = []
    for sent in files:
        file = documents.store_file(sent.data, sent.name, by=by, at=at)
        kept.append(Evidence(assignment=part, file=file, by_id=by.id, at=at))
    db.session.add_all(kept)
    names = "\n".join(evidence.file.name for evidence in kept)
    tell(part, "assignment.evidence_attached", by=by, at=at, count=len(kept), words=names)
    return kept


def take_back_evidence(evidence: Evidence, *, by: Person, at: datetime) -> None:
    """The file is shown to nobody any more; that it was there stays in the story. Raises TakenBackAlready."""
    part = evidence.assignment
    hold_under_way(part.task)
    if evidence.ended_at is not None:
        raise TakenBackAlready
    _check_open(part)
    evidence.ended_at = at
    tell(part, "assignment.evidence_taken_back", by=by, at=at, words=evidence.file.name)


def _check_open(part: Assignment) -> None:
    if part.state in (State.ACCEPTED, State.ENDED):
        raise NotFromHere(state=labels.STATE[part.state])
