"""Forms of invitations: whom to invite, what a unit answers, who sits there."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.core.errors import RuleBroken
from tracker.core.forms import Form, VersionedForm
from tracker.meetings.fields import ClockField
from tracker.meetings.labels import replies
from tracker.meetings.models import Invitation, Reply
from tracker.meetings.rules.attending import ArrivalIsToCome
from tracker.meetings.rules.replying import AbsenceNeedsReason, DeputyNeedsName
from tracker.office.fields import TicksField, UnitsField
from tracker.office.models import Unit, UnitGroup
from tracker.office.queries import expand

_DEPUTY, _REASON = 200, 500


class InvitedForm(VersionedForm):
    """The units that are invited, one by one and by groups; `version` is the meeting's."""

    groups = TicksField(_l("All units of these groups"), coerce=int, choices=[])
    units = UnitsField(_l("Units to invite"))

    def offer(self, units: Iterable[Unit], groups: Iterable[UnitGroup]) -> None:
        """Set what can be ticked."""
        self.units.offer(units)
        self._groups = {group.id: group for group in groups}
        self.groups.choices = [(group.id, group.name) for group in self._groups.values()]

    def chosen(self, *, programme_id: int, on: date) -> list[Unit]:
        """The units ticked, and those that the groups ticked mean."""
        found = {unit.id: unit for unit in self.units.units}
        for group_id in self.groups.data or []:
            found |= {unit.id: unit for unit in expand(self._groups[group_id], programme_id=programme_id, on=on)}
        return list(found.values())


class ReplyForm(VersionedForm):
    """Whether somebody of the unit comes."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {DeputyNeedsName: "deputy", AbsenceNeedsReason: "reason"}
    reply = RadioField(
        _l("Does somebody of the unit come?"),
        [InputRequired(_l("Choose whether somebody of the unit comes."))],
        choices=lambda: replies()[1:],
    )
    deputy = StringField(_l("Who comes instead"), [Length(max=_DEPUTY)])
    reason = TextAreaField(_l("Why nobody can come"), [Length(max=_REASON)])

    @classmethod
    def of(cls, invitation: Invitation) -> "ReplyForm":
        """As it was answered last."""
        said = invitation.reply
        return cls(
            formdata=None,
            version=invitation.version,
            reply=None if said is Reply.WAITING else said.value,
            deputy=invitation.words if said is Reply.DEPUTY else "",
            reason=invitation.words if said is Reply.ABSENT else "",
        )


class SeatForm(Form):
    """Who sits there, and since when, where it was not the beginning."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {ArrivalIsToCome: "since"}
    name = StringField(_l("Who sits there"), [Optional(), Length(max=200)])
    since = ClockField(_l("Came at"), [Optional()])


class UninvitedForm(SeatForm):
    """A unit that has come without being invited."""

    unit = SelectField(_l("Unit"), [InputRequired(_l("Choose the unit."))], coerce=int)
