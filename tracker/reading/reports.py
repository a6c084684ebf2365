"""Duties to report that directives lay on units."""

import re
from collections.abc import Iterable

from tracker.reading.addressees import addressed, routed_through
from tracker.reading.drafts import DraftReport, DraftTask
from tracker.reading.letters import regex
from tracker.reading.lines import Passage
from tracker.reading.phrases import end_of_name
from tracker.reading.times import stated_time
from tracker.reading.units import split_units, starts_with_unit

_REPORT = regex(r"(?<!\w)báo cáo(?!\s+(?:viên|tự|chính trị))(?!\w)", re.IGNORECASE)
_TO = regex(r"(?i:báo cáo|gửi|nộp|trình)(?:\s+(?:về|cho|lên|kết quả về|kịp thời))*\s+(?=[A-ZÀ-Ỹ])")
_PERIODIC = {"quarterly", "monthly", "yearly"}


def reports_of_tasks(tasks: Iterable[DraftTask]) -> list[DraftReport]:
    """The reports among tasks: those of kind report, and those that are periodic or routed and speak of a report."""
    return [
        DraftReport(task.text, task.lead, receiver(task.text), task.through, task.recurrence, task.due, task.span)
        for task in tasks
        if task.kind == "report" or (_REPORT.search(task.text) and (task.through or task.recurrence in _PERIODIC))
    ]


def report_of(passage: Passage, year: int) -> DraftReport:
    """One line of a section "Chế độ báo cáo"."""
    words = passage.words
    time = stated_time(words, year)
    start, end = passage.span
    told = addressed(words)
    senders = told.given or told.directed
    recurrence = time.recurrence if time.recurrence in _PERIODIC else None
    to = receiver(words)
    return DraftReport(
        passage.source[start:end], senders, to, routed_through(words), recurrence, time.due, (start, end)
    )


def receiver(words: str) -> str | None:
    """To whom: "báo cáo về Ban Chỉ đạo …", "Nộp về Phòng GD&ĐT chậm nhất …"."""
    text = " ".join(words.replace("*", "").split())
    for found in _TO.finditer(text):
        if starts_with_unit(text, found.end()):
            units = split_units(text[found.end() : end_of_name(text, found.end())])
            return units[0] if units else None
    return None
