"""A leaf of the outline, or a row of a table, as a draft task."""

import re
from dataclasses import dataclass
from typing import Any

from tracker.core.periods import Quarter
from tracker.reading import doubts
from tracker.reading.addressees import (
    addressed,
    advised,
    coordinating,
    has_unread_partner,
    is_short_for,
    named_before_colon,
    routed_through,
)
from tracker.reading.attributes import inline_attributes
from tracker.reading.drafts import DraftTask
from tracker.reading.kinds import is_decision, kind_of
from tracker.reading.leaves import Leaf
from tracker.reading.phrases import says_what_to_do
from tracker.reading.sharing import says_both, shared_out
from tracker.reading.times import Time, cell_time, is_silent, quarters_in, stated_time
from tracker.reading.units import looks_like_units, split_units

_SHARES_OUT = re.compile(r"phân công|trách nhiệm|tổ chức thực hiện", re.IGNORECASE)
_TOPIC = re.compile(
    r"(?:Về|Công tác|Nội dung|Việc|Đối với|Trong|Khi|Lưu ý|Riêng|Thời gian|Sản phẩm|Kinh phí|Hình thức)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?<!\w)chủ trì(?!\w)", re.IGNORECASE)  # whoever leads has somebody to lead
_DESCRIBED = re.compile(r"(?<!\w)(?:đã|chưa|được|có tên|tham gia|còn lại|đang)(?!\w)")


@dataclass(frozen=True, slots=True)
class Lead:
    """Who does it, where the words for that begin, and why one may doubt it."""

    units: tuple[str, ...]
    main: int
    own: bool  # named by the item itself
    doubts: tuple[str, ...] = ()


def task_of(leaf: Leaf, year: int) -> DraftTask:
    """Read one item. `year` completes times without one."""
    assert leaf.passage is not None
    words, context = leaf.passage.words, leaf.context
    attributes = dict([*inline_attributes(words), *leaf.attributes])
    lead = _lead(leaf, attributes)
    partners, unclear = _partners(words, attributes)
    if not partners and context.partners and not lead.own:
        partners, unclear = context.partners, (*unclear, doubts.PARTNERS_FROM_ABOVE)
    time, time_doubts = _time(leaf, attributes, lead.own, year)
    all_doubts = (*lead.doubts, *unclear, *time_doubts, *_of_form(words, lead))
    kind = kind_of(words[lead.main :], has_lead=bool(lead.units))
    start, end = leaf.passage.span
    return DraftTask(
        text=leaf.passage.source[start:end],
        span=(start, end),
        section=" > ".join(context.section),
        item=leaf.passage.marker.label if leaf.passage.marker else None,
        source=context.source,
        kind=kind,
        lead=lead.units,
        coordinating=tuple(unit for unit in partners if unit not in lead.units),
        advises=advised(words),
        through=routed_through(words),
        product=attributes.get("product"),
        **fields_of(time),
        sure=not all_doubts,
        doubts=all_doubts,
    )


def fields_of(time: Time) -> dict[str, Any]:
    """The fields of a draft task that tell its time."""
    return {
        "due": time.due,
        "due_type": time.due_type,
        "quarter": time.quarter,
        "month": time.month,
        "year": time.year,
        "period": time.period,
        "recurrence": time.recurrence,
        "relative_due": time.relative_due,
        "inherited": time.inherited,
        "due_text": time.due_text,
    }


def _lead(leaf: Leaf, attributes: dict[str, str]) -> Lead:
    """By rank: a line "Đơn vị chủ trì", the names before a colon, "Giao …" or the subject, the heading, "Chỉ đạo …"."""
    assert leaf.passage is not None
    words, context = leaf.passage.words, leaf.context
    if units := _told_apart(attributes)[0]:
        return Lead(units, 0, True, (doubts.ONE_COLUMN,) if "both" in attributes else _vague(units))
    before, main = named_before_colon(words)
    told = addressed(words[main:].lstrip())
    main += len(words[main:]) - len(words[main:].lstrip())
    if before:
        return Lead(before, main + told.main, True, _vague(before))
    if not context.units and not told.main and (name := _name_like(words, context.section)):
        return Lead((name,), len(name) + 1, True, (doubts.NAME_UNSURE,))
    if (
        told.given
        and not (context.units and _names_own_people(words, told.given))
        and not (context.units and all(is_short_for(unit, context.units) for unit in told.given))
    ):
        notes = [doubts.HEADING_NAMES_OTHERS] if context.units and set(told.given) != set(context.units) else []
        return Lead(told.given, told.main, True, (*notes, *_vague(told.given)))
    if context.units:
        return Lead(context.units, told.main if told.given else 0, False, _vague(context.units))
    if told.directed:
        return Lead(told.directed, told.main, True, _vague(told.directed))
    if context.lead_in and not re.match(r"Đối với\s", words) and not is_decision(words):
        return Lead(context.lead_in, 0, False, (doubts.LEAD_FROM_ABOVE, *_vague(context.lead_in)))
    return Lead((), 0, False, (doubts.NO_LEAD,))


