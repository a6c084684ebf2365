"""What staff say when they remind units of a selection, by mail or by an official letter."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.forms import Doubting, Form
from tracker.documents.fields import SignerSelect
from tracker.documents.models import Signer
from tracker.office.fields import DayField
from tracker.reminders.rules.chasing import AnswerDayHasPassed, LetterFacts

MAX_WORDS = 5000


class NudgeForm(Doubting):
    """What goes with a reminder, if anything."""

    words = TextAreaField(_l("Words to the unit"), [Length(max=MAX_WORDS)])


class ChasingForm(Form):
    """What the letter says besides the list of what is owed."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {AnswerDayHasPassed: "answer_by"}
    answer_by = DayField(_l("To be done by"), [Optional()])
    words = TextAreaField(_l("Further words of the letter"), [Length(max=MAX_WORDS)])
    signer = SignerSelect()
    numbered = BooleanField(_l("Take its number from the register now"))

    def offer(self, signers: Sequence[Signer]) -> "ChasingForm":
        """Set who can sign."""
        self.signer.offer(signers)
        return self

    def facts(self) -> LetterFacts:
        """What was typed."""
        answer_by: date | None = self.answer_by.data
        return LetterFacts(
            answer_by=answer_by,
            words=(self.words.data or "").strip(),
            signer=self.signer.chosen,
        )
