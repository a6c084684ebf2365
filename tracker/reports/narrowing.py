"""What the address of a list of reports says it is narrowed to. What makes no sense narrows nothing."""

from enum import StrEnum
from typing import Any, TypeVar

from flask import request

from tracker.core.incoming import record_number
from tracker.office.models import UnitKind
from tracker.reports.queries.grid import GridChosen
from tracker.reports.queries.listed import ListChosen
from tracker.reports.rules.standing import Standing

Word = TypeVar("Word", bound=StrEnum)


def chosen_in_address() -> dict[str, Any]:
    """The filters as the address has them, for the page to show."""
    chosen: dict[str, Any] = {name: request.args.get(name, "").strip() for name in ("standing", "kind", "q", "sort")}
    chosen |= {name: request.args.get(name, type=record_number) for name in ("duty", "unit")}
    return chosen | {"whole": request.args.get("whole") == "1"}


def grid_chosen(chosen: dict[str, Any]) -> GridChosen:
    """For the grid."""
    return GridChosen(
        duty_id=chosen["duty"],
        standing=_word(Standing, chosen["standing"]),
        kind=_word(UnitKind, chosen["kind"]),
        words=chosen["q"],
        sort=chosen["sort"],
    )


def list_chosen(chosen: dict[str, Any]) -> ListChosen:
    """For the list."""
    return ListChosen(
        duty_id=chosen["duty"],
        unit_id=chosen["unit"],
        standing=_word(Standing, chosen["standing"]),
        whole=chosen["whole"],
        down=chosen["sort"] == "-due",
    )


def is_narrowed(chosen: dict[str, Any]) -> bool:
    """Whether more is asked for than the list in its order."""
    return any(value for name, value in chosen.items() if name not in ("sort", "whole"))


def _word(kind: type[Word], text: str) -> Word | None:
    return kind(text) if text in set(kind) else None
