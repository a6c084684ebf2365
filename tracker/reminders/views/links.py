"""Where each thing that is owed is shown."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from tracker.core.context import addresses
from tracker.core.owed import OwedKind
from tracker.reminders.queries import OwedItem


class _Way(NamedTuple):
    """The page of one kind: its endpoint, the part of the address that its number stands in, and where on the page."""

    endpoint: str
    part: str
    by_record: bool
    anchor: str = ""


_PART = _Way("tasks.show", "task_id", False, "#assignment-{}")
_REPORT = _Way("reports.show", "report_id", True)
WAYS = {
    OwedKind.PART: _PART,
    OwedKind.REPORT: _REPORT,
    OwedKind.FORWARD: _REPORT,
    OwedKind.REPLY: _Way("invitations.index", "meeting_id", False),
    OwedKind.CONFIRMATION: _Way("meetings.show", "meeting_id", False, "#conclusion-{}"),
    OwedKind.MEETING: _Way("meetings.show", "meeting_id", False),
    OwedKind.LIST_REPLY: _Way("compliance_lists.show", "list_id", False),
    OwedKind.RATING_REPLY: _Way("ratings.show", "rating_id", True),
    OwedKind.REVIEW: _Way("pilots.show", "pilot_id", True, "#reviews"),
    OwedKind.SETTLE_PART: _PART,
    OwedKind.SETTLE_REPORT: _REPORT,
    OwedKind.DECIDE_EXTENSION: _Way("extensions.show", "extension_id", True),
}


def urls() -> Callable[[OwedItem], str]:
    """`url_of` for the many rows of a list: each kind's address is put together once."""
    pages = cache(lambda kind: addresses(WAYS[kind].endpoint, WAYS[kind].part))

    def url(item: OwedItem) -> str:
        way = WAYS[item.kind]
        number = item.record_id if way.by_record else item.page_id
        return str(pages(item.kind)(number)) + way.anchor.format(item.record_id)

    return url


def url_of(item: OwedItem) -> str:
    """The page of one thing, without the host: for the unit that owes it and for whoever reads the programme whole."""
    return urls()(item)
