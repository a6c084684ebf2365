"""How the events of documents read."""

from tracker.core.errors import N_

SENTENCES: dict[str, str] = {
}
