"""Forms about people and their roles."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tracker.accounts.models import Account
from tracker.accounts.rules.people import SignInNameMalformed, SignInNameTaken
from tracker.accounts.services.people import PersonFacts
from tracker.core.errors import RuleBroken
from tracker.core.forms import Form, VersionedForm
from tracker.core.incoming import record_number
from tracker.office import labels
from tracker.office import queries as office
from tracker.office.fields import DayField
from tracker.office.models import Person, RoleKind
from tracker.office.rules import (
    EmailTaken,
    OnlyObserversAudit,
    PersonNeedsName,
    ProgrammeHasEnded,
    RoleEndsBeforeItBegins,
    RoleNeedsProgramme,
    RoleNeedsUnit,
    RoleWouldBeOver,
    UnitHasEnded,
)
from tracker.outbox.services import AddressMalformed

Choices = list[tuple[str, str]]
BESIDE: dict[type[RuleBroken], str] = {
    PersonNeedsName: "full_name",
    UnitHasEnded: "unit",
    RoleNeedsUnit: "unit",
    RoleNeedsProgramme: "programme",
    ProgrammeHasEnded: "programme",
    OnlyObserversAudit: "auditor",
    RoleEndsBeforeItBegins: "last",
    RoleWouldBeOver: "last",
    EmailTaken: "email",
    AddressMalformed: "email",
    SignInNameTaken: "sign_in_name",
    SignInNameMalformed: "sign_in_name",
}


def numbered(text: object) -> int:
    """A record's number from a choice; 0 where none is chosen, or what was sent is no number."""
    try:
        return record_number(str(text))
    except ValueError:
        return 0


class PersonForm(VersionedForm):
    """What is known of a person, and the name they sign in with."""

    beside = BESIDE
    full_name = StringField(_l("Full name"), [InputRequired(_l("Enter the person's full name.")), Length(max=120)])
    position = StringField(_l("Position"), [Optional(), Length(max=120)])
    unit = SelectField(_l("Unit"), [DataRequired(_l("Choose the unit."))], coerce=numbered)
    phone = StringField(_l("Phone"), [Optional(), Length(max=40)])
    email = StringField(_l("E-mail"), [Optional(), Length(max=200)])
    signs_in = BooleanField(_l("May sign in"), default=True)
    sign_in_name = StringField(_l("Sign-in name"), [Optional(), Length(max=60)])

    def offer(self, on: date, account: Account | None = None, person: Person | None = None) -> None:
        """Set the units that exist, the person's own among them; who has an account keeps it."""
        choices: Choices = [("", "–"), *((str(unit.id), unit.name) for unit in office.existing_units(on=on))]
        if person is not None and str(person.unit_id) not in dict(choices):
            choices.append((str(person.unit_id), person.unit.name))
        self.unit.choices = choices
        if account is not None:
            del self.signs_in
            self.sign_in_name.validators = [InputRequired(_l("Enter the sign-in name.")), Length(max=60)]
            self.sign_in_name.flags.optional = False

    def facts(self) -> PersonFacts:
        """What was typed, as the service takes it."""
        unit = office.get_unit(self.unit.data)
        if unit is None:
            raise LookupError("a choice that was offered names a unit")
        return PersonFacts(
            full_name=self.full_name.data,
            unit=unit,
            position=self.position.data or "",
            email=self.email.data or "",
            phone=self.phone.data or "",
            signs_in="signs_in" in self and self.signs_in.data,
            sign_in_name=self.sign_in_name.data or "",
        )


class RoleForm(Form):
    """A role to give. Which of unit and programme counts depends on the kind."""

    beside = BESIDE
    kind = RadioField(_l("Role"), [InputRequired(_l("Choose the role."))])
    unit = SelectField(_l("In the unit"), coerce=numbered)
    programme = SelectField(_l("In the programme"), coerce=numbered)
    auditor = BooleanField(_l("May read the trail"))
    first = DayField(_l("First day"), [Optional()])
    last = DayField(_l("Last day"), [Optional()])

    def offer(self, on: date, programmes: Sequence[tuple[int, str]]) -> None:
        """Set the choices: the units that exist and the programmes that go on."""
        self.kind.choices = labels.options(labels.ROLE_KIND)
        self.unit.choices = [("", "–"), *((str(unit.id), unit.name) for unit in office.existing_units(on=on))]
        self.programme.choices = [("", "–"), *((str(number), name) for number, name in programmes)]

    @property
    def role(self) -> RoleKind:
        """The kind that was chosen, once the form has checked it."""
        return RoleKind(self.kind.data)

    def facts(self) -> dict[str, Any]:
        """The rest, as the service takes it."""
        return {
            "unit": office.get_unit(self.unit.data),
            "programme": office.get_programme(self.programme.data),
            "auditor": self.auditor.data,
            "valid_from": self.first.data,
            "valid_to": self.last.data,
        }


class RoleTermForm(VersionedForm):
    """How long a role lasts; of observers, whether they read the trail."""

    beside = BESIDE
    last = DayField(_l("Last day"), [Optional()])
    auditor = BooleanField(_l("May read the trail"))


class GoneForm(Form):
    """From which day on a person is gone."""

    beside = BESIDE
    gone_from = DayField(_l("Gone from"), [InputRequired(_l("Enter the first day on which the person is gone."))])
