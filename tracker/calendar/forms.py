"""The forms of the calendar. Each asks before it moves deadlines."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from tracker.calendar import labels
from tracker.calendar.doubts import DayHasPassed, SwapIsWide
from tracker.calendar.models import DayKind, SpecialDay
from tracker.calendar.rules import (
    DayOutOfRange,
    DiffersAlready,
    SwapMendedTogether,
    SwapNeedsWeekday,
    SwapNeedsWeekend,
    TooManyDays,
    UntilBeforeDay,
    WeekdayIsWorked,
    WeekendIsOff,
)
from tracker.calendar.rules.changing import FIRST_YEAR, LAST_YEAR
from tracker.core.context import shown_quarter
from tracker.core.errors import RuleBroken
from tracker.core.forms import Doubting, VersionedForm
from tracker.office.fields import DayField

ENTERED = (DayKind.HOLIDAY, DayKind.MAKE_UP, DayKind.WORKED)  # one by one; the others come of swaps


def asked_year() -> int:
    """The year in the address (`?year=2027`), else that of the quarter in context. One far away is not found."""
    asked = request.args.get("year", "")
    if not asked:
        return shown_quarter().year
    if not (asked.isascii() and asked.isdecimal() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= LAST_YEAR):
        raise NotFound
    return int(asked)


class _OccasionForm(Doubting):
    """What a day is for, and what orders it."""

    name = StringField(_l("Occasion"), [InputRequired(_l("Say what the day is for.")), Length(max=120)])
    note = StringField(_l("Ordered by"), [Optional(), Length(max=300)])

    @property
    def told(self) -> dict[str, Any]:
        """Both in one line each."""
        return {"name": " ".join((self.name.data or "").split()), "note": " ".join((self.note.data or "").split())}


class DaysForm(_OccasionForm):
    """A holiday of one or several days, a day off in lieu, or a weekend day that is worked."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {
        **dict.fromkeys((DayOutOfRange, DiffersAlready, WeekdayIsWorked, WeekendIsOff, DayHasPassed), "day"),
        **dict.fromkeys((TooManyDays, UntilBeforeDay), "until"),
    }
    day = DayField(_l("Day"), [InputRequired(_l("Say which day."))], year=asked_year)
    until = DayField(_l("Until (several days)"), [Optional()], year=asked_year)
    kind = SelectField(_l("Kind of day"))

    def offer(self) -> "DaysForm":
        """Set the kinds."""
        self.kind.choices = [(kind.value, gettext(labels.KIND[kind])) for kind in ENTERED]
        return self


class SwapForm(_OccasionForm):
    """A weekday off against a weekend day worked."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {
        **dict.fromkeys((SwapNeedsWeekday, DayHasPassed), "off"),
        **dict.fromkeys((SwapNeedsWeekend, SwapIsWide), "worked"),
    }
    off = DayField(_l("Day off"), [InputRequired(_l("Say which day is off."))], year=asked_year)
    worked = DayField(_l("Worked for it"), [InputRequired(_l("Say which day is worked for it."))], year=asked_year)


class MendForm(_OccasionForm, VersionedForm):
    """A day that differs, to be mended. The kind is offered where there is another: of a swap it is settled."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = dict.fromkeys(
        (SwapMendedTogether, WeekdayIsWorked, WeekendIsOff), "kind"
    )
    kind = SelectField(_l("Kind of day"))

    @classmethod
    def of(cls, day: SpecialDay) -> "MendForm":
        """As it opens over a day."""
        return cls(formdata=None, obj=day, kind=day.kind.value).offer(day)

    def offer(self, day: SpecialDay) -> "MendForm":
        """Set the kinds that the day can have."""
        kinds = [day.kind] if day.swapped_with is not None or day.kind is DayKind.SWAPPED_OFF else _fitting(day.day)
        if day.kind not in kinds:
            kinds.append(day.kind)
        if len(kinds) == 1:
            del self.kind
        else:
            self.kind.choices = [(kind.value, gettext(labels.KIND[kind])) for kind in kinds]
        return self

    def kind_of(self, day: SpecialDay) -> DayKind:
        """The kind that was chosen, or that the day has where there is nothing to choose."""
        return DayKind(self.kind.data) if self.kind else day.kind


class SureForm(Doubting):
    """One button that asks first."""


def _fitting(day: date) -> list[DayKind]:
    return [kind for kind in ENTERED if (day.weekday() >= 5) is (kind is DayKind.WORKED)]
