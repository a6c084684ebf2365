"""Forms of one's own account."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, SelectMultipleField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, Optional

from tracker.accounts.labels import MAIL_KIND
from tracker.accounts.models import MailKind
from tracker.core.forms import Form, VersionedForm


class ContactForm(VersionedForm):
    """How a person is reached."""

    email = StringField(_l("E-mail"), [Optional(), Length(max=200)])
    phone = StringField(_l("Phone"), [Optional(), Length(max=40)])


class MailForm(Form):
    """Which mail about one's account is wanted."""

    wanted = SelectMultipleField(_l("Write to me when"), coerce=MailKind)

    def offer(self) -> "MailForm":
        """Set the choices in the reader's language."""
        self.wanted.choices = [(kind.value, gettext(words)) for kind, words in MAIL_KIND.items()]
        return self


class PasswordForm(Form):
    """A new password, twice, and the present one: an open screen is not enough to take an account over."""

    present = PasswordField(
        _l("Present password"), [InputRequired(_l("Enter the password that you have now.")), Length(max=1000)]
    )
    new = PasswordField(_l("New password"), [InputRequired(_l("Enter the new password."))])
    again = PasswordField(
        _l("New password once more"),
        [
            InputRequired(_l("Enter the new password a second time.")),
            EqualTo("new", _l("This differs from the new password above. Type both once more.")),
        ],
    )


class SignOutForm(Form):
    """A button. What has ended has ended: sent twice, it does no more."""

    form_key = None
