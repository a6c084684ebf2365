"""The one place that asks the machine for the time."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The calendar day in Vietnam."""
    return now().astimezone(ZONE).date()


def local(moment: datetime) -> datetime:
    """A stored moment as the clock on the office's wall shows it."""
    return moment.astimezone(ZONE)
