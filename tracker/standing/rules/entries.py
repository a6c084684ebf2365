"""What a compliance list tells of a unit, and how the next edition follows from the one before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.core import clock
from tracker.reports.rules.freezing import Content
from tracker.standing.models import Breach, ComplianceEntry, ComplianceList, Decision

Key = tuple[str, int]
NO_LONGER = "Theo số liệu ngày {day}, nội dung này không còn."  # kept with a list: papers speak Vietnamese


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One fact against a unit: of which record, when it was due and done, by how many working days it is late."""

    unit_id: int
    unit_name: str
    breach: Breach
    title: str
    due_on: date | None
    done_on: date | None
    days_late: int
    subject_type: str = ""
    subject_id: int = 0
    explanation: str = ""

    @property
    def key(self) -> Key:
        """Which record it is about: of each, one thing is told."""
        return self.subject_type, self.subject_id

    def facts(self) -> dict[str, Any]:
        """What an entry holds of it, but for its unit."""
        names = ("breach", "title", "due_on", "done_on", "days_late", "subject_type", "subject_id", "explanation")
        return {name: getattr(self, name) for name in names}


def key_of(entry: ComplianceEntry) -> Key:
    """The same of an entry."""
    return entry.subject_type, entry.subject_id


def says_the_same(entry: ComplianceEntry, told: Told) -> bool:
    """Whether the facts are what they were: days grow while something is overdue, which is no other fact."""
    same = (entry.breach, entry.due_on, entry.done_on) == (told.breach, told.due_on, told.done_on)
    return same and (entry.done_on is None or entry.days_late == told.days_late)


def fell_away(entry: ComplianceEntry) -> bool:
    """Whether it was taken off because no record told it any more, and not by anybody's decision."""
    day = clock.local(entry.decided_at).date() if entry.decided_at is not None else None
    return entry.decision is Decision.TAKEN_OFF and day is not None and entry.decided_words == no_longer(day)


def no_longer(day: date) -> str:
    """Why it is taken off then."""
    return NO_LONGER.format(day=f"{day:%d/%m/%Y}")


def content_of(compliance_list: ComplianceList) -> Content:
    """All that a list says, in plain values: what its hash is made of. A later change of names is no change of it."""
    return {
        "period": compliance_list.period,
        "edition": compliance_list.edition,
        "words": compliance_list.words,
        "facts_of": compliance_list.facts_of.isoformat(),
        "reply_by": _day(compliance_list.reply_by),
        "entries": [_entry(entry) for entry in sorted(compliance_list.entries, key=lambda one: one.id)],
    }


def _entry(entry: ComplianceEntry) -> Content:
    return {
        "id": entry.id,
        "unit": entry.unit_name,
        "breach": entry.breach.value,
        "record": f"{entry.subject_type} {entry.subject_id}",
        "title": entry.title,
        "due_on": _day(entry.due_on),
        "done_on": _day(entry.done_on),
        "days_late": entry.days_late,
        "explanation": entry.explanation,
        "decision": entry.decision.value,
        "decided_words": entry.decided_words,
        "replies": [
            {
                "words": reply.words,
                "by": reply.by_id,
                "at": int(reply.at.timestamp()),
                "files": [one.file.sha256 for one in reply.files],
            }
            for reply in entry.replies
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
