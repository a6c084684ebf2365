"""What the pilots of a programme, or of one unit, come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tracker.office.models import Person
from tracker.pilots.models import FundingSource, PilotState
from tracker.pilots.policy import reads_whole
from tracker.pilots.queries import UnitSummary


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums over units. `owing`: the communes that should have one; `without`: those of them that have none.

    `money` is of the units that the reader reads whole, and None where there are none.
    """

    open: int
    running: int
    households: int
    unreviewed: int
    owing: int
    without: Sequence[UnitSummary]
    money: dict[FundingSource, Decimal] | None

    @property
    def total(self) -> Decimal:
        """Of all sources."""
        return sum((self.money or {}).values(), Decimal(0))


def figures_of(person: Person, programme_id: int, units: Sequence[UnitSummary], unit_id: int | None) -> Figures:
    """Of all units, or of one."""
    summed = [unit for unit in units if unit_id in (None, unit.id)]
    owing = [unit for unit in summed if unit.owes]
    readable = [unit for unit in summed if reads_whole(person, programme_id=programme_id, unit_id=unit.id)]
    sources = {
        source: sum((unit.money.get(source, Decimal(0)) for unit in readable), Decimal(0)) for source in FundingSource
    }
    return Figures(
        open=sum(unit.open for unit in summed),
        running=sum(unit.states[PilotState.RUNNING] for unit in summed),
        households=sum(unit.households for unit in summed),
        unreviewed=sum(unit.unreviewed for unit in summed),
        owing=len(owing),
        without=[unit for unit in owing if not unit.open],
        money={source: amount for source, amount in sources.items() if amount} if readable else None,
    )
