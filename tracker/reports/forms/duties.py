"""The form of a duty to report, and those of its end and of exemptions from it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.formats import period
from tracker.core.forms import Form, VersionedForm
from tracker.core.numbers import WholeNumberField
from tracker.core.periods import Period, PeriodKind, periods_of
from tracker.office.fields import DayField, words_of
from tracker.office.models import Unit, UnitGroup
from tracker.reports import labels
from tracker.reports.models import DueRule, Frequency, ReportDuty, Window
from tracker.reports.rules.duties import DutyFacts, DutyNeedsUnit, ExemptAlready, NotOwedBy, ReasonNeeded
from tracker.reports.rules.shipped import form_called, shipped_forms
from tracker.reports.rules.windows import (
    MOST_DAYS,
    DueBeforeFiguresClose,
    DueDayMissing,
    EndsBeforeItBegins,
    NoSuchDayOfMonth,
    NoSuchPeriod,
)
from tracker.tasks.fields import AddresseeChoices, AddresseesField
from tracker.tasks.models import Part

MOST_WORDS = 5000
BESIDE: Mapping[type[RuleBroken], str] = {
    DutyNeedsUnit: "to",
    NoSuchPeriod: "first_period",
    EndsBeforeItBegins: "last_period",
    DueDayMissing: "due_on",
    NoSuchDayOfMonth: "due_days",
    DueBeforeFiguresClose: "due_days",
    ReasonNeeded: "words",
    ExemptAlready: "unit",
    NotOwedBy: "unit",
}
GROUP_OF_PERIODS = {
    PeriodKind.QUARTER: _l("Quarters"),
    PeriodKind.MONTH: _l("Months"),
    PeriodKind.HALF_YEAR: _l("Half-years"),
    PeriodKind.NINE_MONTHS: _l("Nine months"),
    PeriodKind.YEAR: _l("Years"),
}


def periods_to_choose(years: Iterable[int]) -> dict[str, list[tuple[str, str]]]:
    """All periods of some years, by kind, as a list to choose from."""
    return {
        str(label): [(str(one), period(one)) for year in sorted(set(years)) for one in periods_of(year, kind)]
        for kind, label in GROUP_OF_PERIODS.items()
    }


class DutyForm(VersionedForm):
    """What is to be reported, by whom, to whom, for which periods, by when."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = BESIDE
    name = StringField(_l("What is to be reported"), [DataRequired(_l("Say what is reported.")), Length(max=300)])
    about = StringField(_l("Of what, where it is owed once"), [Optional(), Length(max=100)])
    text = TextAreaField(_l("In full"), [Optional(), Length(max=20000)])
    to = AddresseesField(_l("Who reports"), validators=[InputRequired(_l(DutyNeedsUnit.message))])
    receiver = StringField(_l("To whom"), [Optional(), Length(max=200)])
    through = SelectField(_l("Through whom"), default="")
    frequency = SelectField(_l("How often"), choices=lambda: labels.options(labels.FREQUENCY))
    first_period = SelectField(_l("From the period"))
    last_period = SelectField(_l("Until the period"), default="")
    window = SelectField(_l("Days of the figures"), choices=lambda: labels.options(labels.WINDOW))
    due_rule = SelectField(_l("Due"), choices=lambda: labels.options(labels.DUE_RULE))
    due_days = WholeNumberField(
        _l("Working days, or which day of the month"),
        0,
        MOST_DAYS,
        _l("Enter a whole number from 0 to %(max)s.", max=MOST_DAYS),
        validators=[Optional()],
    )
    due_on = DayField(_l("Fixed day"), [Optional()])
    document = SelectField(_l("Source document"), default="")
    clause = StringField(_l("Clause"), [Optional(), Length(max=400)])

    def offer(self, choices: AddresseeChoices, sources: Sequence[tuple[str, str]], years: Iterable[int]) -> None:
        """Set what can be chosen; the years are those of the periods."""
        periods = periods_to_choose(years)
        self._choices = choices
        self.to.offer(choices)
        units = [pair for pair in choices.pairs if pair[0].startswith("unit-")]
        self.through.choices = [("", gettext("Nobody: straight to the standing staff")), *units]
        self.first_period.choices = periods
        self.last_period.choices = {gettext("Going on"): [("", gettext("It goes on"))], **periods}
        self.document.choices = [("", gettext("No document")), *sources]

    @property
    def document_id(self) -> int | None:
        """The document that was chosen."""
        return int(self.document.data) if self.document.data else None

    @property
    def addressed(self) -> list[Unit | UnitGroup]:
        """Who was ticked."""
        chosen = self.to.addressed(self._choices, Part.IMPLEMENT)
        return [one for both in chosen for one in (both.group, both.unit) if one is not None]

    @property
    def through_unit(self) -> Unit | None:
        """Whom it goes through."""
        return self._choices.addressed(self.through.data, Part.IMPLEMENT).unit if self.through.data else None

    def facts(self) -> DutyFacts:
        """What was typed, as the service takes it. Who saves it has read the day: it is inferred no more."""
        rule = DueRule(self.due_rule.data)
        counted = rule in (DueRule.AFTER_WINDOW, DueRule.AFTER_PERIOD, DueRule.DAY)
        return DutyFacts(
            name=words_of(self.name),
            about=words_of(self.about),
            text=(self.text.data or "").strip(),
            receiver=words_of(self.receiver),
            frequency=Frequency(self.frequency.data),
            window=Window(self.window.data),
            first_period=self.first_period.data,
            last_period=self.last_period.data,
            due_rule=rule,
            due_days=(self.due_days.data or 0) if counted else 0,
            due_on=self.due_on.data,
            clause=words_of(self.clause),
        )


class NewDutyForm(DutyForm):
    """A duty to lay on units, with one of the forms that the tracker brings."""

    shipped = SelectField(_l("What the report asks"), default="")

    def offer(self, choices: AddresseeChoices, sources: Sequence[tuple[str, str]], years: Iterable[int]) -> None:
        """The forms too."""
        super().offer(choices, sources, years)
        self.shipped.choices = [("", gettext("The form that fits its name"))]
        self.shipped.choices += [(one.key, one.name) for one in shipped_forms()]

    @property
    def asked(self) -> Sequence[Any]:
        """What the chosen form asks; nothing where the name decides."""
        chosen = form_called(self.shipped.data)
        return chosen.items if chosen is not None else ()


class EndDutyForm(Form):
    """Why it ends."""

    beside = BESIDE
    words = TextAreaField(_l("Reason"), [DataRequired(_l(ReasonNeeded.message)), Length(max=MOST_WORDS)])


class ExemptForm(EndDutyForm):
    """Which unit need not report, for which period."""

    unit = SelectField(_l("Unit"), coerce=int)
    period = SelectField(_l("For the period"), default="")

    def offer(self, duty: ReportDuty, units: Sequence[Unit], years: Iterable[int]) -> None:
        """Set what can be chosen: who owes it, and the duty's own periods."""
        first = Period.parse(duty.first_period)
        own = [one for year in sorted(set(years)) for one in periods_of(year, first.kind)]
        self.unit.choices = [(unit.id, unit.name) for unit in units]
        self.period.choices = [("", gettext("All that is not due yet, and all to come"))]
        self.period.choices += [(str(one), period(one)) for one in own if one.first_day >= first.first_day]
