"""How the events of plans read."""

SENTENCES: dict[str, str] = {}
