"""The form in which an event is hashed, written down so that a stranger can check the chain without this program.

An event is one JSON object of fourteen members: the thirteen columns of `audit_event` (id, at, name, by_id, by_name,
for_id, for_name, origin, subject_type, subject_id, story_type, story_id, facts) and `position`, its place in the chain.

- Members, also those inside `facts`, are sorted by name (by code point). No space stands between anything: "," and ":".
- Text is UTF-8, as stored and not normalised; only what JSON must escape is escaped: `\\"`, `\\\\`, and the control
  characters as \\b \\t \\n \\f \\r or \\u00XX with small letters. "/" and all above U+007E stand as they are.
- Numbers are whole, or written as Python's `repr` writes a float. What is not there is `null`.
- `at` is the moment in UTC with six decimals of its second: "2026-10-28T03:00:00.000000+00:00".
- What cannot be read as a moment, or as a JSON object, is the text that stands in the column.

The hash of a link is SHA-256, in small hexadecimal digits, over the 64 digits of the link before followed at once by
that object. Before the first link stand 64 zeros. `docs/verify_trail.py` is all of this in plain Python.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from tracker.audit.models import AuditEvent

GENESIS = "0" * 64
# The columns as the database holds them: what was spoilt there must be told, and not break the telling.
COLUMNS = tuple(
    sa.type_coerce(column, sa.String).label(column.key) if column.key in ("at", "facts") else column
    for column in AuditEvent.__table__.columns
)
NAMES = tuple(column.key for column in AuditEvent.__table__.columns)


def link(previous: str, event: Mapping[str, Any], position: int) -> str:
    """The hash of the link that puts an event (its columns) at a position."""
    return hashlib.sha256(f"{previous}{canonical(event, position)}".encode("utf-8", "surrogatepass")).hexdigest()


def canonical(event: Mapping[str, Any], position: int) -> str:
    """The event as it is hashed."""
    return _json({**plain(event), "position": position})


def line(event: Mapping[str, Any], position: int | None, hash_: str | None) -> str:
    """The event as one line of an export: the same object with its `hash`. Without a seal both are null.

    Where the event of a seal is gone, its number stands there alone.
    """
    told = plain(event) if "at" in event else dict(event)
    return _json({**told, "position": position, "hash": hash_})


def plain(event: Mapping[str, Any]) -> dict[str, Any]:
    """Its columns as both databases give them alike."""
    return {**event, "at": _moment(event["at"]), "facts": _facts(event["facts"])}


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def _moment(stored: Any) -> Any:
    try:
        moment = datetime.fromisoformat(stored) if isinstance(stored, str) else stored
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, AttributeError, OverflowError):
        return stored


def _facts(stored: Any) -> Any:
    try:
        facts = json.loads(stored) if isinstance(stored, str) else stored
    except (ValueError, RecursionError):
        return stored
    return facts if isinstance(facts, dict) else stored
