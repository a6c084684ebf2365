"""Forms of the office: a unit, a group of units, a programme."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.forms import Form, VersionedForm
from tracker.office.fields import DayField, KindsField, NamesField, UnitsField, words_of
from tracker.office.labels import UNIT_KIND, options
from tracker.office.models import Programme, Unit, UnitGroup, UnitKind
from tracker.office.rules import (
    GroupNameTaken,
    GroupNeedsUnits,
    NameEndsBeforeItBegins,
    NameTaken,
    ProgrammeNameTaken,
    ProgrammeNeedsMembers,
    UnitEndsBeforeItBegins,
    UnitHasEnded,
    UnitUnderItself,
)
from tracker.office.services.units import facts_of

BESIDE: Mapping[type[RuleBroken], str] = {
    NameTaken: "name",
    UnitUnderItself: "parent",
    UnitHasEnded: "parent",
    UnitEndsBeforeItBegins: "began_on",
    NameEndsBeforeItBegins: "began_on",
    GroupNameTaken: "name",
    GroupNeedsUnits: "kinds",
    ProgrammeNameTaken: "name",
    ProgrammeNeedsMembers: "members",
}


class _OfficeForm(VersionedForm):
    beside = BESIDE


class EndForm(Form):
    """One button."""


class UnitForm(_OfficeForm):
    """What a unit is called, what it is, and what it belongs to."""

    name = StringField(_l("Official name"), [DataRequired(_l("Enter the unit's official name.")), Length(max=200)])
    short_name = StringField(_l("Short name"), [DataRequired(_l("Enter a short name.")), Length(max=60)])
    kind = SelectField(_l("Kind"), choices=lambda: options(UNIT_KIND))
    parent = SelectField(_l("Belongs to"), coerce=int, choices=[], default=0)
    other_names = NamesField(_l("Other ways that documents write it"), [Optional()])
    began_on = DayField(_l("Exists from"), [Optional()])

    @classmethod
    def of(cls, unit: Unit) -> "UnitForm":
        """As it opens over a unit."""
        facts = facts_of(unit)
        return cls(
            formdata=None,
            version=unit.version,
            name=facts.name,
            short_name=facts.short_name,
            kind=facts.kind.value,
            parent=unit.parent_id or 0,
            other_names=list(facts.other_names),
            began_on=facts.began_on,
        )

    def offer(self, units: Sequence[Unit], *, unit: Unit | None = None, above: Unit | None = None) -> "UnitForm":
        """Set what it can belong to: units that exist, and what it belongs to already."""
        offered = [*([above] if above is not None and above not in units else []), *units]
        self._units = {other.id: other for other in offered if other is not unit}
        self.parent.choices = [(0, gettext("Nothing: it stands at the top"))]
        self.parent.choices += [(other.id, other.name) for other in self._units.values()]
        return self

    def facts(self) -> dict[str, Any]:
        """What was typed, as the services take it."""
        return {
            "name": words_of(self.name),
            "short_name": words_of(self.short_name),
            "kind": UnitKind(self.kind.data),
            "parent": self._units.get(self.parent.data),
            "other_names": self.other_names.data or [],
            "began_on": self.began_on.data,
        }


class GroupForm(_OfficeForm):
    """A group of units: by kind, by list, or both."""

    name = StringField(_l("Name"), [DataRequired(_l("Enter what documents call the group.")), Length(max=200)])
    other_names = NamesField(_l("Other ways that documents write it"), [Optional()])
    kinds = KindsField(_l("All units of these kinds"), [Optional()])
    listed = UnitsField(_l("And these units"), [Optional()])

    @classmethod
    def of(cls, group: UnitGroup) -> "GroupForm":
        """As it opens over a group."""
        listed = [unit.id for unit in group.listed]
        names = list(group.other_names)
        return cls(
            formdata=None, version=group.version, name=group.name, other_names=names, kinds=group.kinds, listed=listed
        )

    def offer(self, units: Sequence[Unit]) -> "GroupForm":
        """Set what can be ticked."""
        self.listed.offer(units)
        return self

    def facts(self) -> dict[str, Any]:
        """What was typed, as the services take it."""
        return {
            "name": words_of(self.name),
            "other_names": self.other_names.data or [],
            "kinds": self.kinds.kinds,
            "listed": self.listed.units,
        }


class ProgrammeForm(_OfficeForm):
    """A programme: its names, who gathers its reports, who takes part."""

    name = StringField(_l("Official name"), [DataRequired(_l("Enter the programme's official name.")), Length(max=400)])
    short_name = StringField(_l("Short name"), [DataRequired(_l("Enter a short name.")), Length(max=60)])
    standing_unit = SelectField(_l("Standing unit, which gathers the reports"), coerce=int, choices=[])
    kinds = KindsField(_l("Take in all units of these kinds"), [Optional()])
    members = UnitsField(_l("Units that take part"), [Optional()])

    @classmethod
    def of(cls, programme: Programme) -> "ProgrammeForm":
        """As it opens over a programme."""
        return cls(
            formdata=None,
            version=programme.version,
            name=programme.name,
            short_name=programme.short_name,
            standing_unit=programme.standing_unit_id,
            members=[unit.id for unit in programme.members],
        )

    def offer(self, units: Sequence[Unit], *, standing: Unit | None = None) -> "ProgrammeForm":
        """Set what can be chosen: units that exist, and the standing unit that it has."""
        offered = [*([standing] if standing is not None and standing not in units else []), *units]
        self._units = {unit.id: unit for unit in offered}
        self.standing_unit.choices = [(unit.id, unit.name) for unit in offered]
        self.members.offer(units)
        return self

    def facts(self) -> dict[str, Any]:
        """What was typed, as the services take it; whole kinds mean the units that are of them today."""
        ticked = {unit.id: unit for unit in self.members.units}
        ticked |= {unit.id: unit for unit in self._units.values() if unit.kind in self.kinds.kinds}
        return {
            "name": words_of(self.name),
            "short_name": words_of(self.short_name),
            "standing_unit": self._units[self.standing_unit.data],
            "members": list(ticked.values()),
        }
