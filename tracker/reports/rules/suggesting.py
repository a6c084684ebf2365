"""What a report opens with: the quarter's progress, measurements and reviews, as lines to mend and save.

Reports are Vietnamese, whatever language their writer reads.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.core.folding import fold
from tracker.pilots.models import Effect

_AHEAD = re.compile(r"\b(phuong huong|ke hoach|nhiem vu)\b.*\b(toi|tiep theo|quy sau|ky sau|thang sau|nam sau)\b")
_BACK = re.compile(r"\b(ket qua|tinh hinh|danh gia|thuc hien|da lam)\b")
EFFECT_SAID = {
    Effect.GOOD: "có hiệu quả tốt",
    Effect.FAIR: "có hiệu quả ở mức trung bình",
    Effect.POOR: "hiệu quả còn thấp",
}


@dataclass(frozen=True, slots=True)
class PartSaid:
    """A part as a line tells of it."""

    title: str
    percent: int
    done: bool
    words: str
    due_on: date | None


def looks_ahead(title: str) -> bool:
    """Whether a section asks what comes next: "Phương hướng, nhiệm vụ quý tới"."""
    return bool(_AHEAD.search(fold(title)))


def section_of_results(titles: Iterable[tuple[str, str]]) -> str | None:
    """The key of the section that tells what was done, of sections' keys and titles: by its words, else the first."""
    back = [(key, title) for key, title in titles if not looks_ahead(title)]
    said = [key for key, title in back if _BACK.search(fold(title))]
    return next(iter([*said, *(key for key, _ in back)]), None)


def results(parts: Iterable[PartSaid]) -> str:
    """A line for each part: how far it is, in the unit's last words."""
    return "\n".join(
        f"- {part.title}: {'đã hoàn thành' if part.done else f'đạt {part.percent} %'}.{_after(part.words)}"
        for part in parts
    )


def still_to_do(parts: Iterable[PartSaid]) -> str:
    """A line for each part that is not done, with its deadline."""
    return "\n".join(f"- {part.title}{_due(part.due_on)}." for part in parts if not part.done)


def reviews(pilots: Iterable[tuple[str, Effect, str]]) -> str:
    """A line for each pilot that was reviewed."""
    return "\n".join(f"- {name}: {EFFECT_SAID[effect]}.{_after(words)}" for name, effect, words in pilots)


def _after(words: str) -> str:
    said = " ".join(words.split())
    return f" {said}" if said else ""


def _due(day: date | None) -> str:
    return f" (hạn {day:%d/%m/%Y})" if day is not None else ""
