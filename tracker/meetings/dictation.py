"""One line as it is typed while the chair speaks: `Xã Đăk Kôi, xã Đăk Pnê: rà soát mô hình; hạn 30/9`."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Generic, TypeVar

from tracker.core.folding import fold
from tracker.meetings.models import ConclusionKind
from tracker.meetings.rules.duties import DAY_OF_PERIOD, how_often
from tracker.reading.addressees import routed_through
from tracker.reading.dates import Deadline, read_deadline
from tracker.reading.errors import NotADate
from tracker.reading.units import looks_like_units, split_units
from tracker.reports.models import Frequency

Known = TypeVar("Known")

_LONGEST_LIST = 400
_DEADLINE = re.compile(
    r"\s*[;.,]\s*(?:th[ờo]i\s+)?h[ạa]n(?!\s+(?:ch[ếe]|hán|m[ứu]c))(?:\s+(?:ch[óo]t|cu[ốo]i))?\s*:?\s+"
    r"(?P<when>[^;,]{1,60}?)(?=\s*(?:[;,]|\.?$|\.\s))",
    re.IGNORECASE,
)
# Of words without marks: a clause of its own that says when, without "hạn". A bare month or quarter is one only after
# a semicolon: "báo cáo số liệu tháng 7, tháng 8" goes on.
_BY = r"(?:truoc|trong|cham nhat(?: la)?|muon nhat(?: la)?|den het|het|cuoi)"
_WHEN = (
    r"(?:(?:ngay )?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{2,4})?|ngay \d{1,2} thang \d{1,2}(?:,? nam \d{4})?"
    r"|thang \d{1,2}(?:(?:/| nam )\d{4})?|qu[yi] (?:iv|iii|ii|i|[1-4])(?:(?:/|,? nam )\d{4})?|nam(?: \d{4})?)"
)
_SAID = re.compile(
    rf"\s*(?:[;.,]\s*(?:(?:phai )?(?:hoan thanh|xong) )?(?P<when>{_BY} (?:{_BY} )?{_WHEN})"
    rf"|;\s*(?:(?:hoan thanh|xong) )?(?P<bare>(?!nam){_WHEN}))(?=\s*(?:[;,]|\.?$|\.\s))"
)
_ALL = re.compile(r"^(?:tất cả|toàn thể|toàn bộ)\s+", re.IGNORECASE)
_GAP = re.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")
# Of words without marks (`flat`).
_WITH_DAY = re.compile(rf"\s*[;.,]\s*(?:thoi\s+)?han\s*:?\s+(?P<when>{DAY_OF_PERIOD.pattern})")
_THROUGH = re.compile(
    r"\s*;\s*(?:gui\s+)?(?:bao cao\s+)?(?:thong\s+)?qua\s+(?P<who>[^;,()]{2,120}?)(?=\s*(?:[;,]|\.?$))"
)
_REPORT = re.compile(r"(?<!\w)bao cao(?!\s+(?:vien|tu|chinh tri))(?!\w)")
_CHANGES = re.compile(r"(?<!\w)dieu chinh\s+(?:(?:tang|giam|lai|cac)\s+)*chi tieu\s+")
_NEW_FIGURE = re.compile(r"\s(?:tu\s+\d[\d.,]*\s*%?\s+)?(?:thanh|con|len|xuong|bang|la)\s+(?P<figure>\d+(?:[.,]\d+)*)")
_SHARE = re.compile(
    r"(?P<name>[^\d;,:()]*[^\d;,:()\s])\s*:?\s+(?P<figure>\d+(?:[.,]\d+)*)\s*(?:%|[a-z ]{0,20})(?=[;,.)]|$)"
)
_SHARED = re.compile(r"\s*(?:[;,(]|trong do|phan bo|chia ra|giao|cho|:)+\s*")


@dataclass(frozen=True, slots=True)
class Dictated(Generic[Known]):
    """A line taken apart: whom it names before its colon (`unknown`: names of nobody), what, and until when.

    `due_words` are those of a day in each period ("20 tháng cuối quý"); `kind` is what it seems to be.
    """

    text: str
    addressed: tuple[Known, ...] = ()
    unknown: tuple[str, ...] = ()
    deadline: Deadline | None = None
    kind: ConclusionKind = ConclusionKind.TASK
    through: Known | None = None
    frequency: Frequency | None = None
    due_words: str = ""


@dataclass(frozen=True, slots=True)
class Changed(Generic[Known]):
    """What a line changes of a target: the words that name it, its new figure as it is typed, and the shares."""

    what: str
    figure: str = ""
    shares: tuple[tuple[Known, str], ...] = ()
    unknown: tuple[str, ...] = ()


def read_line(
    line: str,
    *,
    find: Callable[[str], Known | None],
    names_units: bool = True,
    since: date | None,
    kind: ConclusionKind | None = None,
) -> Dictated[Known]:
    """`take_apart`, with how often, through whom and what it is; `kind` is what a person says that it is.

    `names_units` is False where they are ticked elsewhere. Raises NoSuchDay.
    """
    line = " ".join(line.split())
    often, seems_change = how_often(line), _CHANGES.search(flat(line)) is not None
    line, due_words = _split_day(line) if often is not None else (line, "")
    line, through, unknown = _split_route(line, find)
    kind = kind or _kind_of(line, often, routed=through is not None, changes=seems_change)
    named = None if kind is ConclusionKind.AMENDMENT and seems_change else find
    read = take_apart(line, find=named if names_units else None, since=None if due_words else since)
    return replace(
        read,
        kind=kind,
        through=through,
        unknown=read.unknown + unknown,
        frequency=None if kind is ConclusionKind.AMENDMENT else often,
        due_words=due_words,
    )


def read_change(text: str, find: Callable[[str], Known | None]) -> Changed[Known]:
    """`Điều chỉnh chỉ tiêu mô hình vườn nhà từ 7 thành 9; Xã Đăk Kôi 3, xã Đăk Pnê 4` taken apart."""
    text = _composed(text)
    plain = flat(text)
    begins = _CHANGES.search(plain)
    if begins is None:
        return Changed("")
    figure = _NEW_FIGURE.search(plain, begins.end())
    stop = plain.find(";", begins.end())
    ends = figure.start() if figure else (stop if stop > 0 else len(text))
    rest = figure.end() if figure else ends
    shares: dict[Known, str] = {}
    strange = []
    for found in _SHARE.finditer(plain, rest):
        skip = _SHARED.match(plain, found.start("name"))
        begin = skip.end() if skip and skip.end() < found.end("name") else found.start("name")
        printed = text[begin : found.end("name")].strip()
        known = find(printed)
        if known is not None:
            shares[known] = found["figure"]
        elif looks_like_units(printed):
            strange.append(printed)
    what = text[begins.end() : ends].strip(' ,;.“”"')
    return Changed(what, figure["figure"] if figure else "", tuple(shares.items()), tuple(strange))


def flat(text: str) -> str:
    """Lower case without marks, each letter in its place: what is found there stands there in the composed text."""
    return "".join((fold(letter) or letter)[:1] for letter in _composed(text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _kind_of(line: str, often: Frequency | None, *, routed: bool, changes: bool) -> ConclusionKind:
    if changes:
        return ConclusionKind.AMENDMENT
    if _REPORT.search(flat(line)) and (often is not None or routed or routed_through(line) is not None):
        return ConclusionKind.DUTY
    return ConclusionKind.TASK


def _split_day(line: str) -> tuple[str, str]:
    """ "; hạn 20 tháng cuối quý" apart from the line; in the middle of a sentence it stays where it is."""
    line = _composed(line)
    plain = flat(line)
    if found := _WITH_DAY.search(plain):
        rest = line[found.end() :].strip()
        return line[: found.start()] + ("" if rest == "." else rest), line[found.start("when") : found.end("when")]
    said = DAY_OF_PERIOD.search(plain)
    return line, line[said.start() : said.end()] if said else ""


def _split_route(line: str, find: Callable[[str], Known | None]) -> tuple[str, Known | None, tuple[str, ...]]:
    """ "; qua Ủy ban MTTQ" apart from the line; "(qua …)" stays in its sentence."""
    printed = routed_through(line)
    if printed is not None and (known := find(printed)) is not None:
        return line, known, ()
    line = _composed(line)
    found = _THROUGH.search(flat(line))
    if found is None:
        return line, None, ()
    who = line[found.start("who") : found.end("who")]
    known = find(who)
    if known is None and not looks_like_units(who):
        return line, None, ()  # "; qua đó nâng cao nhận thức"
    return line[: found.start()] + line[found.end() :], known, () if known is not None else (who,)


def take_apart(line: str, *, find: Callable[[str], Known | None] | None, since: date | None) -> Dictated[Known]:
    """Read a line. `find` knows units and groups by name, `since` completes "30/9"; None leaves that part alone.

    Words that are no list of units, or no deadline, stay in the text. Raises NoSuchDay for 31/6.
    """
    text, deadline = (line.strip(), None) if since is None else split_deadline(line.strip(), since=since)
    before, _, after = text.partition(":")
    directive = after.strip()
    if find is None or not directive or len(before) > _LONGEST_LIST:
        return Dictated(text, deadline=deadline)
    known, unknown = read_names(before, find)
    if not known and not looks_like_units(before):
        return Dictated(text, deadline=deadline)  # "Rà soát: làm ngay" names nobody
    return Dictated(directive[0].upper() + directive[1:], known, unknown, deadline)


def split_deadline(line: str, *, since: date) -> tuple[str, Deadline | None]:
    """The line without its "; hạn 30/9" or "; trong tháng 8", and that deadline. Raises NoSuchDay."""
    line = _composed(line)
    for found in chain(_DEADLINE.finditer(line), _SAID.finditer(flat(line))):
        begins, ends = found.span(found.lastgroup or 0)
        try:
            deadline = read_deadline(line[begins:ends], year=since.year, since=since)
        except NotADate:
            continue
        rest = line[found.end() :].strip()
        return line[: found.start()] + ("" if rest == "." else rest), deadline
    return line, None


def read_names(words: str, find: Callable[[str], Known | None]) -> tuple[tuple[Known, ...], tuple[str, ...]]:
    """Whom a list names, and the names in it that nobody has.

    The longest known name wins ("Phòng Văn hóa, Thể thao và Du lịch" is one): what is typed in haste has neither
    capitals nor whole names to tell where one ends.
    """
    words = words.strip()
    ends = [gap.start() for gap in _GAP.finditer(words)] + [len(words)]
    starts = [0] + [gap.end() for gap in _GAP.finditer(words)]
    known: dict[Known, None] = {}
    strange: list[str] = []
    place = 0
    while place < len(starts):
        for last in range(len(ends) - 1, place - 1, -1):
            found = find(_ALL.sub("", words[starts[place] : ends[last]]))
            if found is not None:
                known[found] = None
                place = last
                break
        else:
            strange.append(words[starts[place] : ends[place]])
        place += 1
    return tuple(known), split_units("; ".join(filter(None, strange))) if strange else ()
