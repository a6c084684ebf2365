"""When a message is tried again, and when not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.core.errors import N_, Message, RuleBroken

# After each try that failed; ten tries over two days.
PAUSES = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15)),
    *(timedelta(hours=hours) for hours in (1, 2, 4, 8, 16, 16)),
)
LEASE = timedelta(minutes=5)
APART = timedelta(minutes=5)  # what the clocks of two workers, read at one moment, may differ by; more was a jump
MOST_WAITED = max(PAUSES)
MOST_HELD = timedelta(days=14)  # longer than Tết: what is held beyond it was queued while the clock was ahead
KEPT_WITHOUT_SERVER = timedelta(days=2)  # so that an office which sets mail up later does not send what is long past
NO_SERVER = N_("no mail server was set up")


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a message did not leave; `for_good` where no further try would help."""

    reason: str
    for_good: bool = False
    server_is_gone: bool = False


class Standing(StrEnum):
    """How far a message has come."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"


STANDINGS: dict[Standing, Message] = {
    Standing.WAITING: N_("waiting"),
    Standing.SENT: N_("sent"),
    Standing.GIVEN_UP: N_("given up"),
}


class CannotBeTriedAgain(RuleBroken):
    """It was sent, or waits already, or carried a link that is no longer kept."""

    message = N_("This mail cannot be sent again. If it carried a link, send the person a new one from their page.")


def next_try(tries: int, *, at: datetime) -> datetime | None:
    """When a message is tried again whose `tries`th try just failed; None when it was the last."""
    return at + PAUSES[tries - 1] if tries <= len(PAUSES) else None
