"""Mending a proposal that addresses nobody: a legal basis, a target, a meeting."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from tracker.core import clock
from tracker.core.errors import RuleBroken
from tracker.core.forms import VersionedForm
from tracker.core.problems import said
from tracker.intake.forms.fields import DocumentDayField, quarter_choices, written
from tracker.intake.matching import Meant
from tracker.intake.models import IntakeItem
from tracker.intake.rules import NeedsQuarter, UnitsNotChosen
from tracker.meetings.rules import ConclusionNeedsUnit, ConclusionNeedsWords
from tracker.plans import labels as plan_labels
from tracker.plans.models import Comparator
from tracker.tasks.fields import AddresseeChoices
from tracker.tasks.rules import GroupIsEmpty, TaskNeedsUnit

Facts = dict[str, Any]
_FIGURE = re.compile(r"[-+]?[0-9]{1,10}([.,][0-9]{1,4})?")
BESIDE: Mapping[type[RuleBroken], str] = {
    TaskNeedsUnit: "leads",
    ConclusionNeedsUnit: "leads",
    UnitsNotChosen: "leads",
    GroupIsEmpty: "leads",
    ConclusionNeedsWords: "text",
    NeedsQuarter: "quarter",
}


class MendForm(VersionedForm):
    """A proposal to mend. What is typed without a year is of the document's.

    `sent` is false where the request carries a button's press and not this form's fields.
    """

    beside = BESIDE

    def __init__(self, item: IntakeItem, *, sent: bool | None = None) -> None:
        self.item = item
        self.of_year = item.intake.year or clock.today().year
        self.sent = self.is_submitted() if sent is None else sent
        if self.sent:
            super().__init__()
        else:
            super().__init__(formdata=None, **{**self.shown(item.proposal), "version": item.version})

    def shown(self, facts: Mapping[str, Any]) -> Facts:
        """The proposal as the fields show it."""
        return dict(facts)

    def facts(self) -> Facts:
        """What was typed, as the proposal keeps it."""
        raise NotImplementedError

    def offer(self, choices: AddresseeChoices, meant: Meant) -> None:
        """Set what can be chosen, from the office."""

    def refuse(self, refusal: RuleBroken) -> None:
        """Put a refusal beside the field that it speaks of."""
        if "joining" in self and refusal_of_joining(refusal, self):
            self["joining"].errors = [*self["joining"].errors, said(refusal)]
        else:
            super().refuse(refusal)


class BasisForm(MendForm):
    """A legal basis."""

    text = TextAreaField(_l("Words"), [InputRequired(_l("Say what it is.")), Length(max=5000)])
    notations = StringField(_l("Numbers of the documents cited"), [Optional(), Length(max=500)])

    def shown(self, facts: Mapping[str, Any]) -> Facts:
        """Numbers on one line."""
        return {"text": facts["text"], "notations": ", ".join(facts["notations"])}

    def facts(self) -> Facts:
        """Numbers as a list."""
        numbers = (number.strip() for number in (self.notations.data or "").replace(";", ",").split(","))
        return {"text": " ".join(self.text.data.split()), "notations": [number for number in numbers if number]}


class TargetForm(MendForm):
    """A target."""

    text = TextAreaField(_l("Words"), [InputRequired(_l("Say what it is.")), Length(max=5000)])
    comparator = SelectField(_l("Compared"))
    value = StringField(_l("Figure"), [InputRequired(_l("Enter the figure."))])
    measure = StringField(_l("Unit of measure"), [InputRequired(_l("Say what is counted, or %.")), Length(max=60)])
    population = StringField(_l("Of whom"), [Optional(), Length(max=400)])

    def shown(self, facts: Mapping[str, Any]) -> Facts:
        """The figure as people here write it."""
        return {**facts, "value": facts["value"].replace(".", ",")}

    def offer(self, choices: AddresseeChoices, meant: Meant) -> None:
        """The ways to compare."""
        self.comparator.choices = [(c.value, gettext(label)) for c, label in plan_labels.COMPARATOR.items()]

    def validate_value(self, field: Field) -> None:
        """A number that the column holds, with a comma or a point."""
        if not _FIGURE.fullmatch(field.data.strip()):
            raise ValidationError(gettext("Enter a number, for example 6,59."))

    def facts(self) -> Facts:
        """The figure as the database keeps it."""
        return {
            "text": " ".join(self.text.data.split()),
            "comparator": Comparator(self.comparator.data).value,
            "value": f"{_number(self.value.data):f}",
            "measure": self.measure.data.strip(),
            "population": " ".join((self.population.data or "").split()),
        }


class MeetingForm(MendForm):
    """A meeting."""

    title = StringField(_l("Meeting"), [InputRequired(_l("Say what meeting it is.")), Length(max=300)])
    quarter = SelectField(_l("Quarter"))
    venue = StringField(_l("Venue"), [Optional(), Length(max=300)])
    date = DocumentDayField(_l("Day"), [Optional()])

    def shown(self, facts: Mapping[str, Any]) -> Facts:
        """Days as people write them."""
        return {**facts, "date": written(facts["date"]), "quarter": facts["quarter"] or ""}

    def offer(self, choices: AddresseeChoices, meant: Meant) -> None:
        """The quarters of the year."""
        self.quarter.choices = quarter_choices(self.of_year, self.item.proposal["quarter"])

    def validate_date(self, field: DocumentDayField) -> None:
        """A day that the calendar has."""
        field.read(self.of_year)

    def facts(self) -> Facts:
        """As the proposal keeps it."""
        return {
            "title": self.title.data.strip(),
            "quarter": self.quarter.data or None,
            "venue": " ".join((self.venue.data or "").split()),
            "date": self.date.day.isoformat() if self.date.day else None,
        }


def refusal_of_joining(refusal: RuleBroken, form: MendForm) -> bool:
    """Whether the names that were not understood are all of those who join in."""
    facts = form.item.proposal
    names = refusal.parameters.get("names", "")
    printed = [name for key in ("leads", "doing") for name in facts.get(key, ())]
    return isinstance(refusal, UnitsNotChosen) and not any(f"“{name}”" in names for name in printed)


def _number(typed: str) -> Decimal:
    return Decimal(typed.strip().replace(",", "."))
