"""How often a wrong password may be given before it is time to wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from tracker.core.errors import N_, RuleBroken


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many failures within so long."""

    most: int
    within: timedelta


# Somebody who mistypes meets the first; who tries many names from one place the second (a whole office may share an
# address, so it is wide); who tries one name from many places the third. The third holds up only addresses that the
# account was never opened from: nobody can lock a person out of their own desk.
ONE_NAME_HERE = Limit(5, timedelta(minutes=15))
ALL_NAMES_HERE = Limit(50, timedelta(minutes=15))
ONE_NAME_ANYWHERE = Limit(25, timedelta(hours=1))
KEPT_FOR = timedelta(days=7)  # then the rows are taken away: they are no part of the trail


class TooManyTries(RuleBroken):
    """It is time to wait. `until` is the moment of the next try, `at` how the office's clock shows it."""

    message = N_(
        "There were too many tries. You can try again at %(at)s. Until then nothing is lost: whoever is signed in "
        "stays so, and what was saved is kept."
    )

    def __init__(self, until: datetime, *, at: str) -> None:
        self.until = until
        super().__init__(at=at)


def counted_address(address: str) -> str:
    """What failures are counted under: of IPv6 the network, since each house has addresses enough for every try."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))


def open_again(limit: Limit, failures: Sequence[datetime], now: datetime) -> datetime | None:
    """When the next try is allowed, from the latest failures, newest first; None where it is allowed now."""
    if len(failures) < limit.most:
        return None
    again = failures[limit.most - 1] + limit.within
    return again if again > now else None
