"""Which state of a rating may follow which, and what keeps it from being sent, replied to or decided."""

import re
from datetime import date
from decimal import Decimal

from tracker.core.errors import N_, RuleBroken
from tracker.standing.models import Rating, RatingReply, RatingState
from tracker.standing.rules.rated import read
from tracker.standing.rules.schemes import RatedFigure, Scheme, Verdict

# Proposed anew, a rating goes back to staff; decided, the chair alone takes it up again, with a reason.
RATING_MOVES: dict[RatingState, set[RatingState]] = {
    RatingState.PROPOSED: {RatingState.PROPOSED, RatingState.SENT},
    RatingState.SENT: {RatingState.PROPOSED, RatingState.DECIDED},
    RatingState.DECIDED: {RatingState.DECIDED},
}


class SchemeNotOfYear(RuleBroken):
    """A scheme that is not for the year that is rated, or that has ended."""

    message = N_("“%(scheme)s” is not for the year %(year)s. Choose another scheme, or mend the years that it is for.")


class YearNotBegun(RuleBroken):
    """Nothing is known of a year to come."""

    message = N_("The year %(year)s has not begun: there is nothing to rate yet.")


class NobodyToRate(RuleBroken):
    """Every unit has its rating, or there is none."""

    message = N_("Every unit of the programme has a rating for %(year)s already. Open one to propose it anew.")


class AskedIsMissing(RuleBroken):
    """What only people know decides the level, and nobody has said it."""

    message = N_("Say first, under “What the tracker cannot know”, how it stands: the level depends on it.")


class ReplyByIsPast(RuleBroken):
    """A day that leaves no time to reply."""

    message = N_("The unit needs time to reply: choose a day after today.")


class NothingToSend(RuleBroken):
    """All are sent, or wait for what staff must say."""

    message = N_("No rating of %(year)s is ready to be sent. What is still to be said stands beside each unit.")


class RatingIsDecided(RuleBroken):
    """A reply that comes after the decision."""

    message = N_("This rating is decided, so that no reply can be added here. What your unit said before is kept.")


class DisagreementNeedsReason(RuleBroken):
    """A unit does not agree and does not say why."""

    message = N_("Please say why the unit does not agree, so that it can be looked into.")


class UnitMayStillReply(RuleBroken):
    """Decided before the unit has had its say."""

    message = N_("The unit has not replied yet and may do so until %(day)s. It can be decided after that day.")


class DecisionNeedsReason(RuleBroken):
    """A level that differs from the one proposed, or that the unit does not agree with."""

    message = N_(
        "Give the reason: the level differs from the one proposed, the unit does not agree, or it was decided before."
    )


class NoSuchLevel(RuleBroken):
    """A level that the scheme has not."""

    message = N_("Choose one of the levels of the scheme.")


class FigureOutOfBounds(RuleBroken):
    """What is asked is a percent or points."""

    message = N_("Enter a number from 0 to %(most)s, with up to two digits after the comma.")


class AskedNeedsWords(RuleBroken):
    """A figure that nothing shows."""

    message = N_("Say what shows this figure: it stands in the list of ratings.")


class NobodyAgreed(RuleBroken):
    """Nothing that could be decided as it was proposed."""

    message = N_("No unit whose rating is still open has agreed to the level that was proposed.")


_NUMBER = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?")
MOST_ASKED = {
    RatedFigure.GIVEN_POINTS: 100,
    RatedFigure.BEYOND: 1000,
    RatedFigure.REMEDIED: 100,
    RatedFigure.DISCIPLINED: 1000,
}


def read_asked(figure: RatedFigure, text: str) -> Decimal | None:
    """A percent or points as people write them, "32,5"; None for nothing. Raises FigureOutOfBounds."""
    if not text.strip():
        return None
    found = _NUMBER.fullmatch(text.strip().removesuffix("%").strip())
    if found is None or Decimal(found[0].replace(",", ".")) > MOST_ASKED[figure]:
        raise FigureOutOfBounds(most=MOST_ASKED[figure])
    return Decimal(found[0].replace(",", "."))


def check_shown(value: Decimal | None, words: str) -> None:
    """Refuse a figure that nothing shows; 0 needs no words. Raises AskedNeedsWords."""
    if value and not words.strip():
        raise AskedNeedsWords


def last_reply(rating: Rating) -> RatingReply | None:
    """What counts of what the unit has said since it was sent last."""
    since = [reply for reply in rating.replies if rating.sent_at is None or reply.at >= rating.sent_at]
    return since[-1] if since else None


def scheme_of(rating: Rating) -> Scheme:
    """The scheme that it was proposed by."""
    return Scheme.read(rating.scheme.content)


def verdict_of(rating: Rating) -> Verdict:
    """The level that its figures come to by its scheme, or what it waits for."""
    return scheme_of(rating).judge(read(rating.figures, rating.asked))


def level_name(rating: Rating, key: str) -> str:
    """What its scheme calls a level; a dash for none."""
    level = scheme_of(rating).level(key)
    return level.name if level is not None else "–"


def is_for(year: int, first_year: int, last_year: int | None) -> bool:
    """Whether a scheme is for a year."""
    return first_year <= year and (last_year is None or year <= last_year)


def check_decision(rating: Rating, level: str, words: str, *, today: date) -> None:
    """Refuse a decision before the unit had its say, or one that needs a reason and has none."""
    reply = last_reply(rating)
    waited = rating.reply_by is not None and today > rating.reply_by
    if rating.state is RatingState.SENT and reply is None and not waited:
        raise UnitMayStillReply(day=f"{rating.reply_by:%d/%m/%Y}")
    differs = level != rating.proposed_level or (reply is not None and not reply.agrees)
    if (differs or rating.state is RatingState.DECIDED) and not words.strip():
        raise DecisionNeedsReason
