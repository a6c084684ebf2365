"""Forms of the sign-in page."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from tracker.core.forms import Form


class SignInForm(Form):
    """Name, password, and the page to go on to."""

    sign_in_name = StringField(_l("Sign-in name"), [InputRequired(_l("Enter your sign-in name.")), Length(max=60)])
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password.")), Length(max=1000)])
    next = HiddenField()


class ConfirmForm(Form):
    """What whoever is signed in shows once more, and the page to go on to. `code` is taken away where none is asked."""

    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password.")), Length(max=1000)])
    code = StringField(
        _l("Code"), [InputRequired(_l("Enter the code that your phone shows, or a recovery code.")), Length(max=40)]
    )
    next = HiddenField()
