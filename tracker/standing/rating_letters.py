"""Mail that tells a unit how it is to be rated, and how it was decided. It waits in the outbox."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext

from tracker.accounts.letters import tell
from tracker.accounts.queries import accounts_of_unit
from tracker.core import clock
from tracker.core.errors import N_
from tracker.core.formats import day
from tracker.standing.models import Rating
from tracker.standing.queries.speaking import speakers_of
from tracker.standing.rules.ratings import level_name

_SENT = N_("Proposed rating for %(year)s: %(unit)s")
_SENT_WORDS = N_("For the year %(year)s this level is proposed for %(unit)s:\n\n%(level)s")
_OPEN_WORDS = N_("For the year %(year)s the figures of %(unit)s come to no level; the chair decides.")
_REPLY = N_(
    "Please look at what it rests on, and say whether your unit agrees, by %(day)s:\n\n%(link)s\n\nUntil it is "
    "decided, no other unit sees it. Opening the page changes nothing."
)
_DECIDED = N_("Rating for %(year)s decided: %(unit)s")
_DECIDED_WORDS = N_("The rating of %(unit)s for the year %(year)s was decided:\n\n%(level)s")
_REASON = N_("Reason: %(words)s")
_READ = N_("Here it can be read, with what it rests on:\n\n%(link)s")


def tell_of_rating(rating: Rating, *, link: str, at: datetime) -> int:
    """Queue a mail to the people, with an address, of the unit or of whoever took over; how many."""

    def compose() -> tuple[str, list[str]]:
        facts = {"year": rating.year, "unit": rating.unit_name, "level": level_name(rating, rating.proposed_level)}
        said = gettext(_SENT_WORDS if rating.proposed_level else _OPEN_WORDS, **facts)
        return gettext(_SENT, **facts), [said, gettext(_REPLY, day=day(rating.reply_by), link=link)]

    return _tell(rating, compose, what="sent", at=at)


def tell_of_decision(rating: Rating, *, link: str, at: datetime) -> int:
    """The same, once the chair has decided."""

    def compose() -> tuple[str, list[str]]:
        facts = {"year": rating.year, "unit": rating.unit_name, "level": level_name(rating, rating.level)}
        reason = [gettext(_REASON, words=rating.decided_words)] if rating.decided_words else []
        return gettext(_DECIDED, **facts), [gettext(_DECIDED_WORDS, **facts), *reason, gettext(_READ, link=link)]

    return _tell(rating, compose, what="decided", at=at)


def _tell(rating: Rating, compose: Callable[[], tuple[str, list[str]]], *, what: str, at: datetime) -> int:
    today, told = clock.local(at).date(), 0
    for unit_id in sorted(speakers_of(rating.unit_id, on=today)):
        for account in accounts_of_unit(unit_id, on=today):
            told += tell(account, compose, key=f"rating:{what}:{rating.id}:{at.isoformat()}", at=at)
    return told
