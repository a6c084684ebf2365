"""A notice of conclusions as an official paper, with an annex where targets change. Papers speak Vietnamese."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from tracker.documents.papers import (
    Annex,
    Block,
    Group,
    Heading,
    Paper,
    Paragraph,
    Point,
    Run,
    Table,
    signature_of,
)
from tracker.documents.papers.structure import Align, lines_of
from tracker.documents.queries import blank_notation, head_of
from tracker.meetings.models import Notice, NoticeSection, SectionLevel
from tracker.meetings.queries.notices import AnnexLine

TYPE_NAME, TYPE_CODE = "Thông báo", "TB"
DRAFT = "(DỰ THẢO)"
WIDE = 6  # units of an annex from which on its pages lie
_ASIDE = re.compile(r"(\((?:hoàn thành|hạn|chậm nhất|trước|trong|qua|gửi)\b[^()]*\))", re.IGNORECASE)
_NOTE = re.compile(r"\s*\[chú thích:\s*([^\]]+)\]", re.IGNORECASE)  # "Công văn số 120 [chú thích: Về chỉ tiêu]"
_HEADINGS = {SectionLevel.PART: 1, SectionLevel.HEADING: 2}
_POINTS = {SectionLevel.ITEM: 2, SectionLevel.LETTER: 3, SectionLevel.DASH: 4}


def paper_of(
    notice: Notice,
    sections: Iterable[NoticeSection],
    annex: Sequence[AnnexLine],
    *,
    notation: str = "",
    issued_on: date | None = None,
) -> Paper:
    """How it stands. Without a `notation` it is a draft, and marked so where its number would stand."""
    programme = notice.meeting.programme
    head = head_of(programme)
    body: list[Block] = [Paragraph(notice.opening)] if notice.opening.strip() else []
    body += [_block(section) for section in sections]
    if notice.closing.strip():
        body.append(Paragraph(notice.closing))
    year = (issued_on or notice.meeting.held_on or date.max).year if annex else 0
    return Paper(
        head=head,
        type_name=TYPE_NAME,
        subject=notice.subject,
        notation=notation or f"{blank_notation(programme, TYPE_CODE)} {DRAFT}".strip(),
        issued_on=issued_on,
        body=tuple(body),
        signature=signature_of(notice.signer) if notice.signer is not None else None,
        recipients=tuple(lines_of(notice.recipients)),
        annexes=(_annex(annex, year, programme.name),) if annex else (),
    )


def _block(section: NoticeSection) -> Block:
    level = SectionLevel(section.level)
    if level in _HEADINGS:
        return Heading(section.words, _HEADINGS[level])
    if "\n" in section.words.strip():  # paragraphs of one point: each keeps its own
        return Point(section.words, _POINTS[level]) if level in _POINTS else Paragraph(section.words)
    runs = _runs(section.words)
    return Point(runs, _POINTS[level]) if level in _POINTS else Paragraph(runs)


def _runs(words: str) -> tuple[Run, ...]:
    """Deadlines and routings stand slanted in their brackets, as offices write them; notes go below the page."""
    said, *noted = _NOTE.split(words)
    runs = _slanted(said)
    for note, more in zip(noted[::2], noted[1::2], strict=True):
        runs = [*runs[:-1], *(replace(run, note=note.strip()) for run in runs[-1:]), *_slanted(more)]
    return tuple(runs)


def _slanted(words: str) -> list[Run]:
    return [Run(piece, italic=bool(_ASIDE.fullmatch(piece))) for piece in _ASIDE.split(words) if piece]


def _annex(lines: Sequence[AnnexLine], year: int, programme: str) -> Annex:
    """Targets by units: the whole first, then each unit that has a share."""
    units = list(dict.fromkeys(name for line in lines for name, _ in line.shares))
    rows = tuple(
        (
            str(place),
            line.text,
            _figure(line.value, line.percent),
            *(_figure(dict(line.shares).get(name), line.percent) for name in units),
        )
        for place, line in enumerate(lines, start=1)
    )
    centred: list[Align] = ["center"] * (len(units) + 1)
    table = Table(
        columns=("TT", "Nội dung chỉ tiêu", f"Mục tiêu toàn địa bàn năm {year}", Group("Trong đó", tuple(units))),
        rows=rows,
        widths=(1, 5, 3, *(2 for _ in units)),
        aligned=("center", "left", *centred),
        indexed=True,
    )
    return Annex(
        title=f"Điều chỉnh chỉ tiêu thực hiện {programme} năm {year}", body=(table,), landscape=len(units) >= WIDE
    )


def _figure(value: Decimal | None, percent: bool) -> str:
    if value is None:
        return "–"
    written = f"{value.normalize():f}".replace(".", ",")
    return f"{written}%" if percent else written
