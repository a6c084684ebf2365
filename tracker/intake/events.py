"""How the events of intake read."""

from tracker.core.errors import N_

SENTENCES: dict[str, str] = {
}
