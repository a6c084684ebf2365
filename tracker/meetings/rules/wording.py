"""How a notice words a meeting's conclusions before staff mend it: by addressee, in the way of the office's notices.

Pure. Notices speak Vietnamese, whatever language the office's pages are read in.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.folding import fold
from tracker.documents.papers.wording import short_day
from tracker.meetings.models import ConclusionKind, SectionLevel
from tracker.reports.models import Frequency

MOST_NAMED = 12  # units by name among the recipients; more are named together
CALLED_TO_ACCOUNT, TO_CARRY_OUT, TO_TAKE_PART = "(b/c)", "(t/h)", "(p/h)"
HOW_OFTEN = {
    Frequency.MONTHLY: "định kỳ hàng tháng",
    Frequency.QUARTERLY: "định kỳ hàng quý",
    Frequency.HALF_YEARLY: "định kỳ 6 tháng",
    Frequency.NINE_MONTHS: "định kỳ 9 tháng",
    Frequency.YEARLY: "định kỳ hàng năm",
}
WITH_ANNEX = "(có phụ lục kèm theo)"
_NEW_WORDING = re.compile(r"[”\"]\s*(?:\([^)]*\)\s*)?(?:thành|bằng|sang)\s*:?\s*[“\"](?P<new>[^”\"]{3,300})[”\"]")
_SPAN_OF_TIME = ("trong", "truoc", "cham nhat", "tu ", "het ", "cuoi ", "dau ", "ngay", "khi ", "sau ", "thuong xuyen")
_STOPS = ".;:!?…"


class Order(StrEnum):
    """In which order the addressees of a notice stand."""

    GROUPS_FIRST = "groups_first"
    AS_SAID = "as_said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """A conclusion as a notice words it; `to` are names of units and groups, `through` whom a report goes through."""

    id: int
    text: str
    kind: ConclusionKind
    to: tuple[str, ...] = ()
    has_group: bool = False
    due_on: date | None = None
    due_words: str = ""
    frequency: Frequency | None = None
    through: str = ""
    with_annex: bool = False


@dataclass(frozen=True, slots=True)
class Worded:
    """One section of a notice that is drafted."""

    level: SectionLevel
    words: str
    conclusion_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What is known of the meeting: `chair` with office ("đồng chí A, Trưởng ban"), how many units came, guests."""

    title: str
    held_on: date | None
    venue: str = ""
    chair: str = ""
    attended: int = 0
    guests: tuple[str, ...] = ()
    issuer: str = ""


def sections_of(concluded: Iterable[Concluded], order: Order = Order.GROUPS_FIRST) -> list[Worded]:
    """What changes targets comes first, then one heading for each set of addressees with its points below.

    A heading with one point has it as a paragraph, as offices write it.
    """
    concluded = list(concluded)
    amending = [one for one in concluded if one.kind is ConclusionKind.AMENDMENT]
    addressed: dict[tuple[str, ...], list[Concluded]] = {}
    for one in concluded:
        if one.kind is not ConclusionKind.AMENDMENT:
            addressed.setdefault(one.to, []).append(one)
    of = list(addressed.values())
    if order is Order.GROUPS_FIRST:
        of.sort(key=lambda points: not points[0].has_group)  # stable: else as the chair said them
    made = [Worded(SectionLevel.ITEM, worded(one), one.id) for one in amending]
    for points in of:
        if points[0].to:
            made.append(Worded(SectionLevel.HEADING, _listed(points[0].to)))
            level = SectionLevel.DASH if len(points) > 1 else SectionLevel.PARAGRAPH
        else:
            level = SectionLevel.ITEM
        made += [Worded(level, worded(one), one.id) for one in points]
    return made


def worded(one: Concluded) -> str:
    """Its words with what they leave unsaid: the deadline, how often, through whom, that an annex goes along.

    "Rà soát mô hình" due on 30/9 is "Rà soát mô hình (hoàn thành trước ngày 30/9/2026)."
    """
    text = " ".join(one.text.split())
    body, end = (text[:-1], text[-1]) if text[-1:] in _STOPS else (text, ".")
    said = fold(text)
    for more in (_how_often(one), _deadline(one), one.through and f"(qua {one.through})", _annexed(one)):
        if more and fold(more).strip("()").removeprefix("dinh ky ") not in said:
            body = f"{body}{more}" if more.startswith(";") else f"{body} {more}"
    return f"{body[:1].upper()}{body[1:]}{end}"


def wording_meant(text: str) -> str:
    """What a target says from now on, of "điều chỉnh “…” thành “…”"; empty where the words do not say."""
    found = _NEW_WORDING.search(text)
    return " ".join(found["new"].split()) if found else ""


