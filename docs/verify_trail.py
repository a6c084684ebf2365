"""Checks the trail of Giao Ban without Giao Ban: plain Python, nothing else, written from what is written down here.

    python3 verify_trail.py tracker.db [--kept POSITION:HASH ...]      a SQLite database
    python3 verify_trail.py trail.jsonl [--kept POSITION:HASH ...]     what `tracker verify --export` wrote

A SQLite database that is copied while the office works needs its tracker.db-wal beside it: what is new stands there.

The trail is the table audit_event; audit_seal chains it: seal 1, 2, 3, … each names one event and carries a hash.
The hash is SHA-256, in small hexadecimal digits, of the hash before (64 digits; 64 zeros before the first) followed at
once by the event as a JSON object in UTF-8: the thirteen columns of audit_event and `position`, sorted by name, also
inside `facts`; "," and ":" without spaces; only what JSON must escape is escaped. `at` is written in UTC as
2026-10-28T03:00:00.000000+00:00; `facts` is the object that the column holds. What cannot be read as a moment or as an
object is the text of the column.

A change, a removal or another order of what is sealed breaks a link. A chain that was cut off at its end, or written
anew, has no broken link: that is found only by a head (position and hash) that was kept somewhere else.
"""

import argparse
import hashlib
import json
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

COLUMNS = [
    "id",
    "at",
    "name",
    "by_id",
    "by_name",
    "for_id",
    "for_name",
    "origin",
    "subject_type",
    "subject_id",
    "story_type",
    "story_id",
    "facts",
]
# PostgreSQL commits out of order: an event may be sealed after this many later ones. SQLite never does.
LATE_IN_AN_EXPORT = 10_000


def moment(stored):
    """As it is hashed."""
    try:
        read = datetime.fromisoformat(stored)
        read = read if read.tzinfo else read.replace(tzinfo=UTC)
        return read.astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, TypeError, OverflowError):
        return stored


def facts(stored):
    """As they are hashed."""
    try:
        read = json.loads(stored)
    except (ValueError, TypeError, RecursionError):
        return stored
    return read if isinstance(read, dict) else stored


def link(before, event, position):
    """The hash of an event at a position, after the hash before it."""
    told = {**event, "at": moment(event["at"]), "facts": facts(event["facts"]), "position": position}
    written = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256((str(before) + written).encode("utf-8", "surrogatepass")).hexdigest()


def check(database, kept=(), late=0):
    """Returns (what is wrong, in words; how many are sealed; how many wait for their seal; the head).

    `kept` are pairs of a position and its hash, kept elsewhere.
    """
    findings, sealed, position, before = [], 0, 0, "0" * 64
    wanted = dict(kept)
    columns = ", ".join(f"e.{name}" for name in COLUMNS)
    rows = database.execute(
        f"SELECT s.position, s.event_id, s.hash, {columns} FROM audit_seal s"  # noqa: S608  # no input
        " LEFT JOIN audit_event e ON e.id = s.event_id ORDER BY s.position"
    )
    for at, event_id, written, *values in rows:
        event = dict(zip(COLUMNS, values))  # noqa: B905
        if at != position + 1:
            findings.append(f"Position {at} follows upon {position}: what stood between is gone.")
        if event["id"] is None:
            findings.append(f"Position {at}: event {event_id} is gone.")
        elif link(before, event, at) != written:
            findings.append(f"Position {at}: event {event_id} does not fit its seal.")
        if wanted.get(at, written) != written:
            findings.append(f"Position {at}: the head that was kept is another.")
        position, before, sealed = at, written, sealed + 1
    findings += [f"The chain ends before position {at}, of which a head was kept." for at in wanted if at > position]
    settled = "SELECT max(event_id) FROM audit_seal"
    if late:
        settled = f"SELECT max(event_id) FROM audit_seal WHERE position = {position - late:d}"  # noqa: S608
    (settled,) = database.execute(settled).fetchone()
    waiting = 0
    unsealed = (
        "SELECT id FROM audit_event e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.event_id = e.id) ORDER BY id"
    )
    for (event_id,) in database.execute(unsealed):
        if settled is not None and event_id <= settled:
            findings.append(f"Event {event_id} has no seal, though later ones have.")
        else:
            waiting += 1
    return findings, sealed, waiting, f"{position}:{before}"


def opened(path):
    """The database, or one made of an export: (database, how late an event may come)."""
    with path.open("rb") as file:
        is_database = file.read(16) == b"SQLite format 3\0"
    if is_database:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        database.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        return database, 0
    database = sqlite3.connect("")  # on disk while it is needed, so that a million events need little memory
    database.execute(f"CREATE TABLE audit_event ({', '.join(COLUMNS)}, PRIMARY KEY (id)) WITHOUT ROWID")
    database.execute("CREATE TABLE audit_seal (position PRIMARY KEY, event_id UNIQUE, hash) WITHOUT ROWID")
    with path.open(encoding="utf-8", errors="surrogatepass") as lines:
        for said in lines:
            take(database, json.loads(said))
    return database, LATE_IN_AN_EXPORT


def take(database, event):
    """One line of an export."""
    if "cut" in event:
        raise ValueError("this export is not whole: `tracker verify --export FILE` writes the whole trail")
    if event["position"] is not None:
        database.execute("INSERT INTO audit_seal VALUES (?, ?, ?)", (event["position"], event["id"], event["hash"]))
    if "at" in event:
        values = [event[name] for name in COLUMNS]
        values[-1] = values[-1] if isinstance(values[-1], str) else json.dumps(values[-1])
        database.execute(f"INSERT INTO audit_event VALUES ({', '.join('?' * len(COLUMNS))})", values)  # noqa: S608


def main():
    """Prints what was found; fails where the trail is broken."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("file", type=Path)
    asked.add_argument("--kept", action="append", default=[], metavar="POSITION:HASH")
    said = asked.parse_args()
    kept = [(int(position), hash_.lower()) for position, _, hash_ in (head.partition(":") for head in said.kept)]
    try:
        database, late = opened(said.file)
        findings, sealed, waiting, head = check(database, kept, late)
    except (sqlite3.Error, ValueError, LookupError, TypeError) as trouble:
        sys.stdout.write(f"The trail cannot be read: {trouble}\n")
        return 1
    told = [f"Sealed: {sealed} events. Not sealed yet: {waiting}.", f"Head: {head}", *findings[:20]]
    told.append(f"The trail is broken (findings: {len(findings)})." if findings else "The chain is whole.")
    sys.stdout.write("\n".join(told) + "\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
