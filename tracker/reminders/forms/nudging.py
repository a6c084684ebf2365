"""What staff say when they remind units of a selection, by mail or by an official letter."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.forms import Doubting, Form
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
    signer = SelectField(_l("Signer"), [Optional()])
    numbered = BooleanField(_l("Take its number from the register now"))

    def offer(self, signers: Sequence[Signer]) -> "ChasingForm":
        """Set who can sign; whoever comes first does, unless another is chosen."""
        self._signers = {str(one.id): one for one in signers}
        named = [
            (number, f"{one.full_name}, {' '.join(one.position.split())}") for number, one in self._signers.items()
        ]
        self.signer.choices = [*named, ("", gettext("Nobody yet"))]
        return self

    def facts(self) -> LetterFacts:
        """What was typed."""
        answer_by: date | None = self.answer_by.data
        return LetterFacts(
            answer_by=answer_by,
            words=(self.words.data or "").strip(),
            signer=self._signers.get(self.signer.data or ""),
        )
