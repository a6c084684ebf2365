"""From what was read of a document to what is proposed to staff, in the order of the text. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.intake.models import ItemKind
from tracker.reading import doubts
from tracker.reading.drafts import Draft, DraftAmendment, DraftMeeting, DraftReport, DraftTarget, DraftTask, Span
from tracker.reading.titles import plain, title_of
from tracker.tasks.models import TaskKind

Facts = dict[str, Any]
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_ABOUT_UNITS = (doubts.NO_LEAD, doubts.VAGUE_UNIT, doubts.VAGUE_PARTNER)
_REPEATED = ("regular", "quarterly", "monthly")
_NUMERAL = re.compile(r"\s*([IVXLC]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])(?:[.)/:]|\s|$)")


@dataclass(frozen=True, slots=True)
class Proposed:
    """One thing that a document says, as it would enter the tracker."""

    kind: ItemKind
    facts: Facts
    span: Span
    sure: bool = True
    doubts: tuple[str, ...] = ()


def propose(draft: Draft) -> list[Proposed]:
    """Everything that a draft holds, in the order of the text."""
    items = [
        Proposed(ItemKind.BASIS, _basis(b.text, b.documents), b.span, bool(b.documents)) for b in draft.legal_bases
    ]
    items += [Proposed(ItemKind.TARGET, _target(target), target.span, target.sure) for target in draft.targets]
    items += _of_notice(draft) if draft.kind == "notice" else _of_plan(draft)
    order = list(ItemKind)
    return sorted(items, key=lambda item: (item.span[0], order.index(item.kind), item.span[1]))


def year_of(draft: Draft) -> int | None:
    """The year that a document plans: of its tasks' quarters, else of its title, else of its date."""
    years = Counter(quarter.year for task in draft.tasks for quarter in task.quarter)
    if years:
        return years.most_common(1)[0][0]
    if titled := _YEAR.findall(draft.title or ""):
        return int(titled[-1])
    return draft.date.year if draft.date else None


def clause_of(section: str, item: str | None) -> str:
    """Where a directive stands, briefly: ("III. NHIỆM VỤ > 1. Quý I/2024", "-") is "III.1"."""
    found = [numeral[1] for part in section.split(" > ") if (numeral := _NUMERAL.match(part))]
    if item and (numeral := _NUMERAL.match(item)) and (not found or found[-1] != numeral[1]):
        found.append(numeral[1])
    return ".".join(found)[:60]


def _of_plan(draft: Draft) -> list[Proposed]:
    year = year_of(draft)
    items = []
    for task in draft.tasks:
        if task.kind == "meeting":
            called = next((m for m in draft.meetings if _overlap(m.span, task.span)), None)
            items.append(_meeting(called or DraftMeeting(task.text, _quarter(task), task.due, None, task.span), task))
        elif task.kind == "report":
            laid: list[DraftReport | None] = [one for one in draft.reports if _overlap(one.span, task.span)]
            for report in laid or [None]:
                of_it = task
                if report is not None and report.span != task.span:  # one of several
                    of_it = replace(task, text=report.text, span=report.span, lead=report.by, through=report.through)
                items.append(_with_doubts(ItemKind.REPORT, _report_of_task(of_it, report), of_it))
        else:
            facts = _task(task, year)
            settled = {doubts.NO_TIME} if facts["kind"] == TaskKind.REGULAR else set()
            held = _with_doubts(ItemKind.TASK, facts, task, settled)
            undated = facts["kind"] == TaskKind.AD_HOC and not facts["due"]  # which quarter it is for is our guess
            items.append(replace(held, sure=False, doubts=(doubts.NO_TIME,)) if undated and held.sure else held)
    taken = [item.span for item in items]
    items += [_meeting(meeting) for meeting in draft.meetings if not _any_overlap(meeting.span, taken)]
    items += [_report(report) for report in draft.reports if not _any_overlap(report.span, taken)]
    return items + [_amendment(amendment, amendment.span) for amendment in draft.amendments]


