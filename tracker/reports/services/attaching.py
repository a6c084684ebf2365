"""Files that go with a report."""

from collections.abc import Sequence
from datetime import datetime

from tracker import audit
from tracker.core.db import db, hold
from tracker.documents import services as documents
from tracker.documents.accepting import Sent
from tracker.office.models import Person
from tracker.reports.models import Report, ReportFile
from tracker.reports.services.writing import start_report
from tracker.tasks.rules.parts import TakenBackAlready


def attach_files(report: Report, files: Sequence[Sent], *, by: Person, at: datetime) -> list[ReportFile]:
    """Keep files with a report. Raises NotFromHere where it is excused."""
    hold(report)
    start_report(report, by=by, at=at)
    kept = []
    for sent in files:
        file = documents.store_file(sent.data, sent.name, by=by, at=at)
        kept.append(ReportFile(report=report, file=file, by_id=by.id, at=at))
    db.session.add_all(kept)
    names = "\n".join(one.file.name for one in kept)
    audit.record("report.file_attached", subject=report, by=by, at=at, count=len(kept), words=names)
    return kept


def take_file_back(file: ReportFile, *, by: Person, at: datetime) -> None:
    """It goes with the report no more; what was handed in with it keeps it. Raises TakenBackAlready, NotFromHere."""
    hold(file.report)
    start_report(file.report, by=by, at=at)
    if file.ended_at is not None:
        raise TakenBackAlready
    file.ended_at = at
    audit.record("report.file_taken_back", subject=file, story=file.report, by=by, at=at, words=file.file.name)
