"""Duties to report that directives lay on units."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tracker.reading.addressees import addressed, routed_through
from tracker.reading.drafts import DraftReport, DraftTask
from tracker.reading.letters import regex
from tracker.reading.lines import Passage
from tracker.reading.phrases import end_of_name
from tracker.reading.times import stated_time
from tracker.reading.units import split_units, starts_with_unit

_REPORT = regex(r"(?<!\w)báo cáo(?!\s+(?:viên|tự|chính trị))(?!\w)", re.IGNORECASE)
_TO = regex(r"(?i:báo cáo|gửi|nộp|trình)(?:\s+(?:về|cho|lên|kết quả về|kịp thời))*\s+(?=[A-ZÀ-Ỹ])")
_ORDERS_ANEW = regex(r"(?<=[.;])\s+(?=(?:Giao|Phân công|Yêu cầu|Đề nghị)\s+[A-ZÀ-Ỹ])")
_DEMANDS = (
    regex(  # as a verb, with what it is about: "…, báo cáo bổ sung", not "chưa gửi báo cáo" nor "báo cáo, giải trình"
        r"(?:^|[,;:]\s+|\svà\s+)(báo cáo(?!\s+(?:viên|tự|chính trị))|giải trình)(?=\s+\w)", re.IGNORECASE
    )
)
_PERIODIC = {"quarterly", "monthly", "yearly"}


def reports_of_tasks(tasks: Iterable[DraftTask]) -> list[DraftReport]:
    """The reports among tasks: those of kind report, and those that are periodic or routed and speak of a report."""
    return [
        report
        for task in tasks
        if task.kind == "report" or (_REPORT.search(task.text) and (task.through or task.recurrence in _PERIODIC))
        for report in _laid_by(task)
    ]


def _laid_by(task: DraftTask) -> Iterator[DraftReport]:
    """The duties that one directive lays on units: several, where a sentence of its own orders somebody else to report.

    To report and to explain are two, where each has something of its own: "báo cáo bổ sung, giải trình việc chậm trễ".
    """
    cuts = [0, *(found.end() for found in _ORDERS_ANEW.finditer(task.text)), len(task.text)]
    sentences = [(begin, task.text[begin:end]) for begin, end in pairwise(cuts)]
    ordered = [addressed(sentence).given for _, sentence in sentences[1:]]
    others = {unit for units in ordered for unit in units}
    first = tuple(unit for unit in task.lead if unit not in others) or task.lead
    pieces = [
        (begin + place, end, units, sentence)
        for (begin, sentence), units in zip(sentences, (first, *ordered), strict=True)
        for place, end in _pieces(sentence, begin)
    ]
    if len(pieces) < 2 or not all(units for _, _, units, _ in pieces):
        yield DraftReport(task.text, task.lead, receiver(task.text), task.through, task.recurrence, task.due, task.span)
        return
    start = task.span[0]
    for begin, end, units, sentence in pieces:
        text = task.text[begin:end].rstrip(" ,;")
        span = (start + begin, start + begin + len(text))
        yield DraftReport(text, units, receiver(sentence), routed_through(sentence), task.recurrence, task.due, span)


def _pieces(sentence: str, begin: int) -> Iterator[tuple[int, int]]:
    """Where each duty of a sentence begins in it, and where it ends in the whole; none where it demands nothing."""
    demands = {found[1].lower(): found.start(1) for found in reversed(list(_DEMANDS.finditer(sentence)))}
    places = sorted(demands.values())
    for place, following in zip([0, *places[1:]], [*places[1:], len(sentence)], strict=True):
        if places:
            yield place, begin + following


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
