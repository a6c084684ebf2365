"""Where a report stands on a day, and how many stand how: from its deadline and its handing in, never stored."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tracker.core import clock
from tracker.reports.models import ReportState
from tracker.reports.rules.moves import HANDED_IN
from tracker.tasks.rules import Reckoning, punctuality


class Standing(StrEnum):
    """Where a report stands today, most urgent first; what was handed in is on time or late until it is returned."""

    OVERDUE = "overdue"
    RETURNED = "returned"
    DUE_SOON = "due-soon"
    OPEN = "open"
    UNDATED = "undated"
    LATE = "late"
    ON_TIME = "on-time"
    EXCUSED = "excused"


OPEN_STANDINGS = (Standing.OVERDUE, Standing.RETURNED, Standing.DUE_SOON, Standing.OPEN, Standing.UNDATED)


def standing_of(
    state: ReportState, due_on: date | None, submitted_at: datetime | None, reckoning: Reckoning
) -> Standing:
    """Where a report stands."""
    if state is ReportState.EXCUSED:
        return Standing.EXCUSED
    if state in HANDED_IN:
        late = due_on is not None and submitted_at is not None and clock.local(submitted_at).date() > due_on
        return Standing.LATE if late else Standing.ON_TIME
    if due_on is not None and due_on < reckoning.today:
        return Standing.OVERDUE
    if state is ReportState.RETURNED:
        return Standing.RETURNED
    if due_on is None:
        return Standing.UNDATED
    return Standing.DUE_SOON if due_on <= reckoning.soon_by else Standing.OPEN


@dataclass(frozen=True, slots=True)
class Tally:
    """How some reports stand. Those excused are not expected of anybody."""

    on_time: int = 0
    late: int = 0
    overdue: int = 0
    waiting: int = 0  # owed, and not overdue
    excused: int = 0

    @classmethod
    def of(cls, standings: Iterable[Standing]) -> "Tally":
        """Count them."""
        stand = Counter(standings)
        waiting = sum(stand[one] for one in OPEN_STANDINGS) - stand[Standing.OVERDUE]
        return cls(
            stand[Standing.ON_TIME],
            stand[Standing.LATE],
            stand[Standing.OVERDUE],
            waiting,
            stand[Standing.EXCUSED],
        )

    @property
    def received(self) -> int:
        """Handed in, on time or late."""
        return self.on_time + self.late

    @property
    def expected(self) -> int:
        """Received or still owed."""
        return self.received + self.overdue + self.waiting

    @property
    def punctuality(self) -> float | None:
        """Percent on time of what was due; None where nothing was."""
        return punctuality(self.on_time, self.late, self.overdue)
