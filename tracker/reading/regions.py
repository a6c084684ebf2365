"""The parts of a document: header, preamble, body, its end (recipients, signature), annexes."""

import re
from dataclasses import dataclass
from itertools import pairwise

from tracker.reading.letters import regex
from tracker.reading.lines import Line, Passage, clean, is_spaced, lines_of, passages_of, wrap_width
from tracker.reading.tables import Table, table_of

Block = Passage | Table
Printed = tuple[str, ...]  # one printed line, its columns apart: "- UBND tỉnh;      KT. CHỦ TỊCH"

TYPES = (
    "THÔNG BÁO KẾT LUẬN|KẾ HOẠCH|THÔNG BÁO|NGHỊ QUYẾT|QUYẾT ĐỊNH|CHỈ THỊ|CHƯƠNG TRÌNH HÀNH ĐỘNG"
    "|CHƯƠNG TRÌNH CÔNG TÁC|CHƯƠNG TRÌNH"
    "|KẾT LUẬN|ĐỀ ÁN|PHƯƠNG ÁN|HƯỚNG DẪN|BÁO CÁO|TỜ TRÌNH|CÔNG ĐIỆN|QUY ĐỊNH|QUY CHẾ|GIẤY MỜI|BIÊN BẢN|CÔNG VĂN"
)
TYPE_LINE = regex(rf"(?P<type>{TYPES})(?=$|[\s:*])(?P<rest>.*)")
_ATTACHED_TYPE = re.compile(r"KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|QUY CHẾ|QUY ĐỊNH|DANH MỤC")
_TYPES_SPACED = regex(r"(?:[A-ZÀ-Ỹ] ){3,}[A-ZÀ-Ỹ]")
_ANNEX = regex(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU MẪU|BIỂU SỐ|DANH MỤC (?:NHIỆM VỤ|CÁC NHIỆM VỤ"
    r"|CÔNG VIỆC))(?:\s+(?:SỐ|số)?\s*[IVX\d]{0,4}[A-Z]?)?\s*[.:]?\s*(?=$|[A-ZÀ-Ỹ(])"
)
_RECIPIENTS = regex(r"N[ơo]i nh[ậa]n\s*:?", re.IGNORECASE)
SIGNING = regex(
    r"(?:TM\.|T/M|KT\.|K/T|TL\.|T/L|TUQ\.|TUQ|Q\.|KT/|TM/)\s*[A-ZÀ-Ỹ]"
    r"|(?:PHÓ )?(?:CHỦ TỊCH|TRƯỞNG (?:PHÒNG|BAN|KHOA)|HIỆU TRƯỞNG|GIÁM ĐỐC|BÍ THƯ|CHÁNH VĂN PHÒNG|CỤC TRƯỞNG"
    r"|THỦ TRƯỞNG|BỘ TRƯỞNG|THỦ TƯỚNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|CHI CỤC TRƯỞNG|TỔNG GIÁM ĐỐC|CHỈ HUY TRƯỞNG|CHÁNH THANH TRA"
    r"|TRƯỞNG (?:ĐOÀN|CÔNG AN|TIỂU BAN)|TỔ TRƯỞNG|CHỦ NHIỆM)\b[^a-zà-ỹ]*$|NGƯỜI (?:LẬP|XÂY DỰNG|VIẾT)\b[^a-zà-ỹ]*$"
)
_SECTION = regex(r"(?:I|1|A|PHẦN (?:I|THỨ NHẤT)|Điều 1)\s?[.):/-]?\s*\S")
_PREAMBLE = regex(
    r"(?:Căn cứ|Thực hiện|Tiếp tục thực hiện|Triển khai|Xét|Theo|Để|Nhằm|Ngày|Tại|Trên cơ sở|Sau khi|QUYẾT"
    r"|Chiều|Sáng|Từ)(?!\w)"
)
_GREETING = re.compile(r"Kính (?:gửi|trình)\s*:?|[^.:]{0,80}\sđiện\s*:$", re.IGNORECASE)
_GAP = re.compile(r"\s{3,}|\t|\s*\|\s*")
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
    if at_type < 0:
        return _letter(source, lines)
    return _typed(source, lines, at_type)


def _letter(source: str, lines: list[Line]) -> Regions:
    """A letter (công văn) has no type line: its header goes up to "Kính gửi" and those whom it greets."""
    greeting = next((place for place, line in enumerate(lines[:_HEADER_LINES]) if _GREETING.match(clean(line.raw))), 0)
    after = _past_greeting(lines, greeting) if greeting else 0
    header = tuple(Passage(source, ((line.start, line.end),)) for line in lines[:greeting])
    return _with_body(source, lines, after, header, None, ())


def _past_greeting(lines: list[Line], place: int) -> int:
    """The place after a greeting and those whom it lists: "Kính gửi:" or, in a telegram, "CHỦ TỊCH … điện:"."""
    if place < len(lines) and _GREETING.match(clean(lines[place].raw)):
        place += 1
        while place < len(lines) and re.match(r"[-–+•]", clean(lines[place].raw)):
            place += 1
    return place


def _typed(source: str, lines: list[Line], at_type: int) -> Regions:
    """A document with its type on a line of its own: "KẾ HOẠCH", and its subject below."""
    after = _title_end(lines, at_type)
    printed = [Passage(source, ((line.start, line.end),)) for line in lines[:after]]
    title = tuple(printed[at_type + 1 :])
    start = _past_greeting(lines, after)
    return _with_body(source, lines, start, tuple(printed[:at_type]), printed[at_type], title)


def _with_body(
    source: str,
    lines: list[Line],
    after: int,
    header: tuple[Passage, ...],
    type_line: Passage | None,
    title: tuple[Passage, ...],
) -> Regions:
    main, annexes = _split_annexes(_blocks(source, lines[after:], wrap_width(lines), spaced=is_spaced(lines)))
    body, end = _split_end(main)
    if annexes and not end:  # a schedule may stand before the signature
        last, end = _split_end(list(annexes[-1]))
        annexes = (*annexes[:-1], tuple(last))
    starts = (place for place, block in enumerate(body) if isinstance(block, Table) or _begins_body(block))
    preamble = tuple(block for block in body[: next(starts, len(body))] if isinstance(block, Passage))
    printed = tuple(columns(source[start:stop]) for passage in end for start, stop in passage.pieces)
    return Regions(source, header, type_line, title, preamble, tuple(body), printed, annexes)


def columns(printed: str) -> Printed:
    """The columns of a printed line: a layout of two columns leaves wide gaps, or the bars of a table."""
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
    while place < len(lines) and place <= at_type + 8:
        text = clean(lines[place].raw)
        started = place > at_type + 1
        if _SECTION.match(text) or (started and (lines[place].blank_before or _PREAMBLE.match(text))):
            break
        if re.fullmatch(r"[-–—_*]{2,}", lines[place].raw.strip()) and started:
            break
        place += 1
    return place


def _blocks(source: str, lines: list[Line], width: int, *, spaced: bool) -> list[Block]:
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
            blocks += passages_of(source, lines[rest:stop], width, spaced=spaced)
        elif table := table_of(source, lines[rest:stop]):
            blocks.append(table)
        rest = stop
    return blocks


def _split_annexes(blocks: list[Block]) -> tuple[list[Block], tuple[tuple[Block, ...], ...]]:
    starts = [
        place for place, block in enumerate(blocks) if place and isinstance(block, Passage) and _begins_annex(block)
    ]
    if not starts:
        return blocks, ()
    bounds = [*starts, len(blocks)]
    return blocks[: starts[0]], tuple(tuple(blocks[a:b]) for a, b in pairwise(bounds))


def _begins_annex(block: Passage) -> bool:
    """An annex says so; a document that another one issues begins with its type: "KẾ HOẠCH"."""
    return len(block.text) < 200 and (_ANNEX.match(block.text) or _ATTACHED_TYPE.fullmatch(block.text)) is not None


def _split_end(blocks: list[Block]) -> tuple[list[Block], list[Passage]]:
    """The body, and from "Nơi nhận" or the signature on, whichever comes first."""
    last_item = max((place for place, block in enumerate(blocks) if _is_item(block)), default=-1)
    for place, block in enumerate(blocks):
        if isinstance(block, Passage) and (
            _RECIPIENTS.match(block.text) or (place > max(last_item, 1) and _signs(block))
        ):
            return blocks[:place], [rest for rest in blocks[place:] if isinstance(rest, Passage)]
    return blocks, []


def _signs(block: Passage) -> bool:
    return len(block.text) < 200 and SIGNING.match(block.text) is not None


def _is_item(block: Block) -> bool:
    """What stands in a body only: a table, a numbered item; bullets may also be recipients."""
    return isinstance(block, Table) or (block.marker is not None and block.marker.kind not in ("bullet", "plus"))
