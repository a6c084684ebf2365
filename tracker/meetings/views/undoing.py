"""The way back from the last act on a conclusion: a button that carries all it needs, so that nothing is remembered."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext

from tracker.meetings.forms import ConclusionForm
from tracker.meetings.models import Conclusion

FIELDS = (
    *("text", "kind", "addressed", "due", "frequency", "through"),
    *("target", "figure", "allocations", "number", "agenda_item"),
)
LIST = "#conclusions"

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Undo:
    """What was done, the address that takes it back, and what is sent there; `target` is what the answer replaces."""

    words: str
    action: str
    fields: Pairs = ()
    target: str = LIST


def typed_in(form: ConclusionForm) -> str:
    """What stands in a form, for `before`."""
    pairs: list[tuple[str, str]] = []
    for name in FIELDS:
        data = form[name].data
        pairs += [(name, str(one)) for one in (data if isinstance(data, list | tuple) else [data]) if one]
    return json.dumps(pairs, ensure_ascii=False)


def undo_add(conclusion: Conclusion) -> Undo:
    """Take it out again."""
    words = gettext("Conclusion %(number)s was recorded.", number=conclusion.number)
    return Undo(words, url_for("conclusions.drop", conclusion_id=conclusion.id))


def undo_edit(conclusion: Conclusion, before: str | None) -> Undo | None:
    """Back to what stood there when the form was opened; None where it did not say."""
    fields = [*_pairs(before), ("version", str(conclusion.version))] if before else []
    if len(fields) < 2:
        return None
    words = gettext("Conclusion %(number)s was mended.", number=conclusion.number)
    here = f"#conclusion-{conclusion.id}"
    return Undo(words, url_for("conclusions.mend", conclusion_id=conclusion.id), fields, here)


def undo_drop(conclusion: Conclusion) -> Undo:
    """Take it up again."""
    words = gettext("Conclusion %(number)s was dropped.", number=conclusion.number)
    return Undo(words, url_for("conclusions.restore", conclusion_id=conclusion.id))


def undo_move(conclusion: Conclusion, *, up: bool) -> Undo:
    """Move it the other way."""
    words = gettext("Conclusion %(number)s was moved.", number=conclusion.number)
    back = [("way", "down" if up else "up")]
    return Undo(words, url_for("arranging.move", conclusion_id=conclusion.id), back)


def undo_split(conclusion: Conclusion, second: Conclusion, before: str | None) -> Undo:
    """Put the two together again."""
    words = gettext("Conclusion %(number)s was split in two.", number=conclusion.number)
    fields = [*_pairs(before), ("version", str(conclusion.version)), ("second", str(second.id))]
    return Undo(words, url_for("arranging.join", conclusion_id=conclusion.id), fields)


def _pairs(told: str | None) -> list[tuple[str, str]]:
    """What a form said of itself before; it comes back from a browser, so that it may be anything."""
    try:
        pairs: list[tuple[Any, Any]] = json.loads(told or "[]")
        return [(str(name), str(value)) for name, value in pairs if name in FIELDS]
    except (TypeError, ValueError, RecursionError):
        return []
