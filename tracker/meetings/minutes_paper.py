"""The minutes of a meeting (biên bản) as an official paper. Papers speak Vietnamese."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from tracker.core import clock
from tracker.documents.papers import Block, Heading, Paper, Paragraph, Point, Run, Table, signature_of
from tracker.documents.papers.structure import lines_of
from tracker.documents.papers.wording import short_day
from tracker.documents.queries import blank_notation, head_of, signers_of
from tracker.meetings.models import AgendaItem, Conclusion, ConclusionState, Confirmation, Meeting, Said
from tracker.meetings.queries.attendance import AttendanceRow

TYPE_NAME, TYPE_CODE = "Biên bản", "BB"
_NAMES = {Said.CONFIRMED: "Đã xác nhận", Said.DISAGREED: "Có ý kiến khác"}


def paper_of(meeting: Meeting, attendance: Sequence[AttendanceRow]) -> Paper:
    """Time, place, chair, who was there, the agenda, the conclusions, and what units said to them."""
    programme, signer = meeting.programme, next(iter(signers_of(meeting.programme_id)), None)
    body: list[Block] = [
        Heading("Thời gian, địa điểm, thành phần"),
        *_where(meeting),
        *_there(meeting, attendance),
        Heading("Nội dung"),
        *_agenda(meeting.agenda),
        Heading("Kết luận"),
        *_conclusions(meeting.conclusions),
    ]
    body.append(Paragraph(_ended(meeting)))
    return Paper(
        head=head_of(programme),
        type_name=TYPE_NAME,
        subject=meeting.title,
        notation=blank_notation(programme, TYPE_CODE),
        issued_on=meeting.held_on,
        body=tuple(body),
        signature=signature_of(signer) if signer is not None else None,
        recipients=("Thành viên Ban Chỉ đạo",),
    )


def _where(meeting: Meeting) -> list[Block]:
    began = _clock(meeting.opened_at) or (f"{meeting.starts_at:%H giờ %M}" if meeting.starts_at is not None else "")
    venue, chair = meeting.venue, meeting.chair
    told: list[tuple[str, str]] = [
        ("Thời gian", ", ".join(filter(None, (began, f"ngày {short_day(meeting.held_on)}")))),
        ("Địa điểm", ", ".join(filter(None, (venue.name, venue.address))) if venue is not None else ""),
        ("Chủ trì", ", ".join(filter(None, (chair.full_name, chair.position))) if chair is not None else ""),
    ]
    return [Point((Run(f"{name}: ", bold=True), Run(said))) for name, said in told if said]


def _there(meeting: Meeting, attendance: Sequence[AttendanceRow]) -> list[Block]:
    present = [row for row in attendance if row.present]
    absent = [row.unit_name for row in attendance if row.invited and not row.present]
    there = f"Có mặt: {len(present)} đơn vị; vắng mặt: {len(absent)} đơn vị{_list(absent)}."
    if not present:  # nobody was ticked, which says nothing of who came: filled in by hand
        there = "Có mặt: …… đơn vị; vắng mặt: …… đơn vị."
    told: list[Block] = [Paragraph(there)]
    guests = list(lines_of(meeting.guests))
    if guests:
        told.append(Paragraph(f"Khách mời: {'; '.join(guests)}."))
    if present:
        rows = tuple((str(place), row.unit_name, row.name) for place, row in enumerate(present, start=1))
        columns = ("TT", "Đơn vị", "Người dự")
        told.append(Table(columns, rows, widths=(1, 6, 5), aligned=("center", "left", "left")))
    return told


def _agenda(items: Iterable[AgendaItem]) -> list[Block]:
    live = [item for item in items if not item.ended]
    told: list[Block] = []
    for item in live:
        told.append(Point(item.title, 2))
        told += [Paragraph(line) for line in lines_of(item.words)]
    return told or [Paragraph("Hội nghị nghe báo cáo và thảo luận theo giấy mời.")]


def _conclusions(conclusions: Iterable[Conclusion]) -> list[Block]:
    told: list[Block] = []
    for one in conclusions:
        if one.state is ConclusionState.DROPPED or one.notice_id is not None:
            continue
        names = "; ".join(addressee.name for addressee in one.addressed)
        due = f" Thời hạn: {one.due_words or short_day(one.due_on)}." if one.due_words or one.due_on else ""
        text = one.text if one.text.endswith((".", "!", "?", "…")) else f"{one.text}."
        told.append(Point((Run(f"{names}: " if names else "", bold=True), Run(f"{text}{due}")), 2))
        told += _answers(one)
    return told or [Paragraph("Hội nghị không có kết luận.")]


def _answers(conclusion: Conclusion) -> list[Block]:
    """The last thing that each unit said to the wording that counts; who disagreed, with the words."""
    last: dict[int, Confirmation] = {}
    for said in conclusion.confirmations:
        if said.wording == conclusion.wording:
            last[said.unit_id] = said
    confirmed = [said.unit.name for said in last.values() if said.said is Said.CONFIRMED]
    told: list[Block] = [Point(f"{_NAMES[Said.CONFIRMED]}: {'; '.join(confirmed)}.")] if confirmed else []
    for said in last.values():
        if said.said is Said.DISAGREED:
            told.append(Point(f"{_NAMES[Said.DISAGREED]}: {said.unit.name} ({said.by.full_name}): “{said.words}”"))
    return told


def _ended(meeting: Meeting) -> str:
    ended = _clock(meeting.closed_at)
    at = f" vào hồi {ended}" if ended else ""
    return f"Hội nghị kết thúc{at} ngày {short_day(meeting.held_on)}. Biên bản được lập để làm căn cứ thực hiện./."


def _clock(at: datetime | None) -> str:
    return f"{clock.local(at):%H giờ %M}" if at is not None else ""


def _list(names: Sequence[str]) -> str:
    return f" ({'; '.join(names)})" if names else ""
