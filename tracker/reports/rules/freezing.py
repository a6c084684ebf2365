"""What is handed in, as it is kept for ever: the form's items with their titles and answers, and the hash of that."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from tracker.core.periods import Period, PeriodKind, Quarter
from tracker.plans.rules.measuring import percent_of
from tracker.reports.models import Answer, Explanation, FormItem, ReportFile

Content = dict[str, Any]  # plain values, as JSON keeps them
AS_WRITTEN = ("items", "files")  # what a supplement must differ in


def frozen(
    said: Mapping[str, str | date | None],
    items: Sequence[FormItem],
    answers: Mapping[str, Answer],
    *,
    explanations: Iterable[Explanation],
    files: Iterable[ReportFile],
) -> Content:
    """All that a report says today, in plain values. `said` are its duty, period, unit and the like."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
    return plain | {
        "items": [_item(item, answers.get(item.key)) for item in items],
        "files": [
            {"id": file.id, "name": file.file.name, "sha256": file.file.sha256, "size": file.file.size}
            for file in files
        ],
        "explanations": [{"words": one.words, "by": one.by_id, "at": one.at.isoformat()} for one in explanations],
    }


def hash_of(content: Content) -> str:
    """SHA-256 of the content in one fixed spelling, so that whoever has it can check it."""
    spelled = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(spelled.encode()).hexdigest()


def says_the_same(content: Content, other: Content) -> bool:
    """Whether two frozen reports give the same answers and files."""
    return all(content[part] == other[part] for part in AS_WRITTEN)


def changed_keys(content: Content, other: Content) -> set[str]:
    """The items that a later report answers otherwise, or newly."""
    before = {item["key"]: item for item in other["items"]}
    return {item["key"] for item in content["items"] if before.get(item["key"]) != item}


def measured(item: Mapping[str, Any]) -> tuple[Decimal, int | None, int | None] | None:
    """A frozen figure with its counts: of a percent that was given by its counts alone, what they make."""
    part, whole = item["part"], item["whole"]
    if item["nothing_to_report"]:
        return None
    if item["figure"] is not None:
        return Decimal(item["figure"]), part, whole
    if part is None or not whole:
        return None
    return percent_of(part, whole), part, whole


def as_papers_write(period: Period) -> str:
    """A period as Vietnamese papers have it: what is kept of a report is written in one language."""
    match period.kind:
        case PeriodKind.MONTH:
            return f"tháng {period.number}/{period.year}"
        case PeriodKind.QUARTER:
            return f"quý {Quarter(period.year, period.number).label}"
        case PeriodKind.HALF_YEAR:
            return f"6 tháng {'đầu' if period.number == 1 else 'cuối'} năm {period.year}"
        case PeriodKind.NINE_MONTHS:
            return f"9 tháng đầu năm {period.year}"
        case PeriodKind.YEAR:
            return f"năm {period.year}"


def _item(item: FormItem, answer: Answer | None) -> Content:
    asked: Content = {"key": item.key, "kind": item.kind.value, "title": item.title}
    asked |= {"measure": item.target.measure if item.target is not None else item.measure, "target_id": item.target_id}
    if answer is None:
        answer = Answer(words="", nothing_to_report=False)
    figure = None if answer.figure is None else f"{answer.figure.normalize():f}"
    return asked | {
        "words": answer.words.strip(),
        "figure": figure,
        "part": answer.part,
        "whole": answer.whole,
        "nothing_to_report": answer.nothing_to_report,
    }
