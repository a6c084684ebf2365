"""The form of a venue."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.forms import VersionedForm
from tracker.core.numbers import WholeNumberField
from tracker.meetings.models import Venue
from tracker.meetings.rules import VenueNameTaken
from tracker.meetings.services import VenueFacts
from tracker.office.fields import words_of
from tracker.office.models import Unit

MOST_SEATS = 100_000


class VenueForm(VersionedForm):
    """What a venue is called, where it is, whose it is, how many it seats."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {VenueNameTaken: "name"}
    name = StringField(_l("Name"), [DataRequired(_l("Say what the venue is called.")), Length(max=300)])
    address = StringField(_l("Address"), [Optional(), Length(max=300)])
    host = SelectField(_l("Host unit"), coerce=int, default=0)
    seats = WholeNumberField(
        _l("Seats"), 1, MOST_SEATS, _l("Enter a number from 1 to 100,000."), validators=[Optional()]
    )
    _units: Mapping[int, Unit] = {}

    @classmethod
    def of(cls, venue: Venue) -> "VenueForm":
        """As it opens over a venue."""
        return cls(formdata=None, obj=venue, host=venue.host_id or 0)

    def offer(self, units: Sequence[Unit], *, venue: Venue | None = None) -> "VenueForm":
        """Set whose it can be: units that exist, and its own host."""
        own = venue.host if venue is not None else None
        self._units = {unit.id: unit for unit in [*([own] if own is not None else []), *units]}
        self.host.choices = [(0, gettext("No unit of the office"))]
        self.host.choices += [(unit.id, unit.name) for unit in self._units.values()]
        return self

    def facts(self) -> VenueFacts:
        """What was typed, as the services take it."""
        return VenueFacts(
            name=words_of(self.name),
            address=words_of(self.address),
            host=self._units.get(self.host.data),
            seats=self.seats.data,
        )
