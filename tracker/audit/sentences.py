"""The story of a record in plain words: each room says how its events read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import ModuleType
from typing import Any, Protocol

from flask import Flask, current_app
from flask_babel import gettext

from tracker.core import formats
from tracker.core.translation import in_words

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")
_PERIOD = re.compile(r"\d{4}-([MQH]\d\d?|9M)")
_DECIMAL = re.compile(r"\d+\.\d+")


class Told(Protocol):
    """What a sentence is made of."""

    @property
    def name(self) -> str:
        """`task.added`."""

    @property
    def facts(self) -> dict[str, Any]:
        """What the sentence needs."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """How one event reads: an English sentence with `%(fact)s` places, and what code words among its facts mean."""

    room: str
    message: str
    words: Mapping[str, Mapping[Any, str]]


def init_app(app: Flask, rooms: Iterable[ModuleType]) -> None:
    """Take each room's `SENTENCES`, and its `WORDS` where it has some: {"role": {"head": "Head of the unit"}}."""
    app.extensions["audit_sentences"] = {
        name: Sentence(room.__name__.split(".")[-2], message, getattr(room, "WORDS", {}))
        for room in rooms
        for name, message in room.SENTENCES.items()
    }
    app.add_template_global(sentence_of)


def sentence_of(event: Told) -> str:
    """The event as a sentence of the reader's language, without who and when."""
    sentence = _sentences().get(event.name)
    if sentence is None:  # of a newer program, or forged
        return event.name
    return in_words(sentence.message) % _Facts(event.facts, sentence.words)


def kinds_of_events() -> dict[str, dict[str, str]]:
    """By room, each event's name with its sentence in the reader's language, dots in place of its facts."""
    found: dict[str, dict[str, str]] = {}
    for name, sentence in _sentences().items():
        found.setdefault(sentence.room, {})[name] = in_words(sentence.message) % _Dots()
    return found


def _sentences() -> dict[str, Sentence]:
    known: dict[str, Sentence] = current_app.extensions["audit_sentences"]
    return known


class _Dots(dict[str, str]):
    def __missing__(self, _key: str) -> str:
        return "…"


class _Facts:
    """Facts as people write them, of those that the sentence names; one that lacks or is an empty list is a dash."""

    def __init__(self, facts: Mapping[str, Any], words: Mapping[str, Mapping[Any, str]]) -> None:
        self._facts, self._words = facts, words

    def __getitem__(self, key: str) -> Any:
        if self._facts.get(key, []) == []:
            return "–"
        return _said(_figures(key, self._facts[key]), self._words.get(key, {}))


def _figures(key: str, value: Any) -> Any:
    """Of a figure, its digits as the reader writes them: "≥ 20.33 %" is "≥ 20,33 %" in Vietnamese."""
    if not key.endswith(("value", "values", "goal", "changes")):
        return value
    if isinstance(value, list):
        return [_figures(key, one) for one in value]
    return _DECIMAL.sub(lambda found: formats.figure(Decimal(found[0])), str(value))


def _said(value: Any, words: Mapping[Any, str]) -> Any:
    if isinstance(value, list):
        return ", ".join(str(_said(one, words)) for one in value)
    if not isinstance(value, str):
        return value
    if value in words:
        return gettext(words[value])
    if not value[:4].isdecimal():  # as days, moments and periods begin
        return value
    try:
        if _DAY.fullmatch(value):
            return formats.day(date.fromisoformat(value))
        if _MOMENT.fullmatch(value):
            return formats.moment(datetime.fromisoformat(value))
        if _PERIOD.fullmatch(value):
            return formats.period(value)
    except ValueError:
        pass
    return value
