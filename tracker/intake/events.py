"""How the events of intake read."""

SENTENCES: dict[str, str] = {}