def _of_notice(draft: Draft) -> list[Proposed]:
    """One meeting, its conclusions, and what stands in them: amendments, and the duties to report."""
    items: list[Proposed] = []
    stated: set[Span] = set()
    numbers = _numbers(draft)
    for task, number in zip(draft.tasks, numbers, strict=True):
        amended = [a for a in draft.amendments if _overlap(a.span, task.span)]
        if amended and task.kind == "decision":
            items += [_amendment(amendment, task.span, task.text) for amendment in amended]
            stated.update(amended_at.span for amended_at in amended)
        else:
            items.append(_with_doubts(ItemKind.CONCLUSION, _conclusion(task, number), task))
    items += [_amendment(amendment, amendment.span) for amendment in draft.amendments if amendment.span not in stated]
    items += [_report(report) for report in draft.reports]
    spans = [task.span for task in draft.tasks]
    held = next((m for m in draft.meetings if not _any_overlap(m.span, spans)), None)
    if held is not None:  # a notice says what was concluded, not where
        held = replace(held, doubts=tuple(doubt for doubt in held.doubts if doubt != doubts.NO_VENUE))
    return [_meeting(held or _unsaid_meeting(draft)), *items]


def _with_doubts(kind: ItemKind, facts: Facts, task: DraftTask, settled: Iterable[str] = ()) -> Proposed:
    """A directive with the doubts that are left: those about units are seen anew with the office's names."""
    left = tuple(doubt for doubt in task.doubts if doubt not in {*_ABOUT_UNITS, *settled})
    return Proposed(kind, facts, task.span, task.sure or bool(task.doubts and not left), left)


def _unsaid_meeting(draft: Draft) -> DraftMeeting:
    """A notice whose meeting was not found: the quarter before its date, for staff to mend."""
    quarter = Quarter.of(draft.date).previous if draft.date else None
    return DraftMeeting(draft.title or "", quarter, None, None, (0, 0), ("Không đọc được hội nghị của thông báo này.",))


def _basis(text: str, notations: Iterable[str]) -> Facts:
    return {"text": plain(text), "notations": list(notations)}


def _target(target: DraftTarget) -> Facts:
    return {
        "text": plain(target.text),
        "comparator": target.comparator,
        "value": _figure(target.value),
        "measure": target.unit,
        "population": target.population or "",
    }


def _task(task: DraftTask, year: int | None) -> Facts:
    kind, quarter = _when(task, year)
    inferred = task.due is None and kind is TaskKind.QUARTERLY and quarter is not None
    last = max(task.quarter, default=quarter)
    due = last.last_day if inferred and last is not None else task.due
    return {
        **_directive(task),
        "kind": kind.value,
        "inspection": task.kind == "inspection",
        "quarter": str(quarter) if quarter else None,
        "recurrence": "monthly" if task.recurrence == "monthly" else "",  # what else is regular is owed each quarter
        "due": due.isoformat() if due else None,
        "due_words": "" if inferred else task.due_text or task.relative_due or "",
        "due_inferred": inferred,
        "advises": task.advises or "",
        "deliverable": task.product or "",
    }


def _conclusion(task: DraftTask, number: str) -> Facts:
    return {
        **_directive(task),
        "clause": number,
        "due": task.due.isoformat() if task.due else None,
        "due_words": task.due_text or task.relative_due or "",
    }


def _numbers(draft: Draft) -> list[str]:
    """The numbers of conclusions: "3.1" and "3.2" for the two dashes under heading 3, "4" where it has one item."""
    clauses = [clause_of(task.section, task.item) for task in draft.tasks]
    counts, seen = Counter(clauses), Counter[str]()
    numbers = []
    for clause in clauses:
        seen[clause] += 1
        numbers.append(f"{clause}.{seen[clause]}" if clause and counts[clause] > 1 else clause)
    return [number[:20] for number in numbers]


