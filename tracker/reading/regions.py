"""The parts of a document: header, preamble, body, its end (recipients, signature), annexes."""

import re
from dataclasses import dataclass

from tracker.reading.lines import Line, Passage, clean, lines_of, passages_of, wrap_width
from tracker.reading.tables import Table, table_of
from tracker.reading.letters import regex

Block = Passage | Table
Printed = tuple[str, ...]  # one printed line, its columns apart: "- UBND tỉnh;      KT. CHỦ TỊCH"

TYPES = (
    "THÔNG BÁO KẾT LUẬN|KẾ HOẠCH|THÔNG BÁO|NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|CHƯƠNG TRÌNH HÀNH ĐỘNG|CHƯƠNG TRÌNH CÔNG TÁC|CHƯƠNG TRÌNH"
    "|KẾT LUẬN|ĐỀ ÁN|PHƯƠNG ÁN|HƯỚNG DẪN|BÁO CÁO|TỜ TRÌNH|CÔNG ĐIỆN|QUY ĐỊNH|QUY CHẾ|GIẤY MỜI|BIÊN BẢN|CÔNG VĂN"
)
TYPE_LINE = regex(rf"(?P<type>{TYPES})(?=$|[\s:*])(?P<rest>.*)")
_TYPES_SPACED = regex(r"(?:[A-ZÀ-Ỹ] ){3,}[A-ZÀ-Ỹ]")
_ANNEX = regex(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU MẪU|BIỂU SỐ|DANH MỤC (?:NHIỆM VỤ|CÁC NHIỆM VỤ|CÔNG VIỆC))(?:\s+(?:SỐ|số)?\s*[IVX\d]{0,4}[A-Z]?)?\s*[.:]?\s*(?=$|[A-ZÀ-Ỹ(])"
)
_RECIPIENTS = regex(r"N[ơo]i nh[ậa]n\s*:?", re.IGNORECASE)
SIGNING = regex(
    r"(?:TM\.|T/M|KT\.|K/T|TL\.|T/L|TUQ\.|TUQ|Q\.|KT/|TM/)\s*[A-ZÀ-Ỹ]"
    r"|(?:PHÓ )?(?:CHỦ TỊCH|TRƯỞNG (?:PHÒNG|BAN|KHOA)|HIỆU TRƯỞNG|GIÁM ĐỐC|BÍ THƯ|CHÁNH VĂN PHÒNG|CỤC TRƯỞNG|THỦ TRƯỞNG|BỘ TRƯỞNG|THỦ TƯỚNG)\b[^a-zà-ỹ]*$"
)
_SECTION = regex(r"(?:I|1|A|PHẦN (?:I|THỨ NHẤT)|Điều 1)\s?[.):/-]?\s*\S")
_PREAMBLE = regex(
    r"(?:Căn cứ|Thực hiện|Tiếp tục thực hiện|Triển khai|Xét|Theo|Để|Nhằm|Ngày|Tại|Trên cơ sở|Sau khi|QUYẾT|Chiều|Sáng|Từ)(?!\w)"
)
_GAP = re.compile(r"\s{3,}|\t")
_HEADER_LINES = 40


@dataclass(frozen=True)
class Regions:
    """A text cut into parts, in order; any may be empty."""

    source: str
    header: tuple[Passage, ...]
    type_line: Passage | None
    title: tuple[Passage, ...]
    preamble: tuple[Passage, ...]  # from the title to the first numbered item
    body: tuple[Block, ...]
    end: tuple[Printed, ...]  # recipients and signature, in whichever order they are printed
    annexes: tuple[tuple[Block, ...], ...]


