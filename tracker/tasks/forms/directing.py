"""What those who direct a task say when they stop it, or share it out anew."""

from collections.abc import Mapping
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.forms import Form
from tracker.office.fields import DayField
from tracker.tasks import labels
from tracker.tasks.fields import AddresseeChoices, DeadlineField
from tracker.tasks.models import Assignment, Part
from tracker.tasks.rules import DueBeforeStart, EventIsAhead, GroupIsEmpty, LeadIsThere, ReasonNeeded, UnitHasPart
from tracker.tasks.services import Addressed

MAX_WORDS = 5000


class ReasonForm(Form):
    """Why a task is suspended or dropped."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {ReasonNeeded: "words"}
    words = TextAreaField(_l("Reason"), [Length(max=MAX_WORDS)])


class TakeForm(ReasonForm):
    """Why a part is taken from its unit, and whether those of later periods go too."""

    later_too = BooleanField(_l("What it owes for later periods as well"), default=True)

    def narrow(self, part: Assignment) -> None:
        """Ask of later periods only where the unit has some."""
        if not any(p.unit_id == part.unit_id and p.period_end > part.period_end for p in part.task.assignments):
            del self.later_too

    @property
    def takes_later(self) -> bool:
        """Whether later periods go along."""
        return bool(self.later_too and self.later_too.data)


class ReassignForm(TakeForm):
    """Which unit does it instead."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {ReasonNeeded: "words", UnitHasPart: "unit"}
    unit = SelectField(_l("Unit that does it from now on"), coerce=int)

    def offer(self, pairs: list[tuple[int, str]]) -> None:
        """Set the units that can be chosen."""
        self.unit.choices = pairs


class ShareForm(Form):
    """A further unit, or a group, and its part."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {
        UnitHasPart: "addressed",
        GroupIsEmpty: "addressed",
        LeadIsThere: "part",
    }
    addressed = SelectField(_l("Unit or group of units"))
    part = SelectField(_l("What the unit does"), default=Part.COORDINATE.value)

    def offer(self, choices: AddresseeChoices) -> None:
        """Set who can be addressed."""
        self.addressed.choices = choices.pairs
        self.part.choices = labels.options(labels.PART)

    def chosen(self, choices: AddresseeChoices) -> Addressed:
        """Who was chosen, and for what."""
        return choices.addressed(self.addressed.data, Part(self.part.data))


class EventForm(Form):
    """When the event came that a deadline waits for, and the deadline that follows."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {EventIsAhead: "on", DueBeforeStart: "due"}
    on = DayField(_l("Day on which it came"), [InputRequired(_l("Say on which day it came."))])
    due = DeadlineField(_l("Deadline"), [Optional(), Length(max=300)])
