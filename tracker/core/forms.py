"""Forms in the reader's language: WTForms brings no Vietnamese of its own."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, ClassVar, Protocol

from flask_babel import get_domain, gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, FieldList, HiddenField, IntegerField, SelectFieldBase
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from tracker.core import once
from tracker.core.db import Versioned
from tracker.core.errors import N_, ChangedMeanwhile, Doubt, RuleBroken
from tracker.core.problems import said

# What WTForms says by itself; listed so that the catalogue has it.
_OF_WTFORMS = (
    N_("Not a valid choice."),
    N_("Not a valid integer value."),
    N_("This field is required."),
    N_("Field must be at least %(min)d character long."),
    N_("Field must be at least %(min)d characters long."),
    N_("Field cannot be longer than %(max)d character."),
    N_("Field cannot be longer than %(max)d characters."),
    N_("'%(value)s' is not a valid choice for this field."),
    N_("'%(value)s' are not valid choices for this field."),
    N_("Invalid Choice: could not coerce."),
    N_("Invalid choice(s): one or more data inputs could not be coerced."),
)


class _OurWords:
    """What WTForms asks for a translation. It fills the places itself."""

    def gettext(self, message: str) -> str:
        """One message."""
        return str(gettext(message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """A message with its plural."""
        words: str = get_domain().get_translations().ungettext(singular, plural, number)
        return words if words not in (singular, plural) else str(gettext(plural if number != 1 else singular))


class Form(FlaskForm):
    """Base of every form. `form_key` is another for each rendering: the same form, sent twice, counts once."""

    form_key = HiddenField(default=once.new_key)
    beside: ClassVar[Mapping[type[RuleBroken], str]] = {}  # which field a refusal speaks of; others stand above all

    class Meta(FlaskForm.Meta):
        """Where words come from."""

        def get_translations(self, _form: Any) -> _OurWords:
            """Our catalogue."""
            return _OurWords()

    def process(self, formdata: Any = None, obj: Any = None, **given: Any) -> None:
        """Fill the fields. What is given by name goes before what the record says: WTForms has it the other way."""
        super().process(formdata, None if obj is None else _Given(obj, given), **given)

    def refuse(self, refusal: RuleBroken) -> None:
        """Put a refusal beside the field that it speaks of."""
        name = self.beside.get(type(refusal), "")
        if name in self:
            self[name].errors = [*self[name].errors, said(refusal)]
        else:
            self.form_errors.append(said(refusal))


class Rows(FieldList):
    """Rows of fields; what a browser calls a row and is none ("rows-²-day", a number of a thousand digits) is none."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        found = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})(?:-|$)")
        return (int(row[1]) for row in map(found.match, formdata) if row is not None)


class _Given:
    """A record, some of whose facts are given in the form's own way: a day as people write it, a unit by its number."""

    def __init__(self, record: Any, given: dict[str, Any]) -> None:
        self._record, self._given = record, given

    def __getattr__(self, name: str) -> Any:
        return self._given[name] if name in self._given else getattr(self._record, name)


class Doubting(Form):
    """A form that asks before it saves what is unusual: doubts stand beside their fields like refusals, with one box.

    `sure` remembers which doubts the person has read and saves all the same; `asks` is what the box sends back. Other
    doubts, after another change, are asked about anew.
    """

    sure = HiddenField()
    asks = ""

    def sure_of(self, doubts: Iterable[Doubt]) -> bool:
        """Whether nothing is doubted, or just these doubts have been read; else they are shown."""
        doubts = list(doubts)
        told = "".join(f"{type(doubt).__name__}{doubt.parameters}" for doubt in doubts)
        key = sha256(told.encode()).hexdigest()[:16]
        if not doubts or key in (self.sure.raw_data or ()):
            self.sure.data = key
            return True
        self.asks = key
        for doubt in doubts:
            self.refuse(doubt)
        return False


class Change(Protocol):
    """Who changed a record last, and when: an event of the trail."""

    @property
    def at(self) -> datetime:
        """When."""

    @property
    def by_name(self) -> str:
        """Who; empty where the machine did."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that a person and whoever saved before them filled differently, as people read it."""

    field: Field
    saved: str
    typed: str


class VersionedForm(Form):
    """A form over a record that another may change meanwhile. `version` is the one that the person had before them.

    Who comes second is refused with ChangedMeanwhile and sees both versions (`form_errors` of the forms macro shows
    them); what they typed stays, and a second press saves it knowingly.
    """

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    clash: "Clash | None" = None

    @property
    def seen(self) -> int:
        """The version before them; 0 where it was not sent, which no record has."""
        return self.version.data or 0

    def compare(self, record: Versioned, saved: Form, last: Change | None) -> None:
        """Put what is saved now beside what was typed. `saved` is this form as it would be opened now."""
        pairs = [(field, saved[field.name]) for field in self if field.name in saved and _is_shown(field)]
        shown = [Difference(field, read_out(theirs), read_out(field)) for field, theirs in pairs]
        self.clash = Clash([one for one in shown if _plain(one.saved) != _plain(one.typed)], last)
        self.version.raw_data = [str(record.version)]


@dataclass(frozen=True, slots=True)
class Clash:
    """What two people saved differently; `last` is how the record came to be what it is."""

    differences: Sequence[Difference]
    last: Change | None
    words = ChangedMeanwhile.message


def read_out(field: Field) -> str:
    """What stands in a field, as people read it: of choices their labels."""
    if isinstance(field, SelectFieldBase):
        return ", ".join(sorted(str(choice.label) for choice in field.iter_choices() if choice.selected))
    if isinstance(field, BooleanField):
        return str(gettext("Yes") if field.data else gettext("No"))
    return str(field._value())  # what the field itself would print


def _is_shown(field: Field) -> bool:
    return getattr(field.widget, "input_type", "") not in ("hidden", "file", "password")


def _plain(text: str) -> str:
    """Browsers send the ends of lines in their own way."""
    return "\n".join(text.split("\r\n")).strip()
