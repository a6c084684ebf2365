"""Forms of invitations and forgotten passwords."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from tracker.core.forms import Form


class FirstPasswordForm(Form):
    """A password, twice."""

    new = PasswordField(_l("New password"), [InputRequired(_l("Enter the new password."))])
    again = PasswordField(
        _l("New password once more"),
        [
            InputRequired(_l("Enter the new password a second time.")),
            EqualTo("new", _l("This differs from the new password above. Type both once more.")),
        ],
    )


class ForgottenForm(Form):
    """Who has forgotten their password. Sent twice, it sends one mail."""

    form_key = None

    who = StringField(
        _l("Sign-in name or e-mail address"),
        [InputRequired(_l("Enter your sign-in name, or the e-mail address that your office knows.")), Length(max=200)],
    )


class ActForm(Form):
    """A button on a person's page."""
