"""The form of the first start."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, Optional

from tracker.accounts.services.setup import OfficeFacts
from tracker.core.forms import Form
from tracker.office.labels import UNIT_KIND
from tracker.office.models import UnitKind


class SetupForm(Form):
    """The token, the first unit, and whoever looks after the office."""

    form_key = None  # of two at once the database lets one through

    token = StringField(_l("Token"), [InputRequired(_l("Enter the token.")), Length(max=200)])
    unit_name = StringField(_l("Name of the unit"), [InputRequired(_l("Enter the unit's name.")), Length(max=200)])
    unit_short_name = StringField(
        _l("Short name"), [InputRequired(_l("Enter what the unit is called for short.")), Length(max=60)]
    )
    unit_kind = SelectField(_l("Kind of unit"), coerce=UnitKind)
    full_name = StringField(_l("Full name"), [InputRequired(_l("Enter the person's full name.")), Length(max=120)])
    position = StringField(_l("Position"), [Optional(), Length(max=120)])
    email = StringField(_l("E-mail"), [Optional(), Length(max=200)])
    sign_in_name = StringField(_l("Sign-in name"), [InputRequired(_l("Enter the sign-in name.")), Length(max=60)])
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter the new password."))])
    again = PasswordField(
        _l("Password once more"),
        [
            InputRequired(_l("Enter the new password a second time.")),
            EqualTo("password", _l("This differs from the new password above. Type both once more.")),
        ],
    )

    def offer(self) -> "SetupForm":
        """Set the choices in the reader's language."""
        self.unit_kind.choices = [(kind.value, gettext(words)) for kind, words in UNIT_KIND.items()]
        return self

    @property
    def facts(self) -> OfficeFacts:
        """What was filled in."""
        return OfficeFacts(
            unit_name=self.unit_name.data or "",
            unit_short_name=self.unit_short_name.data or "",
            unit_kind=self.unit_kind.data,
            full_name=self.full_name.data or "",
            position=self.position.data or "",
            email=self.email.data or "",
            sign_in_name=self.sign_in_name.data or "",
        )
