"""Forms of the second factor."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from tracker.core.forms import Form


class CodeForm(Form):
    """A code, from the phone or of those kept for the day it is lost."""

    form_key = None  # a code opens once by itself

    code = StringField(_l("Code"), [InputRequired(_l("Enter the code.")), Length(max=40)])


class RenewForm(Form):
    """New recovery codes. Sent twice, the codes that are seen last are those that count."""

    form_key = None


class TurnOffForm(Form):
    """That it is meant."""

    sure = BooleanField(
        _l("I want to sign in with my password alone from now on"),
        [InputRequired(_l("Tick this if you mean it; otherwise the second factor stays on."))],
    )
