"""Proposals as the command line prints them."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tracker.intake.labels import KIND, STATE
from tracker.intake.models import ItemState
from tracker.intake.rows import ItemRow

WIDTH = 118


def printed(rows: Sequence[ItemRow]) -> Iterator[str]:
    """A line for each proposal, its clause and its doubts under it, and at last how many are in each state."""
    for row in rows:
        item = row.item
        sign = "?" if row.doubtful and item.state is ItemState.PROPOSED else " "
        yield f"{item.position:>3} {sign} {KIND[item.kind]:<18} {STATE[item.state]:<9} {_what(row)}"
        yield from _under("", row.leads + [f"with {name}" for name in row.joining])
        clause = "".join(piece.text for piece in row.clause)
        yield from _under(f"{item.start}-{item.end}: ", [textwrap.shorten(clause, 2 * WIDTH, placeholder=" …")])
        if item.state is ItemState.PROPOSED:
            yield from _under("? not known here, or left open: ", row.meant.unknown)
            yield from _under("? ", item.doubts)
    counts = Counter(row.item.state for row in rows)
    yield ""
    yield ", ".join(f"{counts[state]} {label.lower()}" for state, label in STATE.items() if counts[state])


def _what(row: ItemRow) -> str:
    facts = row.item.proposal
    said = str(facts.get("title") or facts.get("new") or ", ".join(facts.get("notations", ())) or facts.get("text"))
    if "comparator" in facts:
        said = f"{facts['comparator']} {facts['value']} {facts['measure']}"
    when = [str(row.quarter or ""), row.held_on or row.due_on, facts.get("venue")]
    return " · ".join([textwrap.shorten(said, 90, placeholder=" …"), *(str(part) for part in when if part)])


def _under(lead: str, parts: Iterable[str]) -> Iterator[str]:
    words = "; ".join(parts)
    if words:
        yield textwrap.fill(lead + words, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)
