"""The story of a record in plain words: each room says how its events read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Flask, current_app
from flask_babel import gettext

from tracker.audit.queries import StoryRow
from tracker.core import formats


def init_app(app: Flask, sentences: Mapping[str, str]) -> None:
    """Take the tables of all rooms: event name to an English sentence with `%(fact)s` places."""
    app.extensions["audit_sentences"] = dict(sentences)
    app.add_template_global(sentence_of)


def sentence_of(event: StoryRow) -> str:
    """The event as a sentence of the reader's language, without who and when."""
    message = current_app.extensions["audit_sentences"][event.name]
    return str(gettext(message)) % _Facts(event.facts)  # as keywords, `_Facts` would lose its dash


class _Facts(dict[str, Any]):
    """Facts as people write them; one that an older event lacks reads as a dash."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__({key: _said(value) for key, value in facts.items()})

    def __missing__(self, _key: str) -> str:
        return "–"


def _said(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, str):
        try:
            return formats.day(date.fromisoformat(value))
        except ValueError:
            return value
    return value
