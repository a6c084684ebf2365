"""The forms that say when people are reminded."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectMultipleField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.forms import VersionedForm
from tracker.core.numbers import WholeNumberField
from tracker.core.owed import OwedKind
from tracker.core.problems import said
from tracker.meetings.fields import ClockField
from tracker.reminders import labels
from tracker.reminders.models import ReminderChoice, ReminderTimes
from tracker.reminders.rules import (
    MOST_DAYS,
    MOST_WEEKS,
    HourIsQuiet,
    LadderOutOfOrder,
    QuietHoursUpsideDown,
    RuleFacts,
    Times,
    read_before,
    steps_above,
)

FEWEST_ENTRIES, MOST_ENTRIES = 5, 200  # of a mail
STEPS = ("head_after", "staff_after", "chair_after")
TIMES = ("send_at", "quiet_from", "quiet_to", "most_entries")
_DAYS = _l("Enter a whole number from 0 to %(max)s.", max=MOST_DAYS)
_FROM_ONE = _l("Enter a whole number from 1 to %(max)s, or leave it empty.", max=MOST_DAYS)


def _days(label: Any, *, least: int = 0) -> WholeNumberField:
    return WholeNumberField(label, least, MOST_DAYS, _FROM_ONE if least else _DAYS, validators=[Optional()])


class RuleForm(VersionedForm):
    """When one kind of thing is reminded of, in working days."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {LadderOutOfOrder: STEPS[-1]}
    before = StringField(_l("Working days before"), [Length(max=60)])
    on_day = BooleanField(_l("On the day itself"))
    after_first = _days(_l("Working days late, first word"))
    again_weeks = WholeNumberField(
        _l("And again every so many weeks"),
        0,
        MOST_WEEKS,
        _l("Enter a whole number from 0 to %(max)s.", max=MOST_WEEKS),
        validators=[Optional()],
    )
    head_after = _days(_l("Head of the unit"), least=1)
    staff_after = _days(_l("Standing staff"), least=1)
    chair_after = _days(_l("Chair or deputy chair"), least=1)

    @classmethod
    def of(cls, kind: OwedKind, facts: RuleFacts, version: int | None) -> "RuleForm":
        """What holds now, to mend."""
        given = {name: getattr(facts, name) for name in ("on_day", "after_first", "again_weeks", *STEPS)}
        form = cls(formdata=None, before=", ".join(map(str, facts.before)), version=version, **given)
        return form.offer(kind)

    def offer(self, kind: OwedKind) -> "RuleForm":
        """Leave out the steps below whoever it is to do."""
        above = [f"{rung}_after" for rung in steps_above(kind)]
        for name in STEPS:
            if name not in above:
                del self[name]
        return self

    def validate_before(self, field: StringField) -> None:
        """A few whole numbers."""
        try:
            read_before(field.data or "")
        except RuleBroken as refusal:
            raise ValidationError(said(refusal)) from None

    def facts(self) -> RuleFacts:
        """What was typed, as the service takes it."""
        steps = {name: self[name].data if name in self else None for name in STEPS}
        return RuleFacts(
            before=read_before(self.before.data or ""),
            on_day=self.on_day.data,
            after_first=self.after_first.data or 0,
            again_weeks=self.again_weeks.data or 0,
            **steps,
        )


class TimesForm(VersionedForm):
    """At what hours the office reminds."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {HourIsQuiet: "send_at", QuietHoursUpsideDown: "quiet_to"}
    send_at = ClockField(_l("The mail of the morning leaves at"), [InputRequired(_l("Enter a time."))])
    quiet_from = ClockField(_l("Quiet from"), [InputRequired(_l("Enter a time."))])
    quiet_to = ClockField(_l("Quiet until"), [InputRequired(_l("Enter a time."))])
    most_entries = WholeNumberField(
        _l("Things that one mail lists at most"),
        FEWEST_ENTRIES,
        MOST_ENTRIES,
        _l("Enter a whole number from %(min)s to %(max)s.", min=FEWEST_ENTRIES, max=MOST_ENTRIES),
        validators=[InputRequired(_l("Enter a number."))],
    )

    @classmethod
    def of(cls, times: Times, row: ReminderTimes | None) -> "TimesForm":
        """What holds now, to mend."""
        return cls(formdata=None, obj=times, version=row.version if row is not None else None)

    def times(self) -> Times:
        """What was typed."""
        typed: dict[str, Any] = {name: self[name].data for name in TIMES}
        return Times(**typed)


class ChoiceForm(VersionedForm):
    """Of what one wants a word before its day, and at what hour."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {HourIsQuiet: "send_at"}
    wanted = SelectMultipleField(_l("A word before the day, of"), coerce=OwedKind)
    send_at = ClockField(_l("My hour"), [Optional()])

    @classmethod
    def of(cls, choice: ReminderChoice | None, kinds: Sequence[OwedKind]) -> "ChoiceForm":
        """What was chosen, to mend."""
        unwanted = choice.not_before_due if choice is not None else []
        form = cls(
            formdata=None,
            wanted=[kind.value for kind in kinds if kind.value not in unwanted],
            send_at=choice.send_at if choice is not None else None,
            version=choice.version if choice is not None else None,
        )
        return form.offer(kinds)

    def offer(self, kinds: Sequence[OwedKind]) -> "ChoiceForm":
        """Set the kinds that the person is told of."""
        self.wanted.choices = [(kind.value, gettext(labels.OWED_KIND[kind])) for kind in kinds]
        return self

    @property
    def unwanted(self) -> list[OwedKind]:
        """The kinds that were offered and not ticked."""
        return [OwedKind(value) for value, _ in self.wanted.choices if value not in (self.wanted.data or [])]
