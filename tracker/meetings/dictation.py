"""One line as it is typed while the chair speaks: `Xã Đăk Kôi, xã Đăk Pnê: rà soát mô hình; hạn 30/9`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from tracker.reading.dates import Deadline, read_deadline
from tracker.reading.errors import NotADate
from tracker.reading.units import looks_like_units, split_units

Known = TypeVar("Known")

_LONGEST_LIST = 400
_DEADLINE = re.compile(
    r"\s*[;.,]\s*(?:th[ờo]i\s+)?h[ạa]n(?!\s+(?:ch[ếe]|hán|m[ứu]c))(?:\s+(?:ch[óo]t|cu[ốo]i))?\s*:?\s+"
    r"(?P<when>[^;,]{1,60}?)(?=\s*(?:[;,]|\.?$|\.\s))",
    re.IGNORECASE,
)
_ALL = re.compile(r"^(?:tất cả|toàn thể|toàn bộ)\s+", re.IGNORECASE)
_GAP = re.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")


@dataclass(frozen=True, slots=True)
class Dictated(Generic[Known]):
    """A line taken apart: whom it names before its colon (`unknown`: names of nobody), what, and until when."""

    text: str
    addressed: tuple[Known, ...] = ()
    unknown: tuple[str, ...] = ()
    deadline: Deadline | None = None


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
    """The line without its "; hạn 30/9", and that deadline. Raises NoSuchDay."""
    for found in _DEADLINE.finditer(line):
        try:
            deadline = read_deadline(found["when"], year=since.year, since=since)
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
