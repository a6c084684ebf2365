"""Meetings that a document calls, with quarter, day and place."""

import re
from collections.abc import Iterable
from datetime import date

from tracker.core.periods import Quarter
from tracker.reading import doubts
from tracker.reading.drafts import DraftMeeting, DraftTask
from tracker.reading.lines import Passage
from tracker.reading.times import quarters_in
from tracker.reading.units import starts_with_unit

_CONCLUDED = re.compile(r"(?:Hội nghị|hội nghị|cuộc họp|phiên họp|buổi làm việc|làm việc)")
_DAY = re.compile(r"ngày\s+(\d{1,2})(?:\s?/\s?|\s+tháng\s+)(\d{1,2})(?:\s?/\s?|\s+năm\s+)(\d{4})", re.IGNORECASE)
_VENUE = re.compile(
    r"\s(?:tại|ở)\s+((?:trụ sở|hội trường|phòng họp|nhà văn hóa|nhà văn hoá|trung tâm|UBND|xã|phường"
    r"|thôn)\b[^.;()]{2,160})",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"trụ sở(?:\s+(?:làm việc|cơ quan))?\s+(?:của\s+)?(?P<whose>\S.*)", re.IGNORECASE)
_VERB = re.compile(r"(?:\s(?:để|nhằm|với|vào|do|trong)|\s?,\s*(?:với|do|vào|đồng chí))\s")


def concluded_meeting(preamble: Iterable[Passage]) -> DraftMeeting | None:
    """The meeting that a notice concludes on: "Tại Hội nghị giao ban … quý II/2024 (ngày 03/7/2024); …"."""
    for passage in preamble:
        if _CONCLUDED.search(passage.text) and (found := _DAY.search(passage.text)):
            try:
                day = date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                continue
            named = quarters_in(passage.text, day.year)
            venue, notes = _venue(passage.text)
            start, end = passage.span
            return DraftMeeting(passage.source[start:end], named[0] if named else None, day, venue, (start, end), notes)
    return None


def called_meetings(tasks: Iterable[DraftTask], source: str) -> list[DraftMeeting]:
    """The review meetings that tasks send units to, in the quarter of their heading."""
    meetings = []
    for task in tasks:
        if task.kind != "meeting":
            continue
        words = " ".join(task.text.replace("*", "").split())
        venue, notes = _venue(words)
        contradicted = [doubts.HEADING_HAS_OTHER_QUARTER] if doubts.HEADING_HAS_OTHER_QUARTER in task.doubts else []
        named = task.quarter or (quarters_in(words, task.due.year) if task.due else ())
        quarter = named[0] if named else Quarter.of(task.due) if task.due else None
        exact = task.due if task.due_type == "on" else None
        meetings.append(
            DraftMeeting(source[slice(*task.span)], quarter, exact, venue, task.span, (*notes, *contradicted))
        )
    return meetings


def _venue(words: str) -> tuple[str | None, tuple[str, ...]]:
    """The place as printed, and a doubt where its owner's name does not begin as a unit's does (a slip, or OCR)."""
    found = _VENUE.search(words)
    if not found:
        return None, (doubts.NO_VENUE,)
    venue = _VERB.split(found[1])[0]
    comma = next((at.start() for at in re.finditer(r",\s+", venue) if venue[at.end()].isupper()), len(venue))
    venue = venue[:comma].strip(" ,;.*")  # "tại phòng họp số 2, Phó Chủ tịch … chủ trì"
    office = _OFFICE.match(venue)
    misprinted = office and not starts_with_unit(office["whose"]) and office["whose"][:1].islower()
    return venue, (doubts.MISPRINTED_PLACE,) if misprinted else ()
