"""Forms of pilots."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.forms import Form, VersionedForm
from tracker.core.numbers import WholeNumberField
from tracker.core.problems import said
from tracker.office.fields import DayField, words_of
from tracker.office.models import Unit
from tracker.pilots.amounts import NotAnAmount, read_amount, written
from tracker.pilots.labels import EFFECT, SOURCE, options
from tracker.pilots.models import Effect, FundingSource
from tracker.pilots.queries import Found
from tracker.pilots.rules import (
    FIRST_YEAR,
    LAST_YEAR,
    BeganLater,
    ForeignOrigin,
    NoSuchYear,
    NotBornThen,
    PilotNeedsReason,
    RegisteredForThatYear,
    ReviewNeedsWords,
    UnitCannotRegister,
    UnitHasThisPilot,
)
from tracker.pilots.services import PilotFacts

MOST_WORDS = 5000
MOST_HOUSEHOLDS = 100_000
BESIDE: dict[type[RuleBroken], str] = {
    NoSuchYear: "year",
    RegisteredForThatYear: "year",
    NotBornThen: "year",
    UnitHasThisPilot: "name",
    UnitCannotRegister: "unit",
    ForeignOrigin: "origin",
    BeganLater: "began_on",
    PilotNeedsReason: "words",
    ReviewNeedsWords: "words",
    NotAnAmount: "amount",
}


class YearField(WholeNumberField):
    """A year with four digits."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        words = _l("Write the year with four digits, from %(first)s to %(last)s.", first=FIRST_YEAR, last=LAST_YEAR)
        super().__init__(label, FIRST_YEAR, LAST_YEAR, words, validators=[InputRequired(words)], **kwargs)


class AmountField(StringField):
    """Money as people write it; `data` keeps the words, `amount` is in đồng."""

    data: Any
    amount: Decimal | None = None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep the words; read the amount."""
        super().process_formdata(valuelist)
        self.data = (self.data or "").strip()
        if self.data:
            try:
                self.amount = read_amount(self.data)
            except NotAnAmount as refusal:
                raise ValueError(said(refusal)) from None

    def _value(self) -> str:
        return written(self.data) if isinstance(self.data, Decimal) else self.data or ""


class PilotForm(VersionedForm):
    """What a pilot is."""

    beside = BESIDE
    name = StringField(_l("Name"), [DataRequired(_l("Say what the pilot is called.")), Length(max=300)])
    place = StringField(_l("Village, place"), [Optional(), Length(max=200)])
    households = WholeNumberField(
        _l("Households that take part"),
        0,
        MOST_HOUSEHOLDS,
        _l("Enter a whole number from 0 to %(max)s.", max=MOST_HOUSEHOLDS),
        validators=[Optional()],
    )
    began_on = DayField(_l("Runs since"), [Optional()])
    description = TextAreaField(_l("What is done there"), [Optional(), Length(max=MOST_WORDS)])

    def validate_began_on(self, field: DayField) -> None:
        """A day of our time."""
        if field.data is not None and not date(FIRST_YEAR, 1, 1) <= field.data <= date(LAST_YEAR, 12, 31):
            raise ValidationError(said(NoSuchYear(first=FIRST_YEAR, last=LAST_YEAR)))

    @property
    def facts(self) -> PilotFacts:
        """What was typed."""
        return PilotFacts(
            name=words_of(self.name),
            place=words_of(self.place),
            households=self.households.data,
            began_on=self.began_on.data,
            description=(self.description.data or "").strip(),
        )


class NewPilotForm(PilotForm):
    """A pilot of a unit for a year. Where it is replicated, `origin` searches, and `origin_id` chooses."""

    unit = SelectField(_l("Unit"), coerce=int)
    year = YearField(_l("For the year"))
    origin = StringField(_l("Replicated from"), [Optional(), Length(max=300)])
    origin_id = RadioField(_l("Pilots found"), coerce=int, validate_choice=False)

    def offer(self, units: Sequence[Unit], found: Sequence[Found] = ()) -> None:
        """Set what can be chosen."""
        self.unit.choices = [(unit.id, unit.name) for unit in units]
        self.origin_id.choices = [(one.id, f"{one.name} · {one.unit}") for one in found]

    @property
    def wanted_origin(self) -> int | None:
        """The one that was chosen, or the only one that was found."""
        known = [value for value, _label in self.origin_id.choices]
        if self.origin_id.data in known:
            return int(self.origin_id.data)
        return known[0] if len(known) == 1 else None


class ConversionForm(PilotForm):
    """What a pilot is made into, and why."""

    year = YearField(_l("For the year"))
    words = TextAreaField(
        _l("Why it is converted"), [DataRequired(_l("Write why the pilot is converted.")), Length(max=MOST_WORDS)]
    )


class EndForm(Form):
    """Why it ends."""

    beside = BESIDE
    words = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Write why the pilot ends, so that others can learn from it.")), Length(max=MOST_WORDS)],
    )


class YearForm(Form):
    """A further year."""

    beside = BESIDE
    year = YearField(_l("Year"))


class FundingForm(VersionedForm):
    """What a source gives in a year."""

    beside = BESIDE
    year = YearField(_l("Year"))
    source = SelectField(_l("Source"), choices=lambda: options(SOURCE))
    amount = AmountField(_l("Amount, đồng"), [DataRequired(_l("Enter the amount.")), Length(max=60)])
    words = StringField(_l("Note"), [Optional(), Length(max=200)])

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed."""
        return {
            "year": self.year.data,
            "source": FundingSource(self.source.data),
            "amount": self.amount.amount,
            "words": words_of(self.words),
        }


class ReviewForm(VersionedForm):
    """How well a pilot works in a quarter."""

    beside = BESIDE
    effect = RadioField(
        _l("Effect"), [InputRequired(_l("Choose how well the pilot works."))], choices=lambda: options(EFFECT)
    )
    words = TextAreaField(_l("What was found, what is to be done"), [Optional(), Length(max=MOST_WORDS)])

    @property
    def facts(self) -> dict[str, Any]:
        """What was typed."""
        return {"effect": Effect(self.effect.data), "words": self.words.data or ""}
