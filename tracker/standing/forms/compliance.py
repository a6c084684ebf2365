"""A list is drafted, sent, corrected and locked; an entry is added, replied to and decided."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.core import clock
from tracker.core.errors import RuleBroken
from tracker.core.forms import Form, VersionedForm
from tracker.core.workdays import WorkCalendar
from tracker.documents.accepting import TAKEN
from tracker.documents.fields import SignerSelect
from tracker.office.fields import DayField, words_of
from tracker.reports.rules.moves import late_days
from tracker.standing import labels
from tracker.standing.models import Breach, ComplianceEntry, Decision
from tracker.standing.rules.compliance import (
    CorrectInstead,
    ListMadeAlready,
    PeriodNotBegun,
    ReplyDayNeeded,
    ReplyNeedsWords,
    UnitNotHeard,
    WhyNeeded,
)
from tracker.standing.rules.entries import Told
from tracker.tasks.forms.evidence import EvidenceField

MAX_WORDS = 5000
MAX_TITLE = 500
_NOT_DONE = (Breach.REPORT_MISSING, Breach.PART_OVERDUE)


class DraftForm(Form):
    """Of which period a list is drafted."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = dict.fromkeys(
        (ListMadeAlready, CorrectInstead, PeriodNotBegun), "period"
    )
    period = SelectField(_l("Period"))
    words = TextAreaField(_l("Words above the list"), [Optional(), Length(max=MAX_WORDS)])

    def offer(self, periods: Sequence[tuple[str, str]]) -> "DraftForm":
        """Set the periods that can be chosen."""
        self.period.choices = list(periods)
        return self


class CorrectForm(Form):
    """Why a locked list is corrected."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {WhyNeeded: "words"}
    words = TextAreaField(_l("Why the list is corrected"), [Length(max=MAX_WORDS)])


class SendForm(Form):
    """Until when the units may reply."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {ReplyDayNeeded: "reply_by"}
    reply_by = DayField(_l("Units reply until"), [InputRequired()])


class LockForm(Form):
    """What the chair had before them, by its hash; and who signs the notice."""

    stamp = HiddenField(validators=[Length(max=64)])
    signer = SignerSelect()


class EntryForm(Form):
    """Something that no record tells."""

    unit = SelectField(_l("Unit"), [DataRequired(_l("Choose the unit."))], coerce=int, default=0)
    breach = SelectField(_l("What was not kept"))
    title = StringField(_l("Which report or task"), [InputRequired(), Length(max=MAX_TITLE)])
    due_on = DayField(_l("Due"), [InputRequired()])
    done_on = DayField(_l("Done on"), [Optional()])

    def offer(self, units: Iterable[tuple[int, str]]) -> "EntryForm":
        """Set the units that can be chosen."""
        self.unit.choices = [(0, gettext("Choose")), *units]  # no unit stands there unless it was meant
        self.breach.choices = labels.options(labels.BREACH)
        return self

    def validate_due_on(self, field: DayField) -> None:
        """What can still be done in time stands on no list."""
        if field.data is not None and field.data >= clock.today():
            raise ValidationError(gettext("It can still be done in time: only what was due before today is put here."))

    def validate_done_on(self, field: DayField) -> None:
        """What was done in time stands on no list, and nothing was done on a day to come."""
        if field.data is not None and self.due_on.data is not None and field.data <= self.due_on.data:
            raise ValidationError(gettext("Done by the day it was due, nothing was late. Mend one of the two days."))
        if field.data is not None and field.data > clock.today():
            raise ValidationError(gettext("This day is still to come. Leave it empty where it has not been done yet."))
        if field.data is not None and self.breach.data in _NOT_DONE:
            raise ValidationError(
                gettext("What is missing or overdue was not done: leave the day empty, or mend above.")
            )

    def told(self, *, today: date, calendar: WorkCalendar) -> Told:
        """What it says."""
        due_on, done_on = self.due_on.data, self.done_on.data
        return Told(
            unit_id=self.unit.data,
            unit_name=dict(self.unit.choices)[self.unit.data],
            breach=Breach(self.breach.data),
            title=words_of(self.title),
            due_on=due_on,
            done_on=done_on,
            days_late=late_days(due_on, done_on or today, calendar),
        )


class ReplyForm(Form):
    """What a unit says to an entry, with what shows it."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {ReplyNeedsWords: "words"}
    words = TextAreaField(_l("What the unit says to this"), [Length(max=MAX_WORDS)])
    files = EvidenceField(_l("Evidence"), [Optional()], render_kw={"accept": TAKEN})


class DecideForm(VersionedForm):
    """What becomes of an entry."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {WhyNeeded: "words", UnitNotHeard: "decision"}
    decision = RadioField(_l("Decision"))
    words = TextAreaField(_l("Reason"), [Length(max=MAX_WORDS)], id="why")  # a late reply is taken in on the same page

    def offer(self, decisions: Iterable[Decision]) -> "DecideForm":
        """Set what can be decided now."""
        named = dict(labels.options(labels.DECISION))
        self.decision.choices = [(one.value, named[one.value]) for one in decisions]
        return self

    @classmethod
    def of(cls, entry: ComplianceEntry, decisions: Iterable[Decision]) -> "DecideForm":
        """The form over what is decided now."""
        given = {"decision": entry.decision.value, "words": entry.decided_words, "version": entry.version}
        return cls(formdata=None, **given).offer(decisions)
