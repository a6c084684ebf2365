"""Targets that a document changes: the wording in its text, the figures in its annex's table."""

import re
from collections.abc import Iterable, Iterator

from tracker.core.folding import fold, fold_tight
from tracker.reading.drafts import DraftAmendment, Span, Wording
from tracker.reading.lines import Passage
from tracker.reading.tables import Table
from tracker.reading.targets import number_of

_CHANGES = re.compile(
    r"(?:[Đđ]iều chỉnh|[Ss]ửa đổi|[Tt]hay thế|[Ss]ửa)\s+(?:nội dung\s+|cụm từ\s+|chỉ tiêu\s+"
    r"|tên\s+)?[“\"](?P<old>[^”\"]{3,300})[”\"]\s*(?:\([^)]*\)\s*)?(?:thành|bằng"
    r"|sang)\s*:?\s*[“\"](?P<new>[^”\"]{3,300})[”\"]"
)
_FIGURE = re.compile(r"\s*(\d+(?:[.,]\d+)*)\s*(%)?\s*$")
_TERRITORY = re.compile(
    r"(?:xã|phường|thị trấn|thị xã|huyện|thành phố|quận|tỉnh|đặc khu|thôn|tổ dân phố|ubnd)\s+\S", re.IGNORECASE
)
_WHOLE = re.compile(
    r"toan (?:huyen|xa|tinh|thanh pho|phuong|thi xa|quan|khu vuc|dia ban|don vi)|muc tieu|ke hoach|tong (?:so"
    r"|cong)|chung"
)
_NAME = re.compile(r"noi dung|chi tieu|ten")
_FEWEST_UNITS = 2


def read_amendments(body: Iterable[Passage], tables: Iterable[Table], title: str) -> tuple[DraftAmendment, ...]:
    """Each change of wording, with the overall figure and each unit's share where a table gives them."""
    wordings = [
        (Wording(found["old"]), found["new"], passage.place(*found.span()))
        for passage in body
        for found in _CHANGES.finditer(passage.text)
    ]
    rows = [row for table in tables for row in _rows(table)]
    if not wordings and not re.search(
        r"điều chỉnh[^.]{0,80}chỉ tiêu|chỉ tiêu[^.]{0,80}điều chỉnh", title, re.IGNORECASE
    ):
        return ()
    amendments = []
    for old, new, span in wordings:
        row = next((row for row in rows if _same(row[0], new)), rows[0] if len(rows) == len(wordings) == 1 else None)
        if row:
            rows.remove(row)
        unit = row[1] if row else "%" if re.match(r"T[ỷỉ] lệ", new) else None
        amendments.append(DraftAmendment(old, Wording(new, unit), row[2] if row else None, row[3] if row else {}, span))
    amendments += [
        DraftAmendment(Wording(name), Wording(name, unit), overall, shares, span)
        for name, unit, overall, shares, span in rows
    ]
    return tuple(amendments)


def _same(name: str, wording: str) -> bool:
    """Whether a row means this target: "Tỷ lệ sinh con thứ 3" for "Tỷ lệ sinh con thứ 3 trở lên"."""
    short, long = sorted((fold_tight(name), fold_tight(wording)), key=len)
    return bool(short) and long.startswith(short)


def _rows(table: Table) -> Iterator[tuple[str, str | None, float | None, dict[str, float], Span]]:
    """Rows that share a target out to units: a name, a measure, a figure for the whole, a figure for each unit."""
    headings = table.headings
    units = {place: name for place, name in enumerate(headings) if _TERRITORY.match(name)}
    if len(units) < _FEWEST_UNITS:
        return
    names = [place for place, name in enumerate(headings) if _NAME.search(fold(name)) and place not in units]
    wholes = [
        place
        for place, name in enumerate(headings)
        if _WHOLE.search(fold(name)) and place not in units and place not in names[:1]
    ]
    for row in table.body:
        figures = {place: _FIGURE.fullmatch(cell.text) for place, cell in enumerate(row)}
        shares = {units[place]: number_of(found[1]) for place, found in figures.items() if found and place in units}
        if not shares or not names or names[0] >= len(row):
            continue
        whole = next((found for place in wholes if (found := figures.get(place))), None)
        unit = "%" if any(found and found[2] for found in figures.values()) else None
        span = (row[0].span[0], row[-1].span[1])
        yield row[names[0]].text, unit, number_of(whole[1]) if whole else None, shares, span