def regions_of(source: str) -> Regions:
    """Cut a text into its parts by their forms; what cannot be told apart goes to the body."""
    lines = lines_of(source)
    at_type = _type_at(lines)
    header = [Passage(source, ((line.start, line.end),)) for line in lines[: max(at_type, 0)]]
    title_end = _title_end(lines, at_type)
    title = (
        [Passage(source, ((line.start, line.end),)) for line in lines[at_type + 1 : title_end]] if at_type >= 0 else []
    )
    type_line = Passage(source, ((lines[at_type].start, lines[at_type].end),)) if at_type >= 0 else None
    blocks = _blocks(source, lines[title_end:], wrap_width(lines))
    main, annexes = _split_annexes(blocks)
    body, end = _split_end(main)
    first = next((place for place, block in enumerate(body) if isinstance(block, Table) or _begins_body(block)), len(body))
    preamble = tuple(block for block in body[:first] if isinstance(block, Passage))
    printed = tuple(columns(source[start:stop]) for passage in end for start, stop in passage.pieces)
    return Regions(source, tuple(header), type_line, tuple(title), preamble, tuple(body), printed, annexes)


def columns(printed: str) -> Printed:
    """The columns of a printed line: a layout of two columns leaves wide gaps."""
    return tuple(part.strip(" *") for part in _GAP.split(printed.strip()) if part.strip(" *"))


def _begins_body(block: Passage) -> bool:
    """A numbered paragraph; a basis behind a dash still belongs to the preamble."""
    return block.marker is not None and not _PREAMBLE.match(block.words)


def _type_at(lines: list[Line]) -> int:
    for place, line in enumerate(lines[:_HEADER_LINES]):
        text = clean(line.raw)
        if _TYPES_SPACED.fullmatch(text):
            text = text.replace(" ", "")
        if (found := TYPE_LINE.match(text)) and (
            text.isupper() or not found["rest"].strip() or found["rest"].startswith(" ")
        ):
            return place
    return -1


def _title_end(lines: list[Line], at_type: int) -> int:
    """The place of the first line after the title: after a blank, or where the preamble or a section begins."""
    place = at_type + 1
    if at_type < 0:
        return 0
    while place < len(lines) and place <= at_type + 8:
        text = clean(lines[place].raw)
        started = place > at_type + 1
        if _SECTION.match(text) or (started and (lines[place].blank_before or _PREAMBLE.match(text))):
            break
        if re.fullmatch(r"[-–—_*]{2,}", lines[place].raw.strip()) and started:
            break
        place += 1
    return place


def _blocks(source: str, lines: list[Line], width: int) -> list[Block]:
    """Paragraphs and tables in order; a table is broken by anything that is not a row."""
    blocks: list[Block] = []
    rest = 0
    while rest < len(lines):
        is_row = lines[rest].raw.lstrip().startswith("|")
        stop = rest
        while (
            stop < len(lines)
            and lines[stop].raw.lstrip().startswith("|") == is_row
            and not (is_row and stop > rest and lines[stop].blank_before)
        ):
            stop += 1
        if not is_row:
            blocks += passages_of(source, lines[rest:stop], width)
        elif table := table_of(source, lines[rest:stop]):
            blocks.append(table)
        rest = stop
    return blocks


def _split_annexes(blocks: list[Block]) -> tuple[list[Block], tuple[tuple[Block, ...], ...]]:
    starts = [
        place
        for place, block in enumerate(blocks)
        if isinstance(block, Passage) and len(block.text) < 200 and _ANNEX.match(block.text) and place
    ]
    if not starts:
        return blocks, ()
    bounds = [*starts, len(blocks)]
    return blocks[: starts[0]], tuple(tuple(blocks[a:b]) for a, b in zip(bounds, bounds[1:], strict=False))


def _split_end(blocks: list[Block]) -> tuple[list[Block], list[Passage]]:
    """The body, and from "Nơi nhận" or the signature on, whichever comes first."""
    for place, block in enumerate(blocks):
        if isinstance(block, Passage) and (
            _RECIPIENTS.match(block.text)
            or (place > 1 and len(block.text) < 200 and SIGNING.match(block.text) and _is_last(blocks, place))
        ):
            return blocks[:place], [rest for rest in blocks[place:] if isinstance(rest, Passage)]
    return blocks, []


def _is_last(blocks: list[Block], place: int) -> bool:
    """Whether only a signature and recipients can follow: no numbered item and no table does."""
    return all(
        isinstance(block, Passage) and (block.marker is None or block.marker.kind in ("bullet", "plus"))
        for block in blocks[place + 1 :]
    )
