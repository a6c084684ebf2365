"""What somebody who has the database file might do to the trail: each act changes something, and knows no mercy.

An act takes a source of chance and the copy of the trail (see `trail` in conftest), whose numbers and positions are
1 to EVENTS alike. `unicodedata`, a microsecond, one digit: nothing is too small.
"""

import json
import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from sqlite3 import Connection
from types import ModuleType

Act = Callable[[Random, Connection, ModuleType], str]
TEXTS = ("name", "by_name", "for_name", "origin", "subject_type", "story_type")
NUMBERS = ("by_id", "for_id", "subject_id", "story_id")


def change_a_text(chance: Random, trail: Connection, _: ModuleType) -> str:
    column, event = chance.choice(TEXTS), someone(chance, trail)
    before = value(trail, column, event)
    after = chance.choice([f"{before} ", f"{before}x", before.swapcase(), unicodedata.normalize("NFD", before), ""])
    trail.execute(f"UPDATE audit_event SET {column} = ? WHERE id = ?", (after if after != before else "?", event))
    return f"{column} of event {event}"


def change_a_number(chance: Random, trail: Connection, _: ModuleType) -> str:
    column, event = chance.choice(NUMBERS), someone(chance, trail)
    before = value(trail, column, event)
    after = chance.choice([None, 0, (before or 0) + 1, (before or 0) + 1000])
    if after == before or (after is None and column in ("subject_id", "story_id")):
        after = (before or 0) + 7
    trail.execute(f"UPDATE audit_event SET {column} = ? WHERE id = ?", (after, event))
    return f"{column} of event {event}"


def change_a_moment(chance: Random, trail: Connection, _: ModuleType) -> str:
    event = someone(chance, trail)
    by = chance.choice([1, -1, 1000, 60_000_000, -86_400_000_000])
    moved = datetime.fromisoformat(value(trail, "at", event)) + timedelta(microseconds=by)
    stored = chance.choice([moved.isoformat(" ", "microseconds"), "long ago", ""])
    trail.execute("UPDATE audit_event SET at = ? WHERE id = ?", (stored, event))
    return f"moment of event {event}"


def change_a_fact(chance: Random, trail: Connection, _: ModuleType) -> str:
    event = someone(chance, trail)
    facts = json.loads(value(trail, "facts", event))
    key = chance.choice([*facts, None])
    if key is None:
        facts["words"] = facts.get("words", "") + "!"
    elif chance.random() < 0.2:
        del facts[key]
    elif isinstance(facts[key], list):
        facts[key] = [*facts[key], "thêm"]
    else:
        facts[key] = f"{facts[key]} " if isinstance(facts[key], str) else str(facts[key])
    stored = chance.choice([json.dumps(facts), json.dumps(facts, ensure_ascii=False), "{", "[]"])
    trail.execute("UPDATE audit_event SET facts = ? WHERE id = ?", (stored, event))
    return f"facts of event {event}"


def change_a_hash(chance: Random, trail: Connection, _: ModuleType) -> str:
    position = someone(chance, trail)
    digits = list(value(trail, "hash", position, "audit_seal"))
    place = chance.randrange(64)
    digits[place] = chance.choice([digit for digit in "0123456789abcdefA" if digit != digits[place]])
    trail.execute("UPDATE audit_seal SET hash = ? WHERE position = ?", ("".join(digits), position))
    return f"hash at {position}"


def renumber_an_event(chance: Random, trail: Connection, _: ModuleType) -> str:
    event, last = someone(chance, trail), length(trail)
    trail.execute("UPDATE audit_event SET id = ? WHERE id = ?", (chance.choice([0, -event, last + 3]), event))
    return f"number of event {event}"


def move_a_seal(chance: Random, trail: Connection, _: ModuleType) -> str:
    position, last = someone(chance, trail), length(trail)
    column = chance.choice(["position", "event_id"])
    trail.execute(f"UPDATE audit_seal SET {column} = ? WHERE position = ?", (chance.choice([0, last + 2]), position))
    return f"{column} of seal {position}"


def take_away(chance: Random, trail: Connection, _: ModuleType) -> str:
    """Events, their seals, or both: one, or a stretch; at the beginning, in the middle, at the end."""
    last = length(trail)
    many = chance.choice([1, 1, 1, 2, chance.randint(1, last)])
    first = chance.choice([1, chance.randint(1, last - many + 1), last - many + 1])
    what = chance.choice([("audit_event", "id"), ("audit_seal", "position"), None])
    for table, key in [what] if what else [("audit_event", "id"), ("audit_seal", "position")]:
        trail.execute(f"DELETE FROM {table} WHERE {key} BETWEEN ? AND ?", (first, first + many - 1))
    return f"{many} from {first} of {what[0] if what else 'both'}"


