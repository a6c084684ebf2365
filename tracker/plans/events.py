"""How the events of plans read."""

from tracker.core.errors import N_

SENTENCES: dict[str, str] = {
}
