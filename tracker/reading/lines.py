"""The layout of a text: its lines, freed of page numbers and hard wraps, as passages that know their source."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tracker.reading.drafts import Span
from tracker.reading.letters import regex

_MARKER = regex(
    r"(?P<bullet>[-–—+•·○▪●◦‣*])(?=\s|[^\W\d_])"
    r"|(?P<part>(?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:(?:thứ|THỨ)\s+\w+|[IVX]+|\d+)(?=[\s.:]|$))"
    r"|(?P<article>Điều\s+\d+)\s?[.:]"
    r"|(?P<step>(?:Bước|BƯỚC|Giai đoạn|Đợt)\s+\d+)\s?[:.]"
    r"|(?P<roman>[IVX]{1,5})\s?[.):/-](?=\s|[A-ZÀ-Ỹ])"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]\s*(?=[^\d\s%])|-\s+(?=[A-ZÀ-Ỹ])|\s+(?=[^\W\d_]))"
    r"|(?P<number>\d{1,2})(?:[.)/]\s+(?=\S)|[.)]\s*(?=[^\d\s])|/(?=[^\d\s])|-\s+(?=[A-ZÀ-Ỹ]))"
    r"|(?P<upper>[A-HĐ])[.)]\s+(?=[A-ZÀ-Ỹ])"
    r"|(?P<letter>[a-zđ])\s?[.)/]\s*(?=\S)"
    r"|\((?P<paren>\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?=\S)"
)
_PAGE_NUMBER = regex(r"\s*(?:[-–]\s*)?\d{1,3}(?:\s*[-–])?\s*|\s*(?:Trang|Page)\s+\d{1,3}(?:/\d{1,3})?\s*")
_UNFINISHED = regex(
    r"(?:^|\s)(?:quý|quí|tháng|ngày|năm|số|và|của|cho|với|các|là|để|từ|đến|tại|trong|về|Điều|khoản|Sở|Bộ|Phòng"
    r"|Ban|,)$|,$"
)
_ENDS_PARAGRAPH = regex(r"[.;:!?…”\"*)]$|/$")
_RECIPIENT = re.compile(r"\s*[-–]\s.*[;.,]\s*$")  # lines of "Nơi nhận" stand close in every text
_LEADER = regex(r"[.…_]{6,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: where it stands, and how many blank lines stand before it."""

    start: int
    end: int
    raw: str
    blank_before: int


