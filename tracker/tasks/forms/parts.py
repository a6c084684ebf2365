"""Forms of a unit's part."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from tracker.core.forms import Form, VersionedForm
from tracker.tasks.fields import PercentField

MAX_WORDS = 5000


class ProgressForm(VersionedForm):
    """How far a part has come."""

    percent = PercentField(_l("Progress"))
    words = TextAreaField(_l("Result, difficulties"), [Length(max=MAX_WORDS)])


class ReturnForm(Form):
    """What is missing in a part that goes back."""

    words = TextAreaField(_l("What is missing"), [Length(max=MAX_WORDS)])
