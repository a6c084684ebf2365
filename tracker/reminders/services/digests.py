"""Telling people of a morning what is due."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale

from tracker.accounts.letters import tell
from tracker.accounts.models import Account
from tracker.core.db import add_unless_there, db
from tracker.outbox.services import takes_mail
from tracker.reminders.letters import Ways, compose
from tracker.reminders.models import ReminderDigest
from tracker.reminders.queries import Entry, Planned, Reader

_ONCE = ("person_id", "day")


def prepare_digest(plan: Planned, *, day: date, most: int, ways: Ways, at: datetime, waiting: int = 0) -> bool:
    """Note what one person is told that day, and let it leave by mail; False where that was done before.

    However many workers there are, one of them comes first. Who has no address reads it in the tracker alone.
    """
    reader = plan.reader
    entries, mailed = [_note(entry) for entry in plan.entries], takes_mail(reader.email)
    facts = {"prepared_at": at, "entries": entries, "mailed": mailed}
    if not add_unless_there(ReminderDigest, key=_ONCE, person_id=reader.person_id, day=day, **facts):
        return False
    if mailed:
        account = db.session.get_one(Account, reader.account_id)
        with force_locale(account.language or "vi"):
            letter = compose(plan.entries, day=day, name=reader.full_name, most=most, ways=ways, waiting=waiting)
        words = letter.subject, letter.paragraphs
        tell(account, lambda: words, key=f"digest:{day:%Y%m%d}", at=at, html=lambda: letter.html, patient=True)
    return True


def note_nothing_due(people: Iterable[Reader], *, day: date, at: datetime) -> None:
    """Note of people that their morning brought nothing: what comes up later that day waits for the next."""
    facts = {"prepared_at": at, "entries": [], "mailed": False}
    for reader in people:
        add_unless_there(ReminderDigest, key=_ONCE, person_id=reader.person_id, day=day, **facts)


def _note(entry: Entry) -> dict[str, Any]:
    item = entry.item
    due_on = item.due_on.isoformat() if item.due_on is not None else None
    of = {"record_id": item.record_id, "unit_id": item.unit_id}
    return of | {"kind": item.kind.value, "due_on": due_on, "why": entry.why.value}
