"""The same for ratings and their schemes (see `world`)."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import sqlalchemy as sa

from tests.standing.rating import SCHEME, Ratings
from tracker.core.db import db, transaction
from tracker.documents.accepting import Sent
from tracker.home.access import Object
from tracker.standing.models import Rating, RatingFile, RatingScheme
from tracker.standing.queries.ratings import get_rating
from tracker.standing.services import rating_settling as settling
from tracker.standing.services.schemes import scheme_called

if TYPE_CHECKING:
    from tests.access.world import World


def rating(world: "World", of: Object) -> Rating:
    """Sent to the unit whose the record is, not replied to."""
    programme, unit = world.programme(of), world.unit(of)
    ratings = Ratings(world.town, programme)
    kept = sa.select(Rating.id).where(
        Rating.programme_id == programme.id, Rating.unit_id == unit.id, Rating.year == world.town.today.year
    )
    number = db.session.scalar(kept)
    if number is None:
        ratings.propose()
        number = db.session.scalar(kept)
    found = get_rating(number or 0)
    assert found is not None
    return found if found.sent_at else ratings.send(ratings.say(found))


def rating_file(world: "World", of: Object) -> RatingFile:
    """It came with what the unit said."""
    found = rating(world, of)
    with transaction():
        by, sent = world.town.person("head"), [Sent("anh.png", b"")]
        said = settling.reply_to_rating(found, agrees=True, words="", files=sent, by=by, at=world.town.now)
        return said.files[0]


def scheme(_world: "World", _of: Object) -> RatingScheme:
    """One that came with the tracker."""
    with transaction():
        kept = scheme_called(SCHEME)
    assert kept is not None
    return kept


_ALL = (Object.OWN, Object.OTHER, Object.ELSEWHERE, Object.ENDED)
MAKERS: dict[str, tuple[tuple[Object, ...], Callable[["World", Object], object]]] = {
    "rating_id": (_ALL, lambda world, of: rating(world, of).id),
    "rating_file_id": (_ALL, lambda world, of: rating_file(world, of).id),
    "scheme_id": ((Object.NONE,), lambda world, of: scheme(world, of).id),
}
