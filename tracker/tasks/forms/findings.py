"""What an inspection found, and the task that it becomes."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.forms import Doubting, Form, VersionedForm
from tracker.office.models import Unit
from tracker.tasks.fields import DeadlineField
from tracker.tasks.rules import DueIsPast, doubts_of_due, due_kind_of
from tracker.tasks.rules.findings import FindingNeedsWords
from tracker.tasks.services import Remedy

MAX_WORDS = 5000


class _OfUnit(Form):
    """A form that says which unit it is about."""

    unit = SelectField(_l("Unit"), coerce=int)
    _units: Mapping[int, Unit] = {}

    def offer(self, units: Iterable[Unit]) -> None:
        """Set the units that can be chosen."""
        self._units = {unit.id: unit for unit in units}
        self.unit.choices = [(unit.id, unit.name) for unit in self._units.values()]

    @property
    def chosen(self) -> Unit:
        """The unit behind what was chosen."""
        return self._units[self.unit.data]


class FindingForm(_OfUnit, VersionedForm):
    """At which unit, and what."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {FindingNeedsWords: "text"}
    text = TextAreaField(
        _l("What was found"), [DataRequired(_l("Write in a few words what was found.")), Length(max=MAX_WORDS)]
    )


class RemedyForm(_OfUnit, Doubting):
    """The task that a finding becomes; its source is the inspection's."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {DueIsPast: "due"}
    title = StringField(_l("Task"), [InputRequired(_l("Say what is to be done.")), Length(max=300)])
    text = TextAreaField(_l("In full"), [Optional(), Length(max=20000)])
    due = DeadlineField(_l("Deadline"), [Optional(), Length(max=300)])

    def is_sure(self, today: date) -> bool:
        """Whether nothing is unusual, or the person has seen what is."""
        due = self.due.due
        return due is None or self.sure_of(doubts_of_due(due, quarter=None, year=due.year, today=today))

    def remedy(self) -> Remedy:
        """What was typed, as the service takes it."""
        return Remedy(
            title=(self.title.data or "").strip(),
            text=self.text.data or "",
            unit=self.chosen,
            due_on=self.due.due,
            due_kind=due_kind_of(self.due.read),
            due_words=self.due.data or "",
        )