def _told_apart(attributes: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who leads and who joins by the lines below an item; of one line for both, the first leads."""
    both = attributes.get("both", "")
    if "lead" in attributes or says_both(both):
        return shared_out(attributes.get("lead", both))
    return split_units(both.split(";")[0]), split_units(both)[1:]


def _name_like(words: str, section: tuple[str, ...]) -> str | None:
    """A short name before a colon where a section shares work out, though it is no known form of unit: "Y tế: …"."""
    name, colon, rest = words.partition(":")
    shares_out = any(_SHARES_OUT.search(title) for title in section)
    is_name = colon and len(name) <= 50 and name[:1].isupper() and not says_what_to_do(name) and not _TOPIC.match(name)
    return name.strip() if shares_out and is_name and says_what_to_do(rest) else None


def _names_own_people(words: str, given: tuple[str, ...]) -> bool:
    """Whether a unit is told to name somebody of its own: "Phân công cán bộ đầu mối …"."""
    return words.startswith("Phân công") and all(
        unit[:1].islower() and not unit.startswith(("ông ", "bà ", "các ", "đồng chí ")) for unit in given
    )


def _vague(units: tuple[str, ...]) -> tuple[str, ...]:
    """Names that name nobody: "các cơ quan liên quan", "các đơn vị chưa tham gia đánh giá ngoài"."""
    found = [doubts.VAGUE_UNIT] if any("liên quan" in unit for unit in units) else []
    return (*found, doubts.DESCRIBED_UNIT) if any(_DESCRIBED.search(unit) for unit in units) else tuple(found)


def _partners(words: str, attributes: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    units = (*coordinating(words), *_told_apart(attributes)[1])
    if "coordinating" in attributes:
        units = (*units, *split_units(attributes["coordinating"]))
    unclear = [doubts.PARTNER_UNREAD] if has_unread_partner(words) or (_LEADS.search(words) and not units) else []
    return tuple(dict.fromkeys(units)), (
        *unclear,
        *((doubts.VAGUE_PARTNER,) if any("liên quan" in unit for unit in units) else ()),
    )


def _time(leaf: Leaf, attributes: dict[str, str], own_lead: bool, year: int) -> tuple[Time, tuple[str, ...]]:
    """The item's own time, else its heading's; a lead-in's only where the lead-in also names the unit."""
    assert leaf.passage is not None
    words, context = leaf.passage.words, leaf.context
    own = cell_time(attributes["time"], year) if "time" in attributes else stated_time(_after_subject(words), year)
    notes = _of_time(own, year)
    above = context.time if context.time.is_stated else Time() if own_lead else context.lead_in_time
    if above.is_stated and not own.is_stated:
        return above, _contradicted(words, above, year)
    if not own.is_stated:
        silent = own_lead and "time" not in attributes and is_silent(words)
        notes = notes if silent else (*notes, doubts.NO_TIME)
    elif context.time.quarter and own.quarter and own.quarter != context.time.quarter:
        notes = (*notes, doubts.HEADING_HAS_OTHER_QUARTER)
    return own, notes


def _after_subject(words: str) -> str:
    """Without the subject, whose clauses are no duties: "Các cơ quan chưa gửi báo cáo hàng quý …"."""
    told = addressed(words)
    return (
        words[told.main :]
        if told.main and not re.match(r"(?:Trong|Hằng|Hàng|Định kỳ|Chậm|Trước|Đến|Từ)\s", words)
        else words
    )


def _of_time(time: Time, year: int) -> tuple[str, ...]:
    notes = [doubts.SEVERAL_TIMES] if time.several else []
    if time.broken:
        notes.append(doubts.NO_SUCH_DAY)
    if time.due and abs(time.due.year - year) > 6:
        notes.append(doubts.FAR_YEAR)
    return tuple(notes)


def _contradicted(words: str, above: Time, year: int) -> tuple[str, ...]:
    """A heading's quarter that the item itself does not name among those that it names."""
    named: tuple[Quarter, ...] = quarters_in(words, year)
    if above.quarter and named and not set(named) & set(above.quarter):
        return (doubts.HEADING_HAS_OTHER_QUARTER,)
    return ()


def _of_form(words: str, lead: Lead) -> tuple[str, ...]:
    main = words[lead.main :].lstrip(" ,:")
    return () if says_what_to_do(main) or lead.main or looks_like_units(main) else (doubts.NO_VERB,)
