"""The time of day, as people write it."""

import re
from collections.abc import Sequence
from datetime import time

from flask_babel import gettext
from wtforms import Field, ValidationError
from wtforms.widgets import TextInput

_TIME = re.compile(r"([0-9]{1,2})\s*(?:[:.hg]|giờ)?\s*([0-9]{2})?\s*(?:p|phút)?", re.IGNORECASE)


class ClockField(Field):
    """A time: "8:00", "7h30", "14 giờ", "8 giờ 30 phút". What is none stays as typed."""

    widget = TextInput()
    data: time | None

    def _value(self) -> str:
        return " ".join(self.raw_data) if self.raw_data else f"{self.data:%H:%M}" if self.data else ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Refuse what is no time."""
        self.data, typed = None, " ".join(valuelist).strip()
        found = _TIME.fullmatch(typed) if typed.isprintable() else None
        if typed and (found is None or int(found[1]) > 23 or int(found[2] or 0) > 59):
            raise ValidationError(gettext("Enter a time, for example 8:00 or 7h30."))
        if found is not None:
            self.data = time(int(found[1]), int(found[2] or 0))
