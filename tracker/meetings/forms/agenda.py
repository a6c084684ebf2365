"""The forms of an agenda's items, of their order, and of the papers that go with them."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.forms import Form, VersionedForm
from tracker.core.numbers import RecordNumberField
from tracker.documents.accepting import TAKEN
from tracker.meetings.models import AgendaItem
from tracker.meetings.rules.agenda import ItemOfAnotherMeeting
from tracker.office.fields import words_of
from tracker.office.models import Unit
from tracker.tasks.forms.evidence import EvidenceField

LONGEST_TITLE = 300
LONGEST_WORDS = 2000


class ItemForm(VersionedForm):
    """What is spoken about, who speaks, and words to it."""

    title = StringField(_l("Topic"), [DataRequired(_l("Say what the item is about.")), Length(max=LONGEST_TITLE)])
    unit = SelectField(_l("Who speaks"), coerce=int, default=0)
    words = TextAreaField(_l("Words to it"), [Optional(), Length(max=LONGEST_WORDS)])
    _units: Mapping[int, Unit] = {}

    @classmethod
    def of(cls, item: AgendaItem) -> "ItemForm":
        """As it opens over an item."""
        form = cls(formdata=None, obj=item, unit=item.unit_id or 0)
        return form.offer(item.meeting.programme.members, item.unit)

    def offer(self, units: Sequence[Unit], speaks: Unit | None = None) -> "ItemForm":
        """Set who can speak: the units that go on, and who does already."""
        known = [unit for unit in units if unit.ended_on is None or unit is speaks]
        self._units = {unit.id: unit for unit in known} | ({speaks.id: speaks} if speaks is not None else {})
        self.unit.choices = [(0, gettext("The chair")), *((unit.id, unit.name) for unit in self._units.values())]
        return self

    def facts(self) -> dict[str, Any]:
        """What was typed, as the services take it."""
        return {
            "title": words_of(self.title),
            "words": (self.words.data or "").strip(),
            "unit": self._units.get(self.unit.data),
        }


class PlaceForm(Form):
    """Where an item goes: its place, the first being 1."""

    place = RecordNumberField(validators=[InputRequired()])


class PapersForm(Form):
    """Files for the meeting, or for one of its items."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {ItemOfAnotherMeeting: "item"}
    files = EvidenceField(_l("Files"), render_kw={"accept": TAKEN})
    item = SelectField(_l("For"), coerce=int, default=0)

    def offer(self, items: Sequence[tuple[int, str]]) -> "PapersForm":
        """Set what they can be for: numbers and titles of the items that stand on the agenda."""
        self.item.choices = [(0, gettext("The whole meeting")), *items]
        return self