def _when(task: DraftTask, year: int | None) -> tuple[TaskKind, Quarter | None]:
    """What kind of task it is, and its quarter; a regular one has the first of its year."""
    of_year = task.year or year
    repeated = task.recurrence in _REPEATED or len(task.quarter) == 4
    if repeated or (not task.quarter and task.due is None and "thuong xuyen" in fold(task.section)):
        return TaskKind.REGULAR, Quarter(of_year, 1) if of_year else None
    if quarter := _quarter(task):
        return TaskKind.QUARTERLY, quarter
    if task.recurrence == "yearly" and of_year:
        return TaskKind.QUARTERLY, Quarter(of_year, 4)
    return TaskKind.AD_HOC, Quarter(of_year, 1) if of_year else None


def _quarter(task: DraftTask) -> Quarter | None:
    if task.quarter:
        return min(task.quarter)
    return Quarter.of(task.due) if task.due else None


def _directive(task: DraftTask) -> Facts:
    """What tasks, conclusions and report duties have in common."""
    names = [*task.lead, *task.coordinating, *task.implementers, *([task.advises] if task.advises else [])]
    return {
        "title": title_of(task.text, names=names, leave_out=task.due_text or ""),
        "text": plain(task.text),
        "clause": clause_of(task.section, task.item),
        "leads": list(task.lead),
        "joining": list(task.coordinating),
        "doing": list(task.implementers),
        "chosen": None,
    }


def _meeting(meeting: DraftMeeting, task: DraftTask | None = None) -> Proposed:
    quarter = meeting.quarter or (_quarter(task) if task else None)
    facts = {
        "title": f"Hội nghị giao ban quý {quarter.label}" if quarter else title_of(meeting.text),
        "text": plain(meeting.text),
        "quarter": str(quarter) if quarter else None,
        "date": meeting.date.isoformat() if meeting.date else None,
        "venue": meeting.venue or "",
    }
    left = tuple(dict.fromkeys([*meeting.doubts, *(task.doubts if task else ())]))
    return Proposed(ItemKind.MEETING, facts, meeting.span, quarter is not None and not left, left)


def _report_of_task(task: DraftTask, report: DraftReport | None) -> Facts:
    quarter = _quarter(task)
    return {
        **_directive(task),
        "to": (report.to if report else None) or task.advises or "",
        "through": (report.through if report else None) or task.through or "",
        "recurrence": task.recurrence or "",
        "quarter": str(quarter) if quarter else None,
        "due": task.due.isoformat() if task.due else None,
    }


def _report(report: DraftReport) -> Proposed:
    facts = {
        "title": title_of(_part_that_reports(report.text), names=report.by),
        "text": plain(report.text),
        "clause": "",
        "leads": list(report.by),
        "joining": [],
        "doing": [],
        "chosen": None,
        "to": report.to or "",
        "through": report.through or "",
        "recurrence": report.recurrence or "",
        "quarter": None,
        "due": report.due.isoformat() if report.due else None,
    }
    return Proposed(ItemKind.REPORT, facts, report.span, bool(report.by))


def _part_that_reports(text: str) -> str:
    """Of "Theo dõi …; đồng thời, báo cáo kết quả hàng quý" what is to be reported: "báo cáo kết quả hàng quý"."""
    for part in re.split(r"[;.]\s+", plain(text)):
        if found := re.match(r"(?:đồng thời,?\s+)?(?=báo cáo\s)", part, re.IGNORECASE):
            return part[found.end() :]
    return text


def _amendment(amendment: DraftAmendment, span: Span, text: str = "") -> Proposed:
    facts = {
        "text": plain(text),
        "old": amendment.old.text,
        "new": amendment.new.text,
        "measure": amendment.new.unit or "",
        "overall": None if amendment.overall is None else _figure(amendment.overall),
        "per_unit": {unit: _figure(share) for unit, share in amendment.per_unit.items()},
    }
    return Proposed(ItemKind.AMENDMENT, facts, span)


def _figure(value: float) -> str:
    """As decimals are kept: 6.59 is "6.59", 77.0 is "77"."""
    return f"{Decimal(str(value)).normalize():f}"


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _any_overlap(span: Span, others: Iterable[Span]) -> bool:
    return any(_overlap(span, other) for other in others)