def subject_of(title: str) -> str:
    """What stands under "THÔNG BÁO"."""
    return f"Kết luận {title}"


def opening_of(held: Held) -> str:
    """When and where, who chaired it, who was there: two paragraphs, of which the second leads on to the points."""
    began = [f"Ngày {short_day(held.held_on)}" if held.held_on is not None else ""]
    began.append(f"tại {held.venue}" if held.venue else "")
    chair = held.chair or f"Thường trực {held.issuer}".strip()
    start = ", ".join([*filter(None, began), f"{chair} chủ trì {held.title}"])
    there = [f"đại diện {held.attended} cơ quan, đơn vị, địa phương"] if held.attended else []
    there += held.guests
    attended = f"; tham dự Hội nghị có {'; '.join(there)}" if there else ""
    first = f"{start[:1].upper()}{start[1:]}{attended}."
    heard = "Sau khi nghe báo cáo và ý kiến thảo luận tại Hội nghị"
    return f"{first}\n{heard}, {chair} kết luận, chỉ đạo như sau:"


def closing_of(held: Held) -> str:
    """The sentence that ends it."""
    told = held.issuer or "Ban Chỉ đạo"
    return (
        f"Trên đây là kết luận {held.title}; {told} thông báo để các cơ quan, đơn vị, địa phương biết, "
        "triển khai thực hiện./."
    )


def recipients_of(
    concluded: Iterable[Concluded],
    *,
    superior: str,
    guests: Sequence[str],
    invited: Sequence[str],
    members: Collection[str] = (),
) -> list[str]:
    """Who gets it and what for: above (b/c), addressed (t/h), else concerned (p/h). Where it is kept the style says.

    `members` are the units of the groups addressed: they get it as their group does, and are not named a second time.
    """
    concluded = list(concluded)
    named = dict.fromkeys(name for one in concluded for name in one.to if name not in members)
    groups = {name for one in concluded if one.has_group for name in one.to}
    carry_out = [name for name in named if name in groups], [name for name in named if name not in groups]
    to = [*carry_out[0], *carry_out[1]]
    if len(carry_out[1]) > MOST_NAMED:
        to = [*carry_out[0], "Các cơ quan, đơn vị, địa phương có tên trong Thông báo"]
    along = dict.fromkeys([*(one.through for one in concluded if one.through), *invited])
    joining = [name for name in along if name not in named and name not in members]
    if len(joining) > MOST_NAMED:
        joining = ["Các cơ quan, đơn vị, địa phương dự Hội nghị"]
    return [
        *(f"{name} {CALLED_TO_ACCOUNT}" for name in dict.fromkeys([*filter(None, [superior]), *guests])),
        *(f"{name[:1].upper()}{name[1:]} {TO_CARRY_OUT}" for name in to),
        *(f"{name} {TO_TAKE_PART}" for name in joining),
        "Thành viên Ban Chỉ đạo",
    ]


def corrects_opening(label: str, issued_on: date | None) -> str:
    """How a notice that corrects another begins."""
    day = f", ngày {short_day(issued_on)}" if issued_on is not None else ""
    return f"Sau khi rà soát, {label}{day} được đính chính, điều chỉnh như sau:"


def corrects_closing(label: str) -> str:
    """How it ends."""
    return f"Các nội dung khác của {label} giữ nguyên. Đề nghị các cơ quan, đơn vị, địa phương thực hiện./."


def replaced(number: str, words: str, *, withdrawn: bool = False) -> str:
    """How it words a point that it replaces or withdraws."""
    which = f"Điểm {number}" if number else "Nội dung"
    if withdrawn:
        return f"{which}: thôi thực hiện nội dung “{words.rstrip(_STOPS)}”."
    return f"{which} được thay bằng: {words}"


def _listed(names: Sequence[str]) -> str:
    return "; ".join(names)


def _how_often(one: Concluded) -> str:
    if one.kind is not ConclusionKind.DUTY or one.frequency is None:
        return ""
    often = HOW_OFTEN.get(one.frequency, "")
    if not often or "bao cao" in fold(one.text):
        return often
    return f"; báo cáo kết quả {often}"


def _deadline(one: Concluded) -> str:
    words = one.due_words.strip()
    if words and fold(words) in fold(one.text):
        return ""
    if one.due_on is not None and (not words or not fold(words).startswith(_SPAN_OF_TIME)):
        return "" if short_day(one.due_on) in one.text else f"(hoàn thành trước ngày {short_day(one.due_on)})"
    return f"(hoàn thành {words})" if words else ""


def _annexed(one: Concluded) -> str:
    return WITH_ANNEX if one.with_annex and "phu luc kem theo" not in fold(one.text) else ""
