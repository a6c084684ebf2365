"""Which ways messages can leave this office's machine, as its settings say."""

from collections.abc import Mapping
from typing import Any

from tracker.outbox.models import Channel

SETTINGS = {Channel.MAIL: "MAIL", Channel.WEBHOOK: "WEBHOOK"}


def set_up(config: Mapping[str, Any]) -> tuple[Channel, ...]:
    """Those that have a server; what is queued for the others waits, and is given up in time."""
    return tuple(channel for channel, name in SETTINGS.items() if config[name] is not None)
