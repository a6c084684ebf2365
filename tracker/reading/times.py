"""When a directive is due: what its own words, or a cell, or a heading say."""

import re
from dataclasses import dataclass, replace
from datetime import date

from tracker.core.errors import RuleBroken
from tracker.core.periods import Quarter
from tracker.reading.dates import Deadline, read_deadline

_DAY = (
    r"(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}"
    r"|ngày\s+\d{1,2}\s?[/-]\s?\d{1,2}(?![/\d])|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?!\d)"
)
_MONTHS_BEFORE = r"(?:\d{1,2}\s*(?:,|và)\s*(?:tháng\s*)?)"  # of "tháng 9, 10/2025" the last month counts
_MONTH = rf"(?:cuối\s+|đầu\s+|giữa\s+)?tháng\s*{_MONTHS_BEFORE}*\d{{1,2}}(?!\d)(?:\s?(?:/|-|năm)\s?\d{{4}})?"
_QUARTER = r"qu[ýí]\s+(?:IV|III|II|I|[1-4])(?!\w)(?:\s?(?:/|-|năm)?\s?\d{4})?"
_YEAR = r"(?:cuối\s+)?năm\s+\d{4}(?!\s?[-–]\s?\d)|cuối\s+năm"
_WHEN = rf"(?:{_DAY}|{_QUARTER}|{_MONTH})"
_BY = (
    r"(?:trước|chậm nhất(?:\s+(?:là|vào|trong|trước|đến))*|muộn nhất(?:\s+là)?|trong|đến\s+hết|hết"
    r"|xong(?:\s+(?:trước|trong))?|vào|hạn\s+cuối)"
)
_HOUR = r"(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{2})?\s*(?:phút)?,?\s+)?"  # "trước 17h00 ngày 15/3/2024"
# The first pattern that is found counts; each names a day or a period with a word that makes it a deadline.
_STATED = (
    re.compile(rf"\btừ\s+(?:{_WHEN}|{_YEAR})\s+(?:đến|-|–)\s+(?:hết\s+)?(?:{_WHEN}|{_YEAR})", re.IGNORECASE),
    re.compile(rf"\b{_BY}\s+(?:vào\s+)?{_HOUR}{_WHEN}", re.IGNORECASE),
    re.compile(
        rf"\b(?:thời gian|thời hạn|tiến độ|hạn|hoàn thành|hoàn thiện)[^.;:()]{{0,25}}:?\s*{_WHEN}", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?:hoàn thành|hoàn thiện|xong|chậm nhất|trước)\s+(?:trong\s+|trước\s+|vào\s+|hết\s+)?(?:{_YEAR})",
        re.IGNORECASE,
    ),
    re.compile(rf"\(\s*(?:dự kiến:?\s+)?(?:{_BY}\s+)?(?:ngày\s+)?(?:{_WHEN})\s*[,;)]", re.IGNORECASE),
    re.compile(r"\btrong\s+năm\s+\d{4}(?=\s*(?:[.;)]|$))", re.IGNORECASE),  # not "các nhiệm vụ trong năm 2025 của …"
)
_IN_HEADING = re.compile(rf"(?:{_QUARTER}|{_MONTH}|tuần\s+\d)", re.IGNORECASE)
_NUMERAL = r"(?:IV|III|II|I|[1-4])(?!\w)"
_QUARTERS = re.compile(
    rf"qu[ýí]\s+(?P<first>{_NUMERAL})(?P<more>(?:\s*(?:,|và|-|–)\s*{_NUMERAL})*)(?:\s?(?:/|-|năm)?\s?(?P<year>\d{{4}}))?",
    re.IGNORECASE,
)
_EACH = r"(?:hằng|hàng|mỗi|từng)"
_RECURRENCE = (
    (
        "quarterly",
        re.compile(
            rf"(?:định kỳ[^.;]{{0,30}}?|báo cáo[^.;]{{0,40}}?){_EACH}\s+qu[ýí]|(?:^|[.;,(]\s*){_EACH}\s+qu[ýí]"
            rf"|tháng cuối (?:của )?(?:mỗi )?qu[ýí]|theo qu[ýí]|mỗi qu[ýí] (?:một|1|01) lần|(?:1|01|một) lần/qu[ýí]",
            re.IGNORECASE,
        ),
    ),
    (
        "monthly",
        re.compile(
            rf"(?:định kỳ[^.;]{{0,30}}?|báo cáo[^.;]{{0,40}}?){_EACH}\s+tháng|(?:^|[.;,(]\s*){_EACH}\s+tháng"
            rf"|ngày\s+\d{{1,2}}\s+{_EACH}\s+tháng",
            re.IGNORECASE,
        ),
    ),
    (
        "yearly",
        re.compile(
            rf"(?:định kỳ[^.;]{{0,30}}?|báo cáo[^.;]{{0,40}}?|tháng\s+\d+\s+){_EACH}\s+năm|(?:^"
            rf"|[.;,(]\s*){_EACH}\s+năm",
            re.IGNORECASE,
        ),
    ),
)
_CELL_RECURRENCE = (
    ("quarterly", re.compile(rf"{_EACH}\s+qu[ýí]|qu[ýí] một lần", re.IGNORECASE)),
    ("monthly", re.compile(rf"{_EACH}\s+tháng", re.IGNORECASE)),
    ("yearly", re.compile(rf"{_EACH}\s+năm", re.IGNORECASE)),
    ("regular", re.compile(r"thường xuyên|cả năm|liên tục|theo quy định", re.IGNORECASE)),
)
_REGULAR = re.compile(r"(?:Tiếp tục|Thường xuyên|Duy trì)\b|thường xuyên", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:chậm nhất\s+)?(?:trước\s+|vào\s+)?ngày\s+\d{1,2}\s+(?:của\s+)?tháng\s+(?!\d)[^,.;()]{3,90}?(?=\s+gồm"
    r"|[,.;()]|$)"
    r"|(?:chậm nhất\s+)?(?:trước\s+)?ngày\s+\d{1,2}\s+(?:hằng|hàng)\s+tháng"
    r"|(?:chậm nhất\s+(?:sau\s+)?|trong\s+(?:(?:vòng|thời hạn)\s+)?)\d{1,3}\s+(?:ngày"
    r"|giờ|tuần|tháng)(?:\s+làm việc)?[^,.;()]{0,80}"
    r"|(?:chậm nhất\s+)?(?:trước|vào)\s+(?:\d{1,2}\s?(?:giờ"
    r"|h)\d{0,2},?\s+)?(?:(?:chiều|sáng|ngày)\s+)?thứ\s+\w+\s+(?:hằng|hàng)\s+tuần"
    r"|(?:chậm nhất\s+)?(?:sau|trước)\s+\d{1,3}\s+ngày(?:\s+làm việc)?[^,.;()]{0,80}"
    r"|ngay sau khi\s+[^,.;()]{3,80}",
    re.IGNORECASE,
)
_YEARLY_DAY = re.compile(
    r"(?:trước\s+|chậm nhất\s+)?(?:ngày\s+)\d{1,2}(?:\s+tháng\s+|/)\d{1,2}"
    r"(?:\s*(?:,|và)\s+(?:ngày\s+)?\d{1,2}(?:\s+tháng\s+|/)\d{1,2})*\s+(?:hằng|hàng|mỗi)\s+năm",
    re.IGNORECASE,
)
_SEVERAL_SAME = 2
_SEVERAL_MONTHS = re.compile(rf"tháng\s*{_MONTHS_BEFORE}+(?=\d{{1,2}}(?!\d))", re.IGNORECASE)
# Words that speak of time, outside the dates of the documents that are cited.
_CITATION = re.compile(
    r"(?:số\s*)?\d+[\w/&.-]*[-/][A-ZĐ][\w/&-]*,?(?:\s+ngày\s+\d{1,2}(?:/|\s+tháng\s+)\d{1,2}(?:/|\s+năm\s+)\d{4})?"
    r"|(?:Luật|Nghị quyết|Nghị định|Quyết định|Thông tư|Chỉ thị|Kế hoạch|Chương trình|Đề án)[^.;,]{0,60}?"
    r"ngày\s+\d{1,2}(?:/|\s+tháng\s+)\d{1,2}(?:/|\s+năm\s+)\d{4}"
)
_OF_TIME = re.compile(
    r"(?<!\w)(?:ngày\s+\d|tháng\s+\d|tuần\s|qu[ýí]\s+[IVX\d]|\d{1,2}/\d{1,2}"
    r"|\d{1,2}-\d{1,2}-\d{4}|thời hạn|thời gian|tiến độ"
    r"|chậm nhất|muộn nhất|định kỳ|(?:hằng|hàng|mỗi|từng)\s+(?:ngày|tuần"
    r"|tháng|qu[ýí]|năm)|\d+\s+(?:giờ|ngày|tuần|tháng)"
    r"|(?:trong|cuối|đầu|hết|trước|sau)\s+(?:năm|tháng|tuần|qu[ýí]|ngày|kỳ|học kỳ|khi|\d)|học kỳ|hoàn thành|lộ trình)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Time:
    """What is said of a task's time, in the fields of a draft task."""

    due: date | None = None
    due_type: str | None = None
    quarter: tuple[Quarter, ...] = ()
    month: str | None = None
    year: int | None = None
    period: tuple[str, str] | None = None
    recurrence: str | None = None
    relative_due: str | None = None
    due_text: str | None = None
    inherited: bool = False
    several: bool = False  # more than one deadline is written
    broken: bool = False  # a date is written that the calendar does not have

    @property
    def is_stated(self) -> bool:
        """Whether a day, a period or a real recurrence is said; "thường xuyên" is none."""
        return bool(
            self.due or self.quarter or self.month or self.year or self.relative_due
        ) or self.recurrence not in (None, "regular")

    def from_above(self) -> "Time":
        """The same, marked as taken from a heading or a lead-in."""
        return replace(self, inherited=True)


def stated_time(words: str, year: int) -> Time:
    """The deadline or the rhythm that a directive's own words state. `year` completes "trước ngày 30/9"."""
    recurrence = next((name for name, pattern in _RECURRENCE if pattern.search(words)), None)
    if yearly := _YEARLY_DAY.search(words):
        return Time(recurrence="yearly", relative_due=yearly.group(), due_text=yearly.group())
    relative = _RELATIVE.search(words)
    if relative and not re.search(r"\d{4}", relative.group()):
        return Time(recurrence=recurrence, relative_due=relative.group().strip(), due_text=relative.group().strip())
    found = [match.group() for pattern in _STATED for match in pattern.finditer(words)]
    if not found:
        regular = "regular" if recurrence is None and _REGULAR.match(words) else recurrence
        return Time(recurrence=regular)
    first = min(found, key=words.find)
    if recurrence == "yearly" and not re.search(r"\d{4}", first):  # "hằng năm … trước ngày 31/12": no single day
        return Time(recurrence=recurrence, relative_due=first, due_text=first)
    time = _of_deadline(first, year)
    others = {match for match in found if match not in first and first not in match}
    return replace(time, recurrence=recurrence, several=bool(others))


def is_silent(words: str) -> bool:
    """Whether words say nothing of time at all, so that no deadline can have been overlooked."""
    return _OF_TIME.search(_CITATION.sub(" ", words)) is None


def cell_time(words: str, year: int) -> Time:
    """What a table's time cell says: "20/4/2019", "Hằng năm", "29/6/2026 - 09/7/2026", "Quý II, III/2025"."""
    if not words.strip(" -–…."):
        return Time()
    for name, pattern in _CELL_RECURRENCE:
        if pattern.search(words) and not re.search(r"\d{1,2}/\d{1,2}|\d{4}", words):
            return Time(recurrence=name, due_text=words)
    quarters = quarters_in(words, year)
    if len(quarters) >= _SEVERAL_SAME:
        return Time(quarter=quarters, due_text=words)
    relative = _RELATIVE.search(words)
    if relative and not re.search(r"\d{4}", relative.group()):
        return Time(relative_due=relative.group(), due_text=words)
    return _of_deadline(words, year)


def heading_time(title: str, year: int) -> Time:
    """The quarter or month that a heading puts over its items: "1. Quý I/2024", "Tháng 9/2025"."""
    found = _IN_HEADING.match(title.strip())
    if not found or len(title) > 60:
        return Time()
    quarters = quarters_in(title, year)
    return Time(quarter=quarters, due_text=title.strip(" :.")) if len(quarters) > 1 else _of_deadline(title, year)


def quarters_in(words: str, year: int) -> tuple[Quarter, ...]:
    """The quarters that a text names, in its order: "quý I/2024 … quý II/2024", "Quý I, II/2025"."""
    numerals = {"I": 1, "II": 2, "III": 3, "IV": 4}
    written = [
        Quarter(int(found["year"] or year), numerals.get(numeral.upper()) or int(numeral))
        for found in _QUARTERS.finditer(words)
        for numeral in re.findall(_NUMERAL, found["first"] + found["more"], re.IGNORECASE)
    ]
    return tuple(dict.fromkeys(written))


def _of_deadline(words: str, year: int) -> Time:
    text = words.strip(" ().,:;")
    try:
        deadline = read_deadline(_SEVERAL_MONTHS.sub("tháng ", text), year=year)
    except RuleBroken:
        return Time(due_text=text, broken=bool(re.search(r"\d", text)))
    return _fields(deadline, text) if deadline else Time()


def _fields(deadline: Deadline, text: str) -> Time:
    if deadline.begins:
        months = deadline.precision != "day"
        form = "%Y-%m" if months else "%Y-%m-%d"
        period = (deadline.begins.strftime(form), deadline.due.strftime(form))
        return Time(due=deadline.due, due_type="range_end", period=period, due_text=text)
    if deadline.quarter:
        return Time(quarter=(deadline.quarter,), due_text=text)
    return Time(
        due=deadline.due,
        due_type=deadline.due_type,
        month=deadline.month,
        year=deadline.due.year if deadline.precision == "year" else None,
        due_text=text,
    )
