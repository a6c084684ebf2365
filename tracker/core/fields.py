"""Fields that forms of several rooms have."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.widgets import TextInput

SPELLINGS = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y-%m-%d"]


class DayField(DateField):
    """A day as Vietnamese papers write it, 30/09/2026, typed as text; what is no day stays as it was typed."""

    widget = TextInput()
    data: date | None

    def __init__(self, label: str | None = None, validators: Sequence[object] | None = None, **facts: object) -> None:
        super().__init__(label, validators, format=SPELLINGS, **facts)

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Refuse what is no day, and days that no office knows."""
        typed = " ".join(valuelist).strip()
        self.data = next((day for spelling in SPELLINGS if (day := _read(typed, spelling))), None)
        if typed and (self.data is None or not 1900 <= self.data.year <= 2200):
            self.data = None
            raise ValueError(_l("Write the day like 30/09/2026."))


def _read(typed: str, spelling: str) -> date | None:
    try:
        return datetime.strptime(typed, spelling).date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        return None
