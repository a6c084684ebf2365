"""Forms of changes of units, one for each kind of change; and of handing over."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import FormField, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from tracker.core.forms import Form, Rows
from tracker.office.fields import DayField, TicksField, words_of
from tracker.office.labels import UNIT_KIND
from tracker.office.models import Unit, UnitKind
from tracker.succession.decisions import Choices, Decision, Successor
from tracker.succession.models import ChangeKind
from tracker.succession.queries import Leaves
from tracker.succession.rules import MOST_SUCCESSORS

NEW = "new"  # the merged units become a new one
DAY_NEEDED = _l("Enter a day, for example 01/07/2025.")


class OneField(SelectField):
    """One of a list, by number; nothing is chosen before a person chooses."""

    def __init__(self, label: Any, needed: Any, **kwargs: Any) -> None:
        super().__init__(label, coerce=int, default=0, **kwargs)
        self.needed = needed

    def offer(self, pairs: Iterable[tuple[int, str]]) -> None:
        """Set what can be chosen."""
        self.choices = [(0, "–"), *pairs]

    def pre_validate(self, form: Any) -> None:
        """Something of the list."""
        super().pre_validate(form)
        if not self.data:
            raise ValidationError(self.needed)


class NewUnitForm(Form):
    """A unit that takes over."""

    class Meta(Form.Meta):
        """A part of a form has no token of its own."""

        csrf = False

    name = StringField(_l("Name"), [Length(max=200)])
    short_name = StringField(_l("Short name"), [Length(max=60)])
    kind = SelectField(_l("Kind"), default=UnitKind.COMMUNE.value)
    parent = SelectField(_l("Belongs to"), coerce=int, default=0)

    def successor(self) -> Successor | None:
        """What was typed; None where nothing was."""
        name = words_of(self.name)
        if not name or self.kind.data not in set(UnitKind):
            return None
        return Successor(
            name, words_of(self.short_name) or name[:60], UnitKind(self.kind.data), parent_id=self.parent.data or None
        )


class ChangeForm(Form):
    """What every kind of change asks: which units, and from which day on."""

    kind_of_change: ChangeKind
    day = DayField(_l("Takes effect on"), [InputRequired(DAY_NEEDED)])
    legal_basis = StringField(_l("Legal basis"), [Length(max=300)])

    def offer(self, units: Iterable[Unit]) -> None:
        """Set what can be chosen: the units that exist today."""
        named = [(unit.id, unit.name) for unit in units]
        chosen = self["units"]
        if isinstance(chosen, OneField):
            chosen.offer(named)
        else:
            chosen.choices = named
        for new in self._new_units():
            new.kind.choices = [(kind.value, gettext(label)) for kind, label in UNIT_KIND.items()]
            new.parent.choices = [(0, gettext("the same as before")), *named]

    def decision(self, choices: Choices) -> Decision:
        """What was filled in, as the service takes it."""
        chosen = self["units"].data
        return Decision(
            kind=self.kind_of_change,
            on=self.day.data or date.min,
            unit_ids=tuple(chosen) if isinstance(chosen, list) else (chosen,),
            successors=self._successors(),
            main=self._main(),
            legal_basis=(self.legal_basis.data or "").strip(),
            choices=choices,
        )

    def _new_units(self) -> Iterator["NewUnitForm"]:
        if "new" in self:
            yield from (entry.form for entry in self["new"])

    def _successors(self) -> tuple[Successor, ...]:
        return tuple(new for form in self._new_units() if (new := form.successor()) is not None)

    def _main(self) -> int:
        return 0


class MergeForm(ChangeForm):
    """Several units become one: a new one, or one that is there."""

    kind_of_change = ChangeKind.MERGE
    units = TicksField(
        _l("Units that become one"),
        [InputRequired(_l("Choose at least two units that become one."))],
        coerce=int,
    )
    into = SelectField(_l("They become"))
    new = Rows(FormField(NewUnitForm), min_entries=1, max_entries=1)

    def offer(self, units: Iterable[Unit]) -> None:
        """The units to merge are also those to merge into."""
        self._known = list(units)
        super().offer(self._known)
        self.into.choices = [(NEW, gettext("a new unit, named below"))]
        self.into.choices += [(str(unit.id), unit.name) for unit in self._known]

    def validate_into(self, field: SelectField) -> None:
        """A new unit needs its name."""
        if field.data == NEW and not self._successors():
            self.new[0].form.name.errors = [gettext("Name the unit as it is called from that day on.")]
            raise ValidationError(gettext("Name the unit as it is called from that day on."))

    def _successors(self) -> tuple[Successor, ...]:
        if self.into.data in (NEW, None):
            return super()._successors()
        unit = next(unit for unit in self._known if str(unit.id) == self.into.data)
        return (Successor(unit.name, unit.short_name, unit.kind, id=unit.id),)


class SplitForm(ChangeForm):
    """One unit becomes several."""

    kind_of_change = ChangeKind.SPLIT
    units = OneField(_l("Unit that is divided"), _l("Choose the unit, one only."))
    new = Rows(FormField(NewUnitForm), min_entries=MOST_SUCCESSORS, max_entries=MOST_SUCCESSORS)
    main = RadioField(_l("Main successor"), coerce=int, default=0)

    def offer(self, units: Iterable[Unit]) -> None:
        """Each of the units named can be the main one."""
        super().offer(units)
        self.main.choices = [(place, str(place + 1)) for place in range(MOST_SUCCESSORS)]

    def validate_main(self, field: RadioField) -> None:
        """It is one of those that are named."""
        if field.data is not None and not self._named(field.data):
            raise ValidationError(gettext("Name this unit, or choose another as the main one."))

    def _named(self, place: int) -> bool:
        return place in range(MOST_SUCCESSORS) and self.new[place].form.successor() is not None

    def _main(self) -> int:
        """Its place among those that are named."""
        return sum(self._named(place) for place in range(self.main.data or 0))


class RenameForm(ChangeForm):
    """One unit is called otherwise."""

    kind_of_change = ChangeKind.RENAME
    units = OneField(_l("Unit"), _l("Choose the unit, one only."))
    name = StringField(_l("New name"), [InputRequired(_l("Write the new name.")), Length(max=200)])
    short_name = StringField(_l("Short name"), [Optional(), Length(max=60)])

    def _successors(self) -> tuple[Successor, ...]:
        name = words_of(self.name)
        return (Successor(name, words_of(self.short_name) or name[:60], UnitKind.OTHER),) if name else ()


class EndForm(ChangeForm):
    """One unit ends, and none takes over."""

    kind_of_change = ChangeKind.END
    units = OneField(_l("Unit that ends"), _l("Choose the unit, one only."))


FORMS: Mapping[ChangeKind, type[ChangeForm]] = {
    form.kind_of_change: form for form in (MergeForm, SplitForm, RenameForm, EndForm)
}


class SeenForm(Form):
    """A button that acts on a planned change. `version` is what the person saw."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])


class HandOverForm(Form):
    """Who takes over from a person who leaves, which roles, and when. `leaves` is what there is to hand over."""

    leaves: Leaves
    successor = OneField(_l("Who takes over"), _l("Choose another person to take over."))
    day = DayField(_l("From which day on"), [InputRequired(DAY_NEEDED)])
    roles = TicksField(_l("Roles that pass on"), [Optional()], coerce=int)


def meta_of(method: str) -> dict[str, bool]:
    """A form that only asks for a preview stands in the address, and carries no token."""
    return {"csrf": False} if method == "GET" else {}


def choices_in(sent: Mapping[str, str]) -> Choices:
    """What was chosen in a preview: `part-17=1`, `person-4=1`, `head-0=9`. What is no number is left out."""
    found: dict[str, dict[int, int]] = {"part": {}, "person": {}, "head": {}}
    for name, value in sent.items():
        if (chosen := re.fullmatch(r"(part|person|head)-(\d{1,9})=(\d{1,9})", f"{name}={value}", re.ASCII)) is not None:
            found[chosen[1]][int(chosen[2])] = int(chosen[3])
    return Choices(parts=found["part"], people=found["person"], heads=found["head"])
