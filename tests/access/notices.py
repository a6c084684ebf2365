"""The draft of a closed meeting's notice, to be asked who may do what with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.core.db import transaction
from tracker.home.access import Object
from tracker.meetings import services
from tracker.meetings.models import Notice

if TYPE_CHECKING:  # which lists what is made here
    from tests.access.world import World

OF_PROGRAMMES = (Object.OWN, Object.ELSEWHERE, Object.ENDED)


def notice(world: "World", of: Object) -> Notice:
    """A draft: those who run the programme and those who observe it know of it."""
    conclusion = world.conclusion(of)
    with transaction():
        services.close_meeting(conclusion.meeting, by=world.town.person("staff"), at=world.town.now)
    return conclusion.meeting.notices[0]


MAKERS: dict[str, tuple[tuple[Object, ...], Callable[["World", Object], object]]] = {
    "notice_id": (OF_PROGRAMMES, lambda world, of: notice(world, of).id),
    "section_id": (OF_PROGRAMMES, lambda world, of: notice(world, of).sections[0].id),
}
