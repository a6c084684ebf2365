"""How the events of documents read."""

SENTENCES: dict[str, str] = {}