@dataclass(frozen=True)
class Passage:
    """A paragraph, one cell, or one heading: pieces of the source, read as one clean text."""

    source: str
    pieces: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From its first to its last character in the source."""
        return self.pieces[0][0], self.pieces[-1][1]

    @cached_property
    def text(self) -> str:
        """Without emphasis marks, white space collapsed."""
        return " ".join(clean(self.source[start:end]) for start, end in self.pieces if end > start)

    @cached_property
    def marker(self) -> "Marker | None":
        """Its number, letter or bullet."""
        return marker_of(self.text, starred=_is_starred(self.source[slice(*self.pieces[0])]))

    @property
    def words(self) -> str:
        """Its text after the marker."""
        return self.text[self.marker.length :] if self.marker else self.text

    def place(self, start: int, end: int) -> Span:
        """The span in the source of `text[start:end]`."""
        skipped = sum(not char.isspace() for char in self.text[:start])
        wanted = sum(not char.isspace() for char in self.text[start:end])
        first = last = None
        for at in self._kept():
            if skipped:
                skipped -= 1
                continue
            first = at if first is None else first
            last = at
            wanted -= 1
            if wanted <= 0:
                break
        begin = self.span[0] if first is None else first
        return begin, (begin if last is None else last + 1)

    def _kept(self) -> Iterator[int]:
        for start, end in self.pieces:
            for at in range(start, end):
                if not self.source[at].isspace() and self.source[at] != "*":
                    yield at

    def joined(self, others: "Iterable[Passage]") -> "Passage":
        """This passage with the others after it."""
        return Passage(self.source, (*self.pieces, *(piece for other in others for piece in other.pieces)))


@dataclass(frozen=True, slots=True)
class Marker:
    """What numbers a paragraph: `kind` is the name of its form, `label` as printed, `length` up to its words."""

    kind: str
    label: str
    length: int


def clean(raw: str) -> str:
    """White space collapsed, asterisks of emphasis gone: "*(hoàn thành …)*" -> "(hoàn thành …)"."""
    return " ".join(raw.replace("*", "").split()).lstrip("#").strip()


def _is_starred(raw: str) -> bool:
    """A line whose "*" is a bullet and not half of an emphasis: "* Đối với các xã:"."""
    stripped = raw.strip()
    return stripped.startswith("* ") and stripped.count("*") == 1


def marker_of(text: str, *, starred: bool = False) -> Marker | None:
    """The marker that a clean text begins with; a step may follow a bullet: "– Bước 1: …"."""
    found = _MARKER.match(text)
    if not found:
        return Marker("bullet", "*", 0) if starred else None
    kind = str(found.lastgroup)
    length = found.end() + (len(text[found.end() :]) - len(text[found.end() :].lstrip()))
    if kind == "bullet":
        if step := re.match(r"(?:Bước|BƯỚC)\s+\d+\s?[:.]\s*", text[length:]):
            return Marker("step", step.group().strip(" :."), length + step.end())
        inner = _MARKER.match(text, length)
        if inner and inner.lastgroup == "bullet" and inner.group() == found.group():
            length = inner.end() + 1
        kind = "plus" if found.group() in "+○◦·" else "bullet"
    return Marker(kind, str(found[str(found.lastgroup)]), min(length, len(text)))


def lines_of(source: str) -> list[Line]:
    """The lines with words; page numbers that stand alone are dropped and count as no blank line."""
    lines: list[Line] = []
    at = blank = 0
    for raw in source.split("\n"):
        start, at = at, at + len(raw) + 1
        stripped = raw.strip()
        if not stripped:
            blank += 1
        elif not (_PAGE_NUMBER.fullmatch(raw) and lines):
            lead = len(raw) - len(raw.lstrip())
            lines.append(Line(start + lead, start + lead + len(stripped), raw, blank))
            blank = 0
    return lines


def wrap_width(lines: list[Line]) -> int:
    """The width at which a hard-wrapped text breaks its lines; 0 for a text of whole paragraphs."""
    lengths = [line.end - line.start for line in lines]
    if not lengths:
        return 0
    following = [
        (lengths[place], clean(lines[place + 1].raw))
        for place in range(len(lines) - 1)
        if lines[place + 1].blank_before == 0 and not lines[place].raw.lstrip().startswith("|")
    ]
    wrapped = [length for length, after in following if after[:1].islower() and not marker_of(after) and length > 40]
    if len(wrapped) < 5 or len(wrapped) < len(lines) / 12:
        return 0
    return sorted(wrapped)[len(wrapped) * 3 // 4]


def is_spaced(lines: list[Line]) -> bool:
    """Whether a text sets its paragraphs apart by blank lines, so that a line without one goes on."""
    starts = [
        line.blank_before > 0 for line in lines[1:] if marker_of(clean(line.raw)) and not _RECIPIENT.match(line.raw)
    ]
    return len(starts) > 5 and sum(starts) >= 0.95 * len(starts)


def passages_of(source: str, lines: list[Line], width: int, *, spaced: bool = False) -> list[Passage]:
    """Lines as paragraphs: each with the lines that continue it.

    `width` is `wrap_width` of the whole text, `spaced` its `is_spaced`.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and (_continues(groups[-1], line, width) or (spaced and width and _goes_on(groups[-1], line))):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [Passage(source, tuple((line.start, line.end) for line in group)) for group in groups]


def _goes_on(group: list[Line], line: Line) -> bool:
    """A line that no blank line sets apart, in a text where that is how paragraphs begin."""
    before, after = clean(group[-1].raw), clean(line.raw)
    shouted = before.isupper() or after.isupper() or before.startswith("|") or after.startswith("|")
    return not (line.blank_before or shouted or before.endswith(":") or marker_of(after, starred=_is_starred(line.raw)))


def _continues(group: list[Line], line: Line, width: int) -> bool:
    """Whether a line goes on with the paragraph before it.

    "… xóa bỏ các hủ tục, phong" / "tục không còn phù hợp"; "công tác quý" / "III/2024 tại trụ sở …".
    """
    before, after = clean(group[-1].raw), clean(line.raw)
    if not before or not after or before.startswith("|") or after.startswith("|") or _LEADER.search(before):
        return False
    if _UNFINISHED.search(before) and re.match(r"[IVX\d]+\s?/\d{4}", after):
        return True
    if marker_of(after, starred=_is_starred(line.raw)):
        return False
    if after[:1].islower():
        return not re.search(r"[.;:!?]$|\./\.?$", before) or (
            width > 0 and len(before) >= width * 0.8 and before[-1] not in ".:"
        )
    if line.blank_before:
        return bool(_UNFINISHED.search(before)) and len(before) > 60
    if width and _UNFINISHED.search(before):
        return True
    if not width or len(before) < width * 0.72 or before.isupper():
        return False
    return not _ENDS_PARAGRAPH.search(before) or (before[-1] in ')”"*' and len(before) >= width * 0.9)
