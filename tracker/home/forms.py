"""What is looked for in the trail: a form that is sent by GET, so that its answer is an address."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, ValidationError
from wtforms.validators import Length, Optional, Regexp

from tracker.audit.sentences import kinds_of_events
from tracker.audit.trail import Wanted
from tracker.core import clock
from tracker.core.errors import Message
from tracker.core.forms import Form
from tracker.core.incoming import HIGHEST_NUMBER
from tracker.home import labels, queries
from tracker.office.fields import DayField

_RECORD = re.compile(r"([a-z_]{1,40}):(\d{1,20})\Z", re.ASCII)


class TrailForm(Form):
    """Each field narrows; all of them empty is the whole trail."""

    who = StringField(_l("Who"), [Length(max=120)])
    what = SelectField(_l("What"), validate_choice=True)
    since = DayField(_l("From the day"), [Optional()])
    until = DayField(_l("To the day"), [Optional()])
    record = HiddenField(validators=[Optional(), Regexp(_RECORD)])

    def __init__(self, sent: Any) -> None:
        super().__init__(sent, meta={"csrf": False})
        self._kinds = kinds_of_events()
        self.what.choices = {"": [("", gettext("Everything"))]}
        for room, kinds in self._kinds.items():
            name = gettext(labels.ROOM.get(room, Message(room)))
            whole = (room, gettext("%(room)s: everything", room=name))
            self.what.choices[name] = [whole, *sorted(kinds.items(), key=lambda kind: kind[1])]
        if self.what.data is None:
            self.what.data = ""

    def validate_until(self, field: DayField) -> None:
        """The last day does not come before the first."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(gettext("This day comes before the first one."))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is looked for."""
        return any(field.data for name, field in self._fields.items() if name != "form_key")

    @property
    def subject(self) -> tuple[str, int] | None:
        """The one record that is looked for: its type and number."""
        found = _RECORD.fullmatch(self.record.data or "")
        return (found[1], min(int(found[2]), HIGHEST_NUMBER)) if found else None

    def wanted(self) -> Wanted:
        """What the fields say."""
        what = self.what.data
        return Wanted(
            people=queries.people_called(self.who.data) if (self.who.data or "").strip() else None,
            names=(list(self._kinds[what]) if what in self._kinds else [what]) if what else None,
            since=_midnight(self.since.data) if self.since.data else None,
            until=_midnight(self.until.data + timedelta(days=1)) if self.until.data else None,
            record=self.subject,
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.ZONE)
