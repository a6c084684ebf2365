"""The invitation as a paper and as a calendar file, opened again."""

import io
from datetime import UTC, date, datetime, time

import icalendar
import pytest
from docx import Document
from flask_babel import force_locale

from tests.meetings.inviting import HALL, Inviting
from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.documents.models import Letterhead, PaperStyle
from tracker.documents.papers import write_pdf, write_word
from tracker.meetings.calendar_file import LASTS, calendar_file
from tracker.meetings.invitation_paper import Occasion, paper_of
from tracker.meetings.models import AgendaItem, AgendaKind, Meeting, Venue
from tracker.meetings.services.inviting import occasion_of

AT = datetime(2026, 10, 28, 3, tzinfo=UTC)


def planned(**facts):
    venue = Venue(name="Nhà văn hóa xã Đăk Tơ Mil; tầng 2", address="Thôn 1, xã Đăk Tơ Mil")
    told = {"title": "Hội nghị giao ban quý IV/2026, lần 2", "held_on": date(2026, 12, 30), "starts_at": time(7, 30)}
    return Meeting(id=7, version=3, venue=venue, **told | facts)


def entry_of(content):
    calendar = icalendar.Calendar.from_ical(content)
    [entry] = calendar.walk("VEVENT")
    return calendar, entry


def test_a_calendar_reads_when_and_where_in_vietnams_time():
    file = calendar_file(planned(), at=AT, link="https://giao-ban.vi-du.gov.vn/meetings/7")
    calendar, entry = entry_of(file.content)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert entry["summary"] == "Hội nghị giao ban quý IV/2026, lần 2"
    assert entry["location"] == "Nhà văn hóa xã Đăk Tơ Mil; tầng 2, Thôn 1, xã Đăk Tơ Mil"
    assert entry["dtstart"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert entry["dtstart"].dt.astimezone(UTC) == datetime(2026, 12, 30, 0, 30, tzinfo=UTC)
    assert entry["dtend"].dt - entry["dtstart"].dt == LASTS
    assert entry["dtstamp"].dt == AT
    assert entry["url"] == "https://giao-ban.vi-du.gov.vn/meetings/7"
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]
    assert file.name == "Hội nghị giao ban quý IV-2026, lần 2 30-12-2026.ics"
    lines = file.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75, "RFC 5545 folds longer lines"


def test_a_change_keeps_the_uid_and_counts_on():
    meeting = planned()
    _, first = entry_of(calendar_file(meeting, at=AT).content)
    meeting.version = 4
    _, second = entry_of(calendar_file(meeting, at=AT).content)
    calendar, off = entry_of(calendar_file(meeting, at=AT, sequence=5, cancelled=True).content)
    assert first["uid"] == second["uid"] == off["uid"]
    assert (first["sequence"], second["sequence"], off["sequence"]) == (3, 4, 5)
    assert (calendar["method"], off["status"]) == ("CANCEL", "CANCELLED")


@pytest.mark.parametrize("missing", ["held_on", "starts_at"])
def test_a_meeting_without_day_and_time_stands_in_no_calendar(missing):
    with pytest.raises(ValueError, match="day and time"):
        calendar_file(planned(**{missing: None}), at=AT)


# The paper


@pytest.fixture
def occasion(town):
    meant = Inviting(town, chair_id=town.person("chair").id, guests="Bà Y Sương, hộ làm vườn giỏi\n\n")
    meant.choose(OWN, OTHER)
    with transaction():
        meant.meeting.agenda.append(AgendaItem(position=1, kind=AgendaKind.TOPIC, title="Việc quá hạn của quý"))
    return occasion_of(meant.meeting, at=town.now)


def lines_of(occasion: Occasion, *invited: str) -> list[str]:
    with force_locale("vi"):
        content = write_word(paper_of(occasion, *invited))
    document = Document(io.BytesIO(content))
    cells = [
        line.text for table in document.tables for row in table.rows for cell in row.cells for line in cell.paragraphs
    ]
    return [line.text for line in document.paragraphs] + cells


def test_the_paper_says_who_is_invited_to_what_when_and_where(app, town, occasion):
    with app.test_request_context():
        lines = lines_of(occasion, OWN)
    told = "\n".join(lines)
    assert f"Ban Chỉ đạo Cuộc vận động huyện trân trọng kính mời: {OWN}" in lines
    assert "Thời gian: 08 giờ 30, Thứ Sáu, ngày 30 tháng 10 năm 2026." in lines
    assert f"Địa điểm: {HALL}." in lines
    assert any(line.endswith("chủ trì: A Rơ Chăm Thuần, Trưởng Ban Chỉ đạo.") for line in lines)
    assert "Việc quá hạn của quý" in told
    assert f"lãnh đạo các đơn vị: {OWN}; {OTHER}; khách mời: Bà Y Sương, hộ làm vườn giỏi." in told
    assert "GIẤY MỜI" in told
    assert "/GM-BCĐ" in told, "room is left for the number"


def test_one_paper_for_all_names_everybody(app, occasion):
    with app.test_request_context():
        told = "\n".join(lines_of(occasion, *occasion.units, *occasion.guests))
    assert all(name in told for name in (OWN, OTHER, "Bà Y Sương"))


def test_a_party_committee_writes_it_in_its_own_style(app, town, occasion):
    letterhead = db.session.query(Letterhead).one()
    with transaction():
        db.session.get_one(Letterhead, letterhead.id).style = PaperStyle.PARTY
    with app.test_request_context():
        told = "\n".join(lines_of(occasion, OWN))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in told
    assert "-GM/BCĐ" in told


def test_it_is_written_as_pdf_too(app, occasion):
    with app.test_request_context(), force_locale("vi"):
        assert write_pdf(paper_of(occasion, OWN)).startswith(b"%PDF")
