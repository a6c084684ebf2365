"""Forms of a target and of what changes it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.formats import figure
from tracker.core.forms import Form, VersionedForm
from tracker.core.problems import said
from tracker.office.fields import DayField
from tracker.plans import labels
from tracker.plans.models import Comparator, CountedBy, Target
from tracker.plans.rules import (
    AmendedThatDay,
    AmendmentBeforeTarget,
    AmendmentNeedsSource,
    Demands,
    EndNeedsWords,
    PercentIsNotCounted,
)
from tracker.plans.rules.cells import read_figure
from tracker.plans.services import TargetFacts

BESIDE: Mapping[type[RuleBroken], str] = {
    PercentIsNotCounted: "counted_by",
    AmendmentBeforeTarget: "since",
    AmendedThatDay: "since",
    AmendmentNeedsSource: "document",
    EndNeedsWords: "words",
}
ANY_GOAL = Decimal(10**9)  # a goal itself may ask for more than 100 %: of growth


class TermsForm(VersionedForm):
    """What a target demands."""

    text = TextAreaField(_l("Target"), [DataRequired(_l("Say what is to be reached.")), Length(max=5000)])
    comparator = SelectField(_l("Compared"))
    value = StringField(_l("Figure"), [InputRequired(_l("Enter the figure."))])
    measure = StringField(_l("Unit of measure"), [DataRequired(_l("Say what is counted, or %.")), Length(max=60)])
    population = StringField(_l("Of whom"), [Optional(), Length(max=400)])

    def __init__(self, terms: Demands | None = None, **given: Any) -> None:
        if terms is not None:
            given = {"formdata": None, "obj": terms, "value": figure(terms.value), **given}
        super().__init__(**given)
        self.comparator.choices = labels.options(labels.COMPARATOR)

    def validate_value(self, field: Field) -> None:
        """A number as people here write it, with or without the % that the measure says."""
        measure = " ".join((self.measure.data or "").split())
        try:
            self._figure = read_figure(field.data, measure=measure, goal=ANY_GOAL)
        except RuleBroken as refusal:
            raise ValidationError(said(refusal)) from None
        if self._figure is None:
            raise ValidationError(gettext("Enter the figure."))

    def facts(self) -> TargetFacts:
        """What was typed, once it was found valid."""
        return TargetFacts(
            text=" ".join(self.text.data.split()),
            comparator=Comparator(self.comparator.data),
            value=self._figure or Decimal(0),
            measure=" ".join(self.measure.data.split()),
            population=" ".join((self.population.data or "").split()),
            counted_by=self._counted_by(),
        )

    def _counted_by(self) -> CountedBy | None:
        return None


class TargetForm(TermsForm):
    """A target as it is set."""

    counted_by = SelectField(_l("Who counts it"))
    beside = BESIDE

    def __init__(self, target: Target | None = None, **given: Any) -> None:
        if target is not None:
            given = {"counted_by": target.counted_by or "", **given}
        super().__init__(target, **given)
        counted = [(value.value, gettext(label)) for value, label in labels.COUNTED_BY.items()]
        self.counted_by.choices = [("", gettext("Units and staff type what was measured"))]
        self.counted_by.choices += [
            (value, gettext("The tracker counts %(what)s", what=what)) for value, what in counted
        ]

    def _counted_by(self) -> CountedBy | None:
        return CountedBy(self.counted_by.data) if self.counted_by.data else None


class AmendmentForm(TermsForm):
    """What a document changes, and from which day on."""

    since = DayField(_l("From which day on"), [InputRequired(_l("Write the day like 30/09/2026."))])
    document = SelectField(_l("Document"), coerce=int, default=0)
    words = StringField(_l("Who decided it, where no document did"), [Optional(), Length(max=400)])
    reallocated = BooleanField(_l("It also shares the target out anew among the units"))
    beside = BESIDE

    def offer(self, documents: Sequence[tuple[int, str]]) -> "AmendmentForm":
        """The programme's documents, newest first."""
        self.document.choices = [(0, gettext("None: said in words")), *documents]
        return self


class EndForm(Form):
    """Why something ends."""

    words = TextAreaField(_l("Reason"), [Length(max=1000)])
    beside = BESIDE
