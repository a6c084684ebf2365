"""How the events of pilots read."""

from tracker.core.errors import Message

SENTENCES: dict[str, Message] = {}
