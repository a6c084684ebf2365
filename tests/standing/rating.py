"""A year of the demo town that is rated."""

from datetime import timedelta
from typing import Any

from tests.town import OTHER, OWN, Town
from tracker.core.db import transaction
from tracker.documents.accepting import Sent
from tracker.office.models import Programme
from tracker.standing.models import Rating
from tracker.standing.queries.ratings import get_rating
from tracker.standing.rules.schemes import RatedFigure
from tracker.standing.services import rating_proposals as proposals
from tracker.standing.services import rating_settling as settling
from tracker.standing.services.rating_proposals import Said

SCHEME = "qd-366-2025"
ASKED = {  # as a form sends it
    **{"given_points": "95", "given_points_words": "Biên bản chấm điểm.", "beyond": "32,5"},
    **{"beyond_words": "Vượt 13 mô hình.", "remedied": "100", "remedied_words": "Kết luận kiểm tra quý II."},
    **{"disciplined": "0", "disciplined_words": ""},
}


class Ratings:
    """Ratings of this year, by the services, as staff, heads and the chair do it."""

    def __init__(self, town: Town, programme: Programme | None = None) -> None:
        self.town, self.programme = town, programme or town.programme

    def by(self, who: str) -> dict[str, Any]:
        return {"by": self.town.person(who), "at": self.town.now}

    def propose(self, *, scheme: str = SCHEME, year: int | None = None) -> list[Rating]:
        with transaction():
            return proposals.propose_ratings(
                self.programme, year or self.town.today.year, scheme=scheme, **self.by("staff")
            )

    def of(self, unit: str = OWN) -> Rating:
        """The unit's; proposed first where nothing is."""
        unit_id = self.town.unit(unit).id
        if not hasattr(self, "proposed"):
            self.proposed = {rating.unit_id: rating.id for rating in self.propose()}
        found = get_rating(self.proposed[unit_id])
        assert found is not None
        return found

    def say(self, rating: Rating, beyond: int = 0) -> Rating:
        known = {RatedFigure.GIVEN_POINTS: 95, RatedFigure.BEYOND: beyond, RatedFigure.REMEDIED: 100}
        said = {figure: Said(value=value, words="Theo báo cáo năm.") for figure, value in known.items()}
        said[RatedFigure.DISCIPLINED] = Said(value=0)
        with transaction():
            proposals.say_asked(rating, said, seen=rating.version, **self.by("staff"))
        return rating

    def send(self, rating: Rating) -> Rating:
        with transaction():
            day = self.town.today + timedelta(days=7)
            settling.send_rating(rating, reply_by=day, link=str, **self.by("staff"))
        return rating

    def sent(self, unit: str = OWN, *, beyond: int = 0) -> Rating:
        return self.send(self.say(self.of(unit), beyond))

    def reply(self, rating: Rating, *, agrees: bool, words: str = "", files: list[Sent] | None = None) -> None:
        who = "head2" if rating.unit_id == self.town.unit(OTHER).id else "head"
        with transaction():
            settling.reply_to_rating(rating, agrees=agrees, words=words, files=files or [], **self.by(who))

    def decide(self, rating: Rating, level: str = "", words: str = "") -> None:
        chosen = level or rating.proposed_level
        with transaction():
            settling.decide_rating(rating, level=chosen, words=words, seen=rating.version, link=str, **self.by("chair"))
