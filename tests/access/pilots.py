"""Pilots and their money, to be asked who may do what with them (see `world`)."""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from tracker.core.db import transaction
from tracker.home.access import Object
from tracker.pilots import services as pilots
from tracker.pilots.models import FundingSource, Pilot, PilotFunding
from tracker.pilots.services import PilotFacts

if TYPE_CHECKING:  # which lists what is made here
    from tests.access.world import World

EVERYWHERE = (Object.OWN, Object.OTHER, Object.ELSEWHERE, Object.ENDED)


def pilot(world: "World", of: Object) -> Pilot:
    """One unit's, registered for this year."""
    facts, year = PilotFacts(name=f"Mô hình số {len(world.values)}"), world.town.today.year
    said = {"programme": world.programme(of), "unit": world.unit(of), "year": year}
    with transaction():
        return pilots.register_pilot(facts, **said, by=world.town.person("staff"), at=world.town.now)


def funding(world: "World", of: Object) -> PilotFunding:
    """Money of such a pilot."""
    said = {"year": world.town.today.year, "source": FundingSource.OTHER, "words": "", "amount": Decimal(5_000_000)}
    made = pilot(world, of)
    with transaction():
        return pilots.add_funding(made, **said, by=world.town.person("staff"), at=world.town.now)


MAKERS: dict[str, tuple[tuple[Object, ...], Callable[["World", Object], object]]] = {
    "pilot_id": (EVERYWHERE, lambda world, of: pilot(world, of).id),
    "funding_id": (EVERYWHERE, lambda world, of: funding(world, of).id),
}
