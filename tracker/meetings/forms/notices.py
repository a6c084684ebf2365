"""Forms of notices: what stands around their sections, a section, issuing, a point that is replaced."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.core import clock
from tracker.core.forms import Form, VersionedForm
from tracker.core.numbers import RecordNumberField, WholeNumberField
from tracker.documents.fields import SignerSelect
from tracker.documents.models import Signer
from tracker.documents.rules import NumberTaken, RegisterNeeded
from tracker.meetings.labels import SECTION_LEVEL
from tracker.meetings.models import Conclusion, Notice, SectionLevel
from tracker.meetings.rules import ConclusionNeedsUnit, ConclusionNeedsWords
from tracker.meetings.rules.issuing import IssuedAhead, IssuedBeforeMeeting, NoticeNeedsSigner
from tracker.meetings.services.issuing import IssueFacts
from tracker.office.fields import DayField
from tracker.plans.rules import in_force
from tracker.plans.rules.cells import (
    BelowNothing,
    MoreThanAll,
    NotAFigure,
    NotAPercent,
    ReadsTwoWays,
    TooLargeAFigure,
    TooManyDecimals,
    read_figure,
)
from tracker.tasks.fields import AddresseeChoices, AddresseesField, DeadlineField
from tracker.tasks.models import Part
from tracker.tasks.rules import GroupIsEmpty

MAX_WORDS = 5000
_WORDS = _l("Write what it says.")


class NoticeForm(VersionedForm):
    """Subject, opening, closing, recipients, signer."""

    subject = TextAreaField(
        _l("Subject of the document"), [DataRequired(_l("Say what the notice is about.")), Length(max=1000)]
    )
    opening = TextAreaField(_l("Opening"), [Optional(), Length(max=MAX_WORDS)])
    closing = TextAreaField(_l("Closing sentence"), [Optional(), Length(max=MAX_WORDS)])
    recipients = TextAreaField(_l("Recipients"), [Optional(), Length(max=MAX_WORDS)])
    signer = SignerSelect()

    @classmethod
    def of(cls, notice: Notice, signers: Sequence[Signer]) -> "NoticeForm":
        """As it opens."""
        form = cls(formdata=None, obj=notice, signer=str(notice.signer_id or ""))
        form.offer(signers)
        return form

    def offer(self, signers: Sequence[Signer]) -> None:
        """Set who may sign."""
        self.signer.offer(signers)

    def facts(self) -> dict[str, Any]:
        """What was typed, as the services take it."""
        lines = ("opening", "closing", "recipients")
        return {
            "subject": " ".join(self.subject.data.split()),
            "signer": self.signer.chosen,
            **{name: (self[name].data or "").replace("\r\n", "\n").strip() for name in lines},
        }


class SectionForm(VersionedForm):
    """A section: how it stands, and what it says."""

    beside: ClassVar = {ConclusionNeedsWords: "words"}
    level = SelectField(_l("How it stands"), coerce=int)
    words = TextAreaField(_l("Words of the section"), [DataRequired(_WORDS), Length(max=MAX_WORDS)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.level.choices = [(level.value, gettext(label)) for level, label in SECTION_LEVEL.items()]

    def facts(self) -> dict[str, Any]:
        """What was typed, as the services take it."""
        return {"words": self.words.data.replace("\r\n", "\n"), "level": SectionLevel(self.level.data)}


class IssueForm(Form):
    """Number, day and signer. `stamp` is that of the wording which the person has read."""

    beside: ClassVar = {
        NumberTaken: "number",
        RegisterNeeded: "number",
        NoticeNeedsSigner: "signer",
        IssuedBeforeMeeting: "issued_on",
        IssuedAhead: "issued_on",
    }
    stamp = HiddenField()
    number = WholeNumberField(
        _l("Number, where the paper was numbered elsewhere"),
        *(1, 99_999, _l("Enter a number from 1 to 99999.")),
        validators=[Optional()],
    )
    issued_on = DayField(_l("Day of the notice"), [InputRequired(_l("Enter the day of the notice."))])
    signer = SignerSelect()

    def offer(self, signers: Sequence[Signer]) -> None:
        """Set who may sign."""
        self.signer.offer(signers)

    def facts(self) -> IssueFacts:
        """What was typed, as the service takes it."""
        assert self.issued_on.data is not None, "the form asks for it"
        return IssueFacts(
            number=self.number.data,
            issued_on=self.issued_on.data,
            signer=self.signer.chosen,
            stamp=self.stamp.data or "",
        )


class ReplaceForm(Form):
    """A point as a correction says it from now on. `point` is the conclusion that it replaces."""

    beside: ClassVar = {
        ConclusionNeedsWords: "text",
        ConclusionNeedsUnit: "addressed",
        GroupIsEmpty: "addressed",
        **dict.fromkeys(
            (NotAFigure, BelowNothing, TooManyDecimals, TooLargeAFigure, ReadsTwoWays, NotAPercent, MoreThanAll),
            "figure",
        ),
    }
    point = RecordNumberField(validators=[InputRequired()])
    text = TextAreaField(_l("Conclusion"), [DataRequired(_WORDS), Length(max=MAX_WORDS)])
    addressed = AddresseesField(_l("Who carries it out"), [Optional()])
    due = DeadlineField(_l("Deadline"), [Optional(), Length(max=300)])
    figure = StringField(_l("Figure of the target from now on"), [Optional(), Length(max=40)])

    def offer(self, choices: AddresseeChoices, point: Conclusion) -> None:
        """Set what can be ticked; of a point that changes a target, its figure is read in that one's measure."""
        self.choices = choices
        self.addressed.offer(choices)
        self._target = point.target

    def facts(self) -> dict[str, Any]:
        """What was typed, as the services take it. Raises what figures raise."""
        return {
            "text": self.text.data.strip(),
            "addressed": self.addressed.addressed(self.choices, Part.IMPLEMENT),
            "due_on": self.due.due,
            "due_words": (self.due.data or "").strip(),
            "figure": self._figure(),
        }

    def _figure(self) -> Decimal | None:
        typed = (self.figure.data or "").strip()
        if self._target is None or not typed:
            return None
        return read_figure(typed, measure=in_force(self._target, clock.today()).measure, goal=Decimal())


class PointForm(Form):
    """A point that is withdrawn."""

    point = RecordNumberField(validators=[InputRequired()])
