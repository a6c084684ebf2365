"""Form fields of the office's own kind: a day, a few names, units to tick by kind."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from wtforms import Field, SelectMultipleField, TextAreaField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from tracker.core import clock
from tracker.core.problems import said
from tracker.office.labels import UNIT_KIND, options
from tracker.office.models import Unit, UnitKind
from tracker.reading.dates import read_deadline
from tracker.reading.errors import NoSuchDay, NotADate

MOST_NAMES = 50


class DayField(Field):
    """A day as people write it: "1/7/2025", "1.7.25", "ngày 1 tháng 7" of this year. What is none stays as typed."""

    widget = TextInput()
    data: date | None

    def _value(self) -> str:
        return " ".join(self.raw_data) if self.raw_data else self.data.strftime("%d/%m/%Y") if self.data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Refuse what is no day."""
        self.data = None
        typed = " ".join(valuelist).strip()
        self.data = day_of(typed) if typed else None


def day_of(words: str) -> date:
    """The one day that some words name. Raises ValidationError, in the reader's language."""
    try:
        read = read_deadline(words, year=clock.today().year)
    except NoSuchDay as refusal:
        raise ValidationError(said(refusal)) from None
    except NotADate:  # whose words propose months and quarters too
        read = None
    if read is None or read.precision != "day" or read.begins is not None:
        raise ValidationError(gettext("Write the day like 30/09/2026."))
    return read.due


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
