"""What staff say when they chase reports, and what they make of a section of the consolidated report."""

from collections.abc import Mapping
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from tracker.core.errors import RuleBroken
from tracker.core.forms import Form, VersionedForm
from tracker.reports.rules.moves import WordsNeeded

MAX_WORDS = 5000
LONGEST_SECTION = 50_000


class ExcuseTogetherForm(Form):
    """Why some units need not report."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {WordsNeeded: "reason"}
    reason = TextAreaField(_l("Reason"), [Length(max=MAX_WORDS)])


class SectionForm(VersionedForm):
    """A section as staff write it; `gathered` is the hash of what units had said when the page was opened."""

    words = TextAreaField(_l("Words of the consolidated report"), [Length(max=LONGEST_SECTION)])
    gathered = HiddenField(validators=[Length(max=64)])