def swap(chance: Random, trail: Connection, _: ModuleType) -> str:
    """Two events change their numbers, or two seals their places or their events."""
    one, other = chance.sample(range(1, length(trail) + 1), 2)
    table, column = chance.choice([("audit_event", "id"), ("audit_seal", "position"), ("audit_seal", "event_id")])
    for old, new in ((one, -1), (other, one), (-1, other)):
        trail.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (new, old))
    return f"{column} of {one} and {other}"


def turn_round(chance: Random, trail: Connection, _: ModuleType) -> str:
    """A stretch of the chain in the opposite order."""
    first, last = sorted(chance.sample(range(1, length(trail) + 1), 2))
    trail.execute("UPDATE audit_seal SET event_id = -event_id WHERE position BETWEEN ? AND ?", (first, last))
    turned = "UPDATE audit_seal SET event_id = ? - position WHERE position BETWEEN ? AND ?"
    trail.execute(turned, (first + last, first, last))
    return f"{first} to {last} turned round"


def put_in(chance: Random, trail: Connection, stranger: ModuleType) -> str:
    """A forged event, with a seal of its own, or without one where it stands before others."""
    last = length(trail)
    if chance.random() < 0.3:
        forge(chance, trail, chance.choice([0, -1, -chance.randint(2, 99)]))
        return "a forged event without a seal"
    at = someone(chance, trail)
    for table, column in (("audit_event", "id"), ("audit_seal", "event_id"), ("audit_seal", "position")):
        for number in range(last, at - 1, -1):
            trail.execute(f"UPDATE {table} SET {column} = {column} + 1 WHERE {column} = ?", (number,))
    forge(chance, trail, at)
    hash_ = stranger.link(before(trail, at), event(trail, at, stranger), at)  # as the chain would have it, up to here
    trail.execute("INSERT INTO audit_seal VALUES (?, ?, ?)", (at, at, chance.choice([hash_, "f" * 64])))
    return f"a forged event at {at}"


def write_anew(chance: Random, trail: Connection, stranger: ModuleType) -> str:
    """One event changed, and all hashes from there to the end made to fit: no link is broken."""
    first = someone(chance, trail)
    trail.execute("UPDATE audit_event SET by_name = by_name || ' (?)' WHERE id = ?", (first,))
    for position in range(first, length(trail) + 1):
        hash_ = stranger.link(before(trail, position), event(trail, position, stranger), position)
        trail.execute("UPDATE audit_seal SET hash = ? WHERE position = ?", (hash_, position))
    return f"written anew from {first}"


ACTS: tuple[Act, ...] = (
    change_a_text, change_a_number, change_a_moment, change_a_fact, change_a_hash, renumber_an_event, move_a_seal,
    take_away, swap, turn_round, put_in, write_anew,
)  # fmt: skip


def length(trail: Connection) -> int:
    return trail.execute("SELECT max(position) FROM audit_seal").fetchone()[0]


def someone(chance: Random, trail: Connection) -> int:
    """One of them: the first and the last more often than others."""
    last = length(trail)
    return chance.choice([1, last, *[chance.randint(1, last) for _ in range(6)]])


def value(trail: Connection, column: str, number: int, table: str = "audit_event"):
    key = "id" if table == "audit_event" else "position"
    return trail.execute(f"SELECT {column} FROM {table} WHERE {key} = ?", (number,)).fetchone()[0]


def event(trail: Connection, number: int, stranger: ModuleType) -> dict[str, object]:
    row = trail.execute(f"SELECT {', '.join(stranger.COLUMNS)} FROM audit_event WHERE id = ?", (number,)).fetchone()
    return dict(zip(stranger.COLUMNS, row, strict=True))


def before(trail: Connection, position: int) -> str:
    return value(trail, "hash", position - 1, "audit_seal") if position > 1 else "0" * 64


def forge(chance: Random, trail: Connection, number: int) -> None:
    """A copy of some event under another number, in another's name."""
    columns = "at, name, for_id, for_name, origin, subject_type, subject_id, story_type, story_id, facts"
    trail.execute(
        f"INSERT INTO audit_event (id, by_id, by_name, {columns}) SELECT ?, 4, 'Người khác', {columns}"
        " FROM audit_event WHERE id != ? ORDER BY random() LIMIT 1",
        (number, number),
    )
