"""The same for invitations to meetings (see `world`)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.core.db import transaction
from tracker.home.access import Object
from tracker.meetings.models import Invitation
from tracker.meetings.services.inviting import choose_units

if TYPE_CHECKING:
    from tests.access.world import World


def invitation(world: "World", of: Object) -> Invitation:
    """Of one unit alone, to a meeting that has not begun."""
    meeting = world.town.new_meeting(f"Họp mời {of}", programme=world.programme(of))
    with transaction():
        facts = {"seen": meeting.version, "link": "", "by": world.town.person("staff"), "at": world.town.now}
        choose_units(meeting, [world.unit(of)], **facts)
    return meeting.invitations[0]


MAKERS: dict[str, tuple[tuple[Object, ...], Callable[["World", Object], object]]] = {
    "invitation_id": (
        (Object.OWN, Object.OTHER, Object.ELSEWHERE, Object.ENDED),
        lambda world, of: invitation(world, of).id,
    ),
}
