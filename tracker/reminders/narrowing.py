"""What the addresses of pages of what is due ask for: which of it, which days. What makes no sense narrows nothing."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from flask import request
from werkzeug.exceptions import NotFound
from wtforms import ValidationError

from tracker.core import clock
from tracker.core.incoming import record_number
from tracker.core.owed import OwedKind
from tracker.office.fields import day_of
from tracker.reminders.queries import OwedFilter
from tracker.tasks.rules import Standing

Word = TypeVar("Word", bound=StrEnum)
FIRST_YEAR, LAST_YEAR = 2000, 2100
FARTHEST_BACK = timedelta(days=31)  # to which "what changed" goes: the trail's page has the rest


def chosen_in_address() -> dict[str, Any]:
    """The filters as the address has them, for the page to show; a day that is none is among the `problems`."""
    chosen: dict[str, Any] = {name: request.args.get(name, "").strip() for name in ("kind", "standing", "q", "sort")}
    chosen["unit"] = request.args.get("unit", type=record_number)
    chosen["problems"] = {}
    for name in ("from", "to"):
        chosen[name] = request.args.get(name, "").strip()
        try:
            chosen[f"{name}_day"] = day_of(chosen[name], year=clock.today().year)
        except ValidationError as wrong:
            chosen[f"{name}_day"], chosen["problems"][name] = None, str(wrong)
    return chosen


def list_in_address() -> dict[str, Any]:
    """The filters of a list as they stand in the address, for the way back to it."""
    names = ("programme", "kind", "unit", "standing", "q", "from", "to", "sort")
    return {name: value for name in names if (value := request.args.get(name, ""))}


def narrowed(seen: OwedFilter, chosen: dict[str, Any], *, days: bool = True) -> OwedFilter:
    """Of what somebody may see, what they ask for; without `days` the stretch is the page's own."""
    kind, unit_id = _word(OwedKind, chosen["kind"]), chosen["unit"]
    wanted = seen.but(words=chosen["q"], standing=_word(Standing, chosen["standing"]))
    if days:
        wanted = wanted.but(first=chosen["from_day"], last=chosen["to_day"])
    if kind is not None:
        wanted = wanted.but(kinds=[one for one in seen.kinds or OwedKind if one is kind])
    if unit_id is not None:
        wanted = wanted.but(unit_ids=[unit_id] if seen.unit_ids is None or unit_id in seen.unit_ids else [])
    return wanted


def is_narrowed(chosen: dict[str, Any]) -> bool:
    """Whether more is asked for than the list in its order."""
    return any(chosen[name] for name in ("kind", "standing", "q", "unit", "from", "to"))


def week_asked(today: date) -> date:
    """The Monday of the week in the address (`?from=30/9/2026`), or of the present one."""
    asked = chosen_in_address()
    if asked["problems"].get("from"):
        raise NotFound
    day = asked["from_day"] or today
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotFound
    return day - timedelta(days=day.weekday())


def month_asked(today: date) -> date:
    """The first day of the month in the address (`?month=2026-10`), or of the present one."""
    try:
        first = datetime.strptime(request.args.get("month") or f"{today:%Y-%m}", "%Y-%m").date()  # noqa: DTZ007  a month
    except ValueError:
        raise NotFound from None
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise NotFound
    return first


def since_asked(since: date, *, today: date) -> tuple[date, datetime]:
    """From which day on (`?from=`), else from `since`; and its first moment on the office's clock."""
    day = chosen_in_address()["from_day"] or since
    day = min(max(day, today - FARTHEST_BACK), today)
    return day, datetime.combine(day, time(), tzinfo=clock.ZONE)


def _word(kind: type[Word], text: str) -> Word | None:
    return kind(text) if text in set(kind) else None
