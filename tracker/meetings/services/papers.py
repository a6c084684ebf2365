"""Papers that lie on a meeting's table: kept with it, and taken back."""

from collections.abc import Sequence
from datetime import datetime

from tracker import audit
from tracker.core.db import db, hold
from tracker.documents import services as documents
from tracker.documents.accepting import Sent
from tracker.meetings.models import AgendaItem, Meeting, MeetingPaper
from tracker.meetings.rules.agenda import ItemOfAnotherMeeting, check_changeable
from tracker.meetings.services.following import show_change
from tracker.office.models import Person
from tracker.tasks.rules.parts import TakenBackAlready


def add_papers(
    meeting: Meeting, files: Sequence[Sent], *, item: AgendaItem | None = None, by: Person, at: datetime
) -> list[MeetingPaper]:
    """Keep files for the meeting, or for one of its items. Raises AgendaIsSettled, ItemOfAnotherMeeting."""
    hold(meeting)
    check_changeable(meeting.state)
    if item is not None and (item.meeting_id != meeting.id or item.ended):
        raise ItemOfAnotherMeeting
    papers = []
    for sent in files:
        file = documents.store_file(sent.data, sent.name, by=by, at=at)
        papers.append(MeetingPaper(meeting=meeting, file=file, by=by, at=at, agenda_item_id=item.id if item else None))
    db.session.add_all(papers)
    names = "\n".join(paper.file.name for paper in papers)
    audit.record("meeting.papers_added", subject=meeting, by=by, at=at, count=len(papers), words=names)
    show_change(meeting)
    return papers


def take_paper_back(paper: MeetingPaper, *, by: Person, at: datetime) -> None:
    """Nobody is shown it any more; the file stays. Raises AgendaIsSettled, TakenBackAlready."""
    hold(paper.meeting)
    check_changeable(paper.meeting.state)
    if paper.ended:
        raise TakenBackAlready
    paper.ended = True
    name = paper.file.name
    audit.record("meeting_paper.taken_back", subject=paper, story=paper.meeting, by=by, at=at, words=name)
    show_change(paper.meeting)
