"""The agenda and the papers of a meeting that is invited, to be asked who may do what with them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.core.db import transaction
from tracker.documents.accepting import Sent
from tracker.home.access import Object
from tracker.meetings.models import AgendaItem, MeetingPaper, MeetingState
from tracker.meetings.services.agenda import add_topic
from tracker.meetings.services.papers import add_papers

if TYPE_CHECKING:  # which lists what is made here
    from tests.access.world import World

OF_PROGRAMMES = (Object.OWN, Object.ELSEWHERE, Object.ENDED)


def item(world: "World", of: Object) -> AgendaItem:
    """A topic."""
    meeting = world.meeting(of)
    with transaction():
        return add_topic(meeting, title="Nội dung", by=world.town.person("staff"), at=world.town.now)


def paper(world: "World", of: Object) -> MeetingPaper:
    """A file that the units may read already."""
    meeting, sent = world.meeting(of), [Sent("tai-lieu.png", b"")]
    with transaction():
        meeting.state = MeetingState.INVITED
        return add_papers(meeting, sent, by=world.town.person("staff"), at=world.town.now)[0]


MAKERS: dict[str, tuple[tuple[Object, ...], Callable[["World", Object], object]]] = {
    "agenda_item_id": (OF_PROGRAMMES, lambda world, of: item(world, of).id),
    "meeting_paper_id": (OF_PROGRAMMES, lambda world, of: paper(world, of).id),
}
