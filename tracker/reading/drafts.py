"""What was read of a document, as values: the shape of design/reading.md, for people to check and accept."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from tracker.core.periods import Quarter

Span = tuple[int, int]  # [start, end) in the text that was extracted


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One paragraph of bases and the numbers of the documents that it cites."""

    text: str
    documents: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class DraftTarget:
    """A measurable goal; `comparator` is one of =, >, >=, <, <=; `unit` is "%" or what is counted."""

    text: str
    value: float
    comparator: str
    unit: str
    population: str | None
    span: Span
    sure: bool


@dataclass(frozen=True, slots=True)
class DraftTask:
    """One directive. `text` is the source from `span[0]` to `span[1]`, verbatim.

    `kind`: task, report, meeting, inspection or decision. `source`: body, table, annex or solutions.
    `month` is "2024-07"; `period` is a pair of dates or months as text; `recurrence` is quarterly, monthly,
    yearly or regular; `inherited` says that the time was taken from a heading or a lead-in.
    """

    text: str
    span: Span
    section: str
    item: str | None
    source: str
    kind: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    implementers: tuple[str, ...] = ()
    advises: str | None = None
    through: str | None = None
    product: str | None = None
    due: datetime.date | None = None
    due_type: str | None = None
    quarter: tuple[Quarter, ...] = ()
    month: str | None = None
    year: int | None = None
    period: tuple[str, str] | None = None
    recurrence: str | None = None
    relative_due: str | None = None
    inherited: bool = False
    due_text: str | None = None
    sure: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftMeeting:
    """A review meeting that the document announces, or concludes."""

    text: str
    quarter: Quarter | None
    date: datetime.date | None
    venue: str | None
    span: Span
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A duty to report: who, to whom, through whom, how often."""

    text: str
    by: tuple[str, ...]  # "from" in the JSON
    to: str | None
    through: str | None
    recurrence: str | None
    due: datetime.date | None
    span: Span


@dataclass(frozen=True, slots=True)
class Wording:
    """A target's wording before or after an amendment."""

    text: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class DraftAmendment:
    """A target changed: its wording, its figure, its share for each unit (names as printed)."""

    old: Wording
    new: Wording
    overall: float | None
    per_unit: Mapping[str, float]
    span: Span


@dataclass(frozen=True, slots=True)
class Recipient:
    """A line of "Nơi nhận"; `code` is why it is sent (b/c, t/h, p/h, đ/b)."""

    unit: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as read, before a person has checked it. `kind`: plan, notice or other."""

    kind: str = "other"
    doc_type: str | None = None
    number: str | None = None
    date: datetime.date | None = None
    issuer: str | None = None
    title: str | None = None
    signer: str | None = None
    legal_bases: tuple[LegalBasis, ...] = ()
    targets: tuple[DraftTarget, ...] = ()
    tasks: tuple[DraftTask, ...] = ()
    meetings: tuple[DraftMeeting, ...] = ()
    reports: tuple[DraftReport, ...] = ()
    amendments: tuple[DraftAmendment, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    doubts: tuple[str, ...] = ()


_PARTS: dict[str, type] = {
    "legal_bases": LegalBasis,
    "targets": DraftTarget,
    "tasks": DraftTask,
    "meetings": DraftMeeting,
    "reports": DraftReport,
    "amendments": DraftAmendment,
    "recipients": Recipient,
}
_OTHER_NAMES = {"by": "from"}  # a Python name that the JSON spells otherwise
_OPTIONAL = {(Wording, "unit"), (DraftMeeting, "doubts")}  # left out of the JSON when empty


def to_json(draft: Draft) -> dict[str, Any]:
    """The object of design/reading.md: lists are lists, dates and quarters are text."""
    return {field.name: _plain(getattr(draft, field.name)) for field in fields(draft)}


def from_json(read: Mapping[str, Any]) -> Draft:
    """The draft that `to_json` wrote. Raises KeyError or ValueError where the object is not of that shape."""
    values: dict[str, Any] = {}
    for field in fields(Draft):
        value = read[field.name]
        if field.name in _PARTS:
            value = tuple(_built(_PARTS[field.name], part) for part in value)
        values[field.name] = _typed(field.name, value)
    return Draft(**values)


def _plain(value: Any) -> Any:
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Quarter):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if hasattr(value, "__dataclass_fields__"):
        return {
            _OTHER_NAMES.get(field.name, field.name): _plain(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) or (type(value), field.name) not in _OPTIONAL
        }
    return value


def _built(kind: type, read: Mapping[str, Any]) -> Any:
    found = {field.name: read.get(_OTHER_NAMES.get(field.name, field.name)) for field in fields(kind)}
    for name, value in found.items():
        found[name] = _typed(name, value)
    return kind(**found)


_DATES = {"date", "due"}
_TUPLES = {"documents", "lead", "coordinating", "implementers", "by", "doubts", "span", "period"}
_WORDINGS = {"old", "new"}


def _typed(name: str, value: Any) -> Any:
    """A value of the JSON as the field of this name holds it."""
    if name == "quarter":
        return tuple(map(Quarter.parse, value)) if isinstance(value, list) else Quarter.parse(value) if value else None
    if value is None:
        return () if name == "doubts" else None
    if name in _DATES:
        return datetime.date.fromisoformat(value)
    if name in _TUPLES:
        return tuple(value)
    if name in _WORDINGS:
        return Wording(value["text"], value.get("unit"))
    return value
