"""Forms of meetings."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from tracker.core import clock
from tracker.core.context import chosen_quarter
from tracker.core.errors import N_, RuleBroken
from tracker.core.forms import VersionedForm
from tracker.core.periods import Quarter, quarters_of
from tracker.core.problems import said
from tracker.meetings.dictation import Dictated, take_apart
from tracker.meetings.rules import ConclusionNeedsUnit, ConclusionNeedsWords, NumberIsTaken
from tracker.office.fields import DayField
from tracker.office.naming import NameBook
from tracker.tasks.fields import AddresseeChoices, AddresseesField, DeadlineField
from tracker.tasks.models import Part
from tracker.tasks.rules import GroupIsEmpty

MAX_WORDS = 5000
BESIDE: dict[type[RuleBroken], str] = {
    ConclusionNeedsUnit: "addressed",
    GroupIsEmpty: "addressed",
    ConclusionNeedsWords: "text",
    NumberIsTaken: "number",
}


class NoSuchUnit(RuleBroken):
    """A line begins with a name that no unit or group of the programme has."""

    message = N_("Nobody in this programme is called %(names)s. Mend the name, or tick the units below.")


class MeetingForm(VersionedForm):
    """What a meeting is called, when and where it is held."""

    title = StringField(_l("Title"), [DataRequired(_l("Say what the meeting is called.")), Length(max=300)])
    quarter = SelectField(_l("Quarter"))
    venue = StringField(_l("Venue"), [Optional(), Length(max=300)])
    day = DayField(_l("Day"), [Optional()], year=lambda: chosen_quarter().year)

    def offer(self, quarter: Quarter) -> None:
        """Set the choices: the quarters of the year around the one in context."""
        self.quarter.choices = [(str(q), q.label) for q in quarters_of(quarter.year)]

    def facts(self) -> dict[str, Any]:
        """What was typed, as the services take it."""
        return {
            "title": self.title.data.strip(),
            "quarter": Quarter.parse(self.quarter.data),
            "venue": self.venue.data or "",
            "held_on": self.day.data,
        }


class ConclusionForm(VersionedForm):
    """A conclusion: its words, whom it addresses, until when."""

    beside = BESIDE
    text = TextAreaField(_l("Conclusion"), [DataRequired(_l("Write what the chair concludes.")), Length(max=MAX_WORDS)])
    addressed = AddresseesField(_l("Who carries it out"), [Optional()])
    due = DeadlineField(_l("Deadline"), [Optional(), Length(max=300)])
    number = StringField(_l("Number"), [Optional(), Length(max=20)])

    def offer(self, choices: AddresseeChoices) -> None:
        """Set what can be ticked."""
        self.choices = choices
        self.addressed.offer(choices)

    def facts(self) -> dict[str, Any]:
        """What was typed, as the services take it."""
        return {
            "text": self.text.data.strip(),
            "addressed": self.addressed.addressed(self.choices, Part.IMPLEMENT),
            "due_on": self.due.due,
            "due_words": (self.due.data or "").strip(),
            "number": (self.number.data or "").strip(),
        }


class NewConclusionForm(ConclusionForm):
    """One line typed as the chair speaks; it may say by itself whom it addresses and until when."""

    text = StringField(_l("Conclusion"), [DataRequired(_l("Write what the chair concludes.")), Length(max=MAX_WORDS)])
    read: Dictated[str]

    def understand(self, names: NameBook) -> bool:
        """Take the line apart where nobody is ticked or no deadline is typed; False, with words, where it misleads."""
        try:
            self.read = self._take_apart(names)
            if self.read.unknown:
                raise NoSuchUnit(names=", ".join(f"“{name}”" for name in self.read.unknown))
        except RuleBroken as refusal:
            self.text.errors = [said(refusal)]
            return False
        return True

    def facts(self) -> dict[str, Any]:
        """What was typed or understood; what was ticked or typed in its own field goes first."""
        facts = super().facts() | {"text": self.read.text}
        if not facts["addressed"]:
            facts["addressed"] = [self.choices.addressed(value, Part.IMPLEMENT) for value in self.read.addressed]
        if self.read.deadline is not None:
            facts |= {"due_on": self.read.deadline.due, "due_words": self.read.deadline.words}
        return facts

    def _take_apart(self, names: NameBook) -> Dictated[str]:
        values = {value for value, _ in self.choices.pairs}

        def find(name: str) -> str | None:
            named = names.find(name)
            value = named and AddresseeChoices.value_of(unit_id=named.unit_id, group_id=named.group_id)
            return value if value in values else None

        return take_apart(
            self.text.data,
            find=None if self.addressed.data else find,
            since=None if self.due.data else clock.today(),
        )
