"""The same for official letters that remind units (see `world`)."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.town import OWN
from tracker.core.db import transaction
from tracker.home.access import Object
from tracker.reminders.models import ChasingLetter
from tracker.reminders.rules.chasing import LetterFacts
from tracker.reminders.services.chasing import write_letter

if TYPE_CHECKING:
    from tests.access.world import World


def letter(world: "World", of: Object) -> ChasingLetter:
    """About a part that is late."""
    programme = world.programme(of)
    due = world.town.today - timedelta(days=9)
    part = world.town.task("Việc quá hạn", lead=OWN, programme=programme, due=due).assignments[0]
    keys, by = [f"part-{part.id}-{part.unit_id}"], world.town.person("staff")
    with transaction():
        return write_letter(programme, keys, LetterFacts(), by=by, at=world.town.now)


OF_PROGRAMMES = (Object.OWN, Object.ELSEWHERE, Object.ENDED)
MAKERS: dict[str, tuple[tuple[Object, ...], Callable[["World", Object], object]]] = {
    "letter_id": (OF_PROGRAMMES, lambda world, of: letter(world, of).id),
}
