"""The line that is typed while the chair speaks, and what an addressee answers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.core import clock
from tracker.core.errors import N_, RuleBroken
from tracker.core.forms import Form
from tracker.core.numbers import RecordNumberField
from tracker.core.problems import said
from tracker.meetings.dictation import Changed, Dictated, read_change, read_line
from tracker.meetings.forms.conclusions import MAX_WORDS, Offered, PointForm, figure_of
from tracker.meetings.models import ConclusionKind
from tracker.meetings.rules.answers import DisagreementNeedsWords
from tracker.meetings.services import ConclusionFacts
from tracker.office.naming import NameBook
from tracker.plans.queries.amendable import Amendable
from tracker.plans.rules.likeness import best_match
from tracker.tasks import services as tasks
from tracker.tasks.fields import AddresseeChoices
from tracker.tasks.models import Part
from tracker.tasks.services import Addressed

MOST_SAID = 1000


class NoSuchUnit(RuleBroken):
    """A line begins with a name that no unit or group of the programme has."""

    message = N_("Nobody in this programme is called %(names)s. Mend the name, or tick the units below.")


class NewConclusionForm(PointForm):
    """One line typed as the chair speaks; it may say by itself what it becomes, whom it addresses and until when.

    What is ticked or typed in its own field goes first. `left_out` are units ("unit-3") of those that it names.
    """

    text = StringField(_l("Conclusion"), [DataRequired(_l("Write what the chair concludes.")), Length(max=MAX_WORDS)])
    left_out = SelectMultipleField(_l("Left out"), [Optional()], validate_choice=False)
    read: Dictated[str]
    change: Changed[str] = Changed("")
    changed: Amendable | None = None

    def offer(self, offered: Offered) -> None:
        """Set what can be chosen; where nothing is said of its kind it is read from the words."""
        super().offer(offered)
        self.kind.choices = [("", gettext("As it reads")), *self.kind.choices]

    def understand(self, names: NameBook) -> bool:
        """Take the line apart where nobody is ticked or no deadline is typed; False, with words, where it misleads."""
        find = self._finder(names)
        try:
            self.read = read_line(
                self.text.data,
                find=find,
                names_units=not self.addressed.data,
                since=None if self.due.data else clock.today(),
                kind=ConclusionKind(self.kind.data) if self.kind.data else None,
            )
            if self.read.kind is ConclusionKind.AMENDMENT:
                self._understand_change(find)
            unknown = self.read.unknown + self.change.unknown
            if unknown:
                raise NoSuchUnit(names=", ".join(f"“{name}”" for name in unknown))
            self._facts = self._gather()
        except RuleBroken as refusal:
            self.text.errors = [said(refusal)]
            return False
        return True

    def facts(self) -> ConclusionFacts:
        """What was typed and understood, as the services take it."""
        return self._facts

    def _gather(self) -> ConclusionFacts:
        read, deadline = self.read, self.read.deadline
        facts = ConclusionFacts(
            text=read.text,
            kind=read.kind,
            addressed=self._addressed(),
            due_on=deadline.due if deadline is not None else self.due.due,
            due_words=(deadline.words if deadline is not None else read.due_words) or (self.due.data or "").strip(),
            number=(self.number.data or "").strip(),
            through=self.offered.unit(read.through),
            frequency=read.frequency,
            agenda_item=self.item,
        )
        if read.kind is not ConclusionKind.AMENDMENT:
            return facts
        shares = [(self.offered.unit(value), figure_of(typed, self.changed)) for value, typed in self.change.shares]
        return replace(
            facts,
            target=self.changed.target if self.changed is not None else None,
            figure=figure_of(self.change.figure, self.changed),
            allocations={unit.id: figure for unit, figure in shares if unit is not None and figure is not None},
        )

    def _understand_change(self, find: Callable[[str], str | None]) -> None:
        self.offer_targets()
        self.change = read_change(self.text.data, find)
        known = [(one.target.id, one.texts) for one in self.offered.targets]
        likeliest = best_match([self.change.what], known) if self.change.what else None
        self.changed = self.offered.target(self.target.data or str(likeliest or ""))
        self.target.data = str(self.changed.target.id) if self.changed is not None else ""

    def _addressed(self) -> list[Addressed]:
        """Who was ticked, or else named; those whose figures change, where a target is shared out."""
        to = self.offered.to
        values = self.addressed.data or self.read.addressed or tuple(value for value, _ in self.change.shares)
        addressed = [to.addressed(value, Part.IMPLEMENT) for value in values]
        left_out = set(self.left_out.data or ())
        if not addressed or not left_out:
            return addressed
        units = tasks.units_meant(addressed, programme_id=self.offered.programme_id, on=clock.today())
        return [
            Addressed(Part.IMPLEMENT, unit=unit)
            for unit in units
            if AddresseeChoices.value_of(unit_id=unit.id, group_id=None) not in left_out
        ]

    def _finder(self, names: NameBook) -> Callable[[str], str | None]:
        values = {value for value, _ in self.offered.to.pairs}

        def find(name: str) -> str | None:
            named = names.find(name)
            value = named and AddresseeChoices.value_of(unit_id=named.unit_id, group_id=named.group_id)
            return value if value in values else None

        return find


class AnswerForm(Form):
    """A unit's head confirms what they read, or says what the unit disagrees with."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {DisagreementNeedsWords: "words"}
    unit = RecordNumberField(validators=[InputRequired()])
    wording = RecordNumberField(validators=[InputRequired()])
    words = TextAreaField(_l("What the unit disagrees with"), [Optional(), Length(max=MOST_SAID)])
