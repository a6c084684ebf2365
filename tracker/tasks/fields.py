"""Form fields of the tasks' own kind: a deadline as people write it, a percent, the units addressed."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.context import chosen_quarter
from tracker.core.errors import RuleBroken
from tracker.core.formats import day
from tracker.core.periods import Quarter
from tracker.core.problems import said
from tracker.office import queries as office
from tracker.office.models import Unit, UnitGroup
from tracker.reading.dates import Deadline, read_deadline
from tracker.tasks.models import Part
from tracker.tasks.services import Addressed


class DeadlineField(StringField):
    """Reads "30/9", "31/7/2024", "trong tháng 7", "hết quý III". `data` keeps the words, `read` is what they say."""

    data: str | None
    read: Deadline | None = None
    since: date | None = None  # from when a day is wanted; none: from the first day of the quarter

    @property
    def due(self) -> date | None:
        """The last day that the words name."""
        return self.read.due if self.read is not None else None

    @property
    def understood(self) -> str:
        """How the words were read, to be shown beside them."""
        return read_back(self.due) if self.due is not None else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep the words."""
        super().process_formdata(valuelist)
        self.data = (self.data or "").strip()

    def pre_validate(self, form: Any) -> None:
        """Read the day. A year that is not written is that of the quarter in the form or in context, or the next."""
        since = self.since or quarter_of([form.quarter.data] if "quarter" in form else []).first_day
        try:
            self.read = read_deadline(self.data or "", year=since.year, since=since)
        except RuleBroken as refusal:
            raise ValidationError(said(refusal)) from None


def quarter_of(chosen: Sequence[str | None]) -> Quarter:
    """The quarter that is chosen in the form (the last of these), else the one in context."""
    try:
        return Quarter.parse(chosen[-1] or "")
    except (IndexError, ValueError):
        return chosen_quarter()


def read_back(due: date) -> str:
    """A deadline in full, with its day of the week: "đến hết Thứ Bảy, 31/10/2026 (ngày nghỉ)"."""
    facts = {"weekday": format_date(due, "EEEE"), "day": day(due)}
    if work_calendar().is_working_day(due):
        return str(gettext("Until the end of %(weekday)s, %(day)s", **facts))
    return str(gettext("Until the end of %(weekday)s, %(day)s, a day off", **facts))


class PercentField(StringField):
    """A whole number from 0 to 100, typed with or without its sign. What is no percent stays as it was typed."""

    data: Any

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Refuse what is no percent, and keep it in the field."""
        if not valuelist:
            return
        typed = valuelist[0].strip()
        self.data = typed
        figure = typed.removesuffix("%").strip()
        if not figure.isascii() or not figure.isdigit() or int(figure[:6]) > 100:
            raise ValueError(_l("Enter a whole number from 0 to 100."))
        self.data = int(figure)


class AddresseesField(SelectMultipleField):
    """Units and groups to tick: values are "unit-3" and "group-2"."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def offer(self, choices: "AddresseeChoices") -> None:
        """Set what can be ticked."""
        self.choices = choices.pairs

    def addressed(self, choices: "AddresseeChoices", part: Part) -> list[Addressed]:
        """What was ticked, each with that part."""
        return [choices.addressed(value, part) for value in self.data or []]


class AddresseeChoices:
    """The units of a programme and the groups, as values of a form and back."""

    def __init__(self, units: Iterable[Unit], groups: Iterable[UnitGroup]) -> None:
        self._units = {f"unit-{unit.id}": unit for unit in units}
        self._groups = {f"group-{group.id}": group for group in groups}

    @classmethod
    def of(cls, programme_id: int) -> "AddresseeChoices":
        """All that can be addressed in a programme today."""
        return cls(office.members_of(programme_id, on=clock.today()), office.groups())

    @property
    def pairs(self) -> list[tuple[str, Any]]:
        """Groups first: most directives address one."""
        everything: dict[str, Unit | UnitGroup] = {**self._groups, **self._units}
        return [(value, named.name) for value, named in everything.items()]

    def addressed(self, value: str, part: Part) -> Addressed:
        """The unit or group behind a value that the form has checked."""
        return Addressed(part, unit=self._units.get(value), group=self._groups.get(value))

    @staticmethod
    def value_of(*, unit_id: int | None, group_id: int | None) -> str:
        """The form's value for a unit or group."""
        return f"unit-{unit_id}" if unit_id is not None else f"group-{group_id}"
