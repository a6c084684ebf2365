"""The same for reviews of a programme (see `world`)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker.core.db import transaction
from tracker.core.periods import Span
from tracker.home.access import Object
from tracker.standing.models import ProgrammeReview, ReviewKind
from tracker.standing.services.reviews import begin_review

if TYPE_CHECKING:
    from tests.access.world import World

OF_PROGRAMMES = (Object.OWN, Object.ELSEWHERE, Object.ENDED)


def review(world: "World", of: Object) -> ProgrammeReview:
    """Of the last quarter and the one before, begun and not written."""
    programme, last, by = world.programme(of), world.town.quarter.previous, world.town.person("staff")
    facts = {"title": f"Sơ kết của {of}", "by": by, "at": world.town.now}
    with transaction():
        return begin_review(programme, ReviewKind.INTERIM, Span(last.previous, last), **facts)


MAKERS: dict[str, tuple[tuple[Object, ...], Callable[["World", Object], object]]] = {
    "review_id": (OF_PROGRAMMES, lambda world, of: review(world, of).id),
    "review_section_id": (OF_PROGRAMMES, lambda world, of: review(world, of).sections[0].id),
}
