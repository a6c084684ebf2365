"""The letter in which a committee asks units for what they owe (công văn đôn đốc)."""

from dataclasses import dataclass
from datetime import date

from tracker.core.errors import N_, RuleBroken
from tracker.documents.models import Signer

TYPE_CODE = "CV"
MOST_NAMED = 12  # units above the letter; more stand in its annex
MOST_ROWS = 15  # of the table in the letter itself; a longer one is its annex


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What staff say of a letter: until when the units are to do it, what besides, and who signs."""

    answer_by: date | None = None
    words: str = ""
    signer: Signer | None = None


class AnswerDayHasPassed(RuleBroken):
    """Units are asked to do something by a day that lies behind them."""

    message = N_("This day has passed. Choose one that is still to come, or leave it empty.")


class LetterHasNumber(RuleBroken):
    """A letter takes its number once."""

    message = N_("This letter has its number already: %(notation)s.")
