"""What the address of a list says it is narrowed to. What makes no sense narrows nothing."""

from enum import StrEnum
from typing import Any, TypeVar

from flask import request

from tracker.core.incoming import record_number
from tracker.tasks.models import TaskKind, TaskState
from tracker.tasks.queries import STRETCHES_OF, Chosen, Narrowed, documents_called

Word = TypeVar("Word", bound=StrEnum)


def chosen_in_address(*, standing: str = "") -> dict[str, Any]:
    """The filters as the address has them, for the page to show; `standing` where it names none."""
    names = ("kind", "state", "source", "q", "sort")
    chosen: dict[str, Any] = {name: request.args.get(name, "").strip() for name in names}
    asked = request.args.get("standing", "")
    chosen["standing"] = asked if asked in STRETCHES_OF else standing
    chosen["unit"] = request.args.get("unit", type=record_number)
    return chosen


def parts_narrowed(chosen: dict[str, Any], *, programme_id: int) -> Narrowed:
    """For a list of parts."""
    return Narrowed(
        wanted=chosen["standing"],
        kind=_word(TaskKind, chosen["kind"]),
        document_ids=documents_called(chosen["source"], programme_id=programme_id),
        words=chosen["q"],
    )


def tasks_chosen(chosen: dict[str, Any], *, programme_id: int) -> Chosen:
    """For the list of tasks."""
    return Chosen(
        kind=_word(TaskKind, chosen["kind"]),
        state=_word(TaskState, chosen["state"]),
        document_ids=documents_called(chosen["source"], programme_id=programme_id),
        unit_id=chosen["unit"],
        standing=chosen["standing"],
        words=chosen["q"],
        sort=chosen["sort"] or "due",
    )


def is_narrowed(chosen: dict[str, Any]) -> bool:
    """Whether more is asked for than the list in its order."""
    return any(value for name, value in chosen.items() if name != "sort")


def _word(kind: type[Word], text: str) -> Word | None:
    return kind(text) if text in set(kind) else None
