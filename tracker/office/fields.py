"""Form fields of the office's own kind: a day, a few names, units to tick by kind."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from wtforms import Field, SelectMultipleField, TextAreaField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from tracker.core import clock
from tracker.core.errors import RuleBroken
from tracker.core.problems import said
from tracker.office.labels import UNIT_KIND, options
from tracker.office.models import Unit, UnitKind
from tracker.reading.dates import read_day

MOST_NAMES = 50


def this_year() -> int:
    """The year of today, which completes "30/9" where nothing else does."""
    return clock.today().year


class DayField(Field):
    """A day as people write it: "1/7/2025", "1.7.25", "ngày 1 tháng 7" of `year`. What is none stays as typed.

    A month or a quarter is no day: who writes one is asked which day is meant.
    """

    widget = TextInput()
    data: date | None

    def __init__(self, *args: Any, year: Callable[[], int] = this_year, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._year = year

    def _value(self) -> str:
        return " ".join(self.raw_data) if self.raw_data else self.data.strftime("%d/%m/%Y") if self.data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Refuse what is no day."""
        self.data = None
        self.data = day_of(" ".join(valuelist), year=self._year())


def day_of(words: str, *, year: int) -> date | None:
    """The one day that some words name, None where there are none. Raises ValidationError, in the reader's language."""
    try:
        return read_day(words, year=year)
    except RuleBroken as refusal:
        raise ValidationError(said(refusal)) from None


class NamesField(TextAreaField):
    """Names, one a line, as a list."""

    def _value(self) -> str:
        return "\n".join(self.data or [])

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Each line once, spaces tidied."""
        lines = (" ".join(line.split()) for line in "\n".join(valuelist).splitlines())
        self.data = list(dict.fromkeys(filter(None, lines)))

    def pre_validate(self, _form: object) -> None:
        """As long as there is room for."""
        if len(self.data or []) > MOST_NAMES or any(len(name) > 200 for name in self.data or []):
            raise ValidationError(gettext("Enter up to %(most)s names of up to 200 signs.", most=MOST_NAMES))


class TicksField(SelectMultipleField):
    """Boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class KindsField(TicksField):
    """Kinds of units."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choices=lambda: options(UNIT_KIND), **kwargs)

    @property
    def kinds(self) -> list[UnitKind]:
        """Those that are ticked."""
        return [UnitKind(value) for value in self.data or []]


class UnitsField(TicksField):
    """Units to tick, under their kinds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, coerce=int, choices=[], **kwargs)
        self._units: Mapping[int, Unit] = {}

    def offer(self, units: Iterable[Unit]) -> None:
        """Set what can be ticked."""
        self._units = {unit.id: unit for unit in units}
        self.choices = [(unit.id, unit.name) for unit in self._units.values()]

    @property
    def units(self) -> list[Unit]:
        """Those that are ticked."""
        return [self._units[unit_id] for unit_id in self.data or []]

    def by_kind(self) -> list[tuple[UnitKind, list[Any], int]]:
        """Each kind with its boxes, and how many of them are ticked."""
        options = {option.value: option for option in self.iter_choices()}
        groups = [(kind, [options[u.id] for u in self._units.values() if u.kind is kind]) for kind in UnitKind]
        return [(kind, boxes, sum(box.selected for box in boxes)) for kind, boxes in groups if boxes]


def words_of(field: Field) -> str:
    """What was typed, in one line without spaces around it."""
    return " ".join((field.data or "").split())
