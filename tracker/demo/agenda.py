"""The agenda of the demo town's next meeting: built from facts, with topics of its own and a paper."""

import io
import tomllib
from datetime import datetime

import sqlalchemy as sa
import xlsxwriter

from tracker.core.db import db
from tracker.demo.town import Facts, Town, shipped
from tracker.documents.accepting import Sent
from tracker.meetings.models import Meeting, MeetingState
from tracker.meetings.services.agenda import add_topic, build_agenda
from tracker.meetings.services.papers import add_papers
from tracker.office import queries as office

_ROWS = (
    ("Ngày", "Nội dung", "Thu (đồng)", "Chi (đồng)"),
    ("05/6", "Bán rau", 350_000, 0),
    ("09/6", "Cây giống", 0, 120_000),
)


def prepare_agenda(town: Town) -> None:
    """Put it into the diary."""
    facts = tomllib.loads(shipped("agenda.toml"))

    def prepare(at: datetime) -> None:
        by = office.get_person(town.people["staff"].id, at.date())
        assert by is not None
        invited = sa.select(Meeting).where(Meeting.state == MeetingState.INVITED, Meeting.held_on >= town.diary.today)
        meeting = db.session.scalars(invited.order_by(Meeting.held_on, Meeting.id).limit(1)).one()
        build_agenda(meeting, by=by, at=at)
        for topic in facts["topics"]:
            _add(town, meeting, topic, at=at)

    town.diary.on(town.diary.back(facts["ago"]), prepare)


def _add(town: Town, meeting: Meeting, topic: Facts, *, at: datetime) -> None:
    by, unit = town.people["staff"], topic.get("unit")
    speaks = town.units[unit] if unit is not None else None
    item = add_topic(meeting, title=topic["title"], words=topic.get("words", ""), unit=speaks, by=by, at=at)
    if "paper" in topic:
        add_papers(meeting, [Sent(topic["paper"], _workbook(at))], item=item, by=by, at=at)


def _workbook(at: datetime) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.set_properties({"created": at})
    sheet = book.add_worksheet()
    for row, cells in enumerate(_ROWS):
        sheet.write_row(row, 0, cells)
    book.close()
    return target.getvalue()
