"""How the events of meetings read."""

from tracker.core.errors import N_

SENTENCES: dict[str, str] = {
}
