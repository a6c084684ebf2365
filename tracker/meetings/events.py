"""How the events of meetings read."""

SENTENCES: dict[str, str] = {}
