"""The day's digest of each programme as JSON, for the one machine that whoever runs the server has named.

It tells what is late and what is due soon. It waits in the outbox like mail: queued once a day, tried again, signed
when it leaves (`outbox.webhook`).
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from flask import current_app, request

from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.db import transaction
from tracker.office.queries import ProgrammeRow, programmes
from tracker.outbox.models import Channel
from tracker.outbox.queries import queued_before
from tracker.outbox.services import queue_mail
from tracker.reminders.queries import OwedFilter, OwedItem, office_times, owed
from tracker.reminders.views.links import urls
from tracker.tasks.rules import Reckoning

MOST_ITEMS = 500
TO = "TRACKER_WEBHOOK_URL"  # what stands in the list of outgoing messages; the address itself may be secret


def post_all() -> None:
    """Queue what was not queued today: in the hours in which people are told, on working days."""
    at = clock.now()
    day, wall, times = clock.local(at).date(), clock.local(at).time(), office_times()
    if not times.send_at <= wall < times.quiet_from:
        return
    calendar, by_key = work_calendar(), {_key(programme, day): programme for programme in programmes(on=day)}
    waiting = by_key.keys() - queued_before(by_key)
    if not waiting or not calendar.is_working_day(day):
        return
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"] or "http://localhost"):
        host, page = request.host_url.rstrip("/"), urls()
        for key in sorted(waiting):
            with transaction():
                post_digest(by_key[key], Reckoning(day, calendar), url_of=lambda item: host + page(item), at=at)


def post_digest(
    programme: ProgrammeRow, reckoning: Reckoning, *, url_of: Callable[[OwedItem], str], at: datetime
) -> bool:
    """Queue one programme's, unless that was done before; whether it was queued now."""
    soon = OwedFilter(programme_ids=[programme.id], last=reckoning.soon_by)
    facts = digest(programme, owed(soon, reckoning).rows, day=reckoning.today, url_of=url_of)
    queued = queue_mail(
        channel=Channel.WEBHOOK,
        to_name=programme.short_name or programme.name,
        to_address=TO,
        subject=f"{programme.short_name or programme.name}, {reckoning.today:%d/%m/%Y}",
        body=json.dumps(facts, ensure_ascii=False),
        dedupe_key=_key(programme, reckoning.today),
        patient=True,
        at=at,
    )
    return queued is not None


def digest(
    programme: ProgrammeRow, items: Sequence[OwedItem], *, day: date, url_of: Callable[[OwedItem], str]
) -> dict[str, Any]:
    """What is posted: all counted, the first MOST_ITEMS told. Days as ISO 8601, words as `core.owed` has them."""
    return {
        "event": "digest",
        "day": day.isoformat(),
        "programme": {"id": programme.id, "name": programme.name},
        "counts": dict(Counter(item.standing.value for item in items)),
        "items": [
            {
                "key": item.key,
                "kind": item.kind.value,
                "unit": item.unit_name,
                "title": item.title,
                "detail": item.detail,
                "due_on": item.due_on.isoformat() if item.due_on else None,
                "standing": item.standing.value,
                "days_left": item.days_left,
                "url": url_of(item),
            }
            for item in items[:MOST_ITEMS]
        ],
        "more": max(len(items) - MOST_ITEMS, 0),
    }


def _key(programme: ProgrammeRow, day: date) -> str:
    return f"webhook:{programme.id}:{day:%Y%m%d}"
