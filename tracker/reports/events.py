"""How the events of duties and reports read."""

from tracker.core.errors import Message

SENTENCES: dict[str, Message] = {}
WORDS: dict[str, dict[str, Message]] = {}
