"""Forms of a unit's part. `piece` names the template of a row opened in place."""

from datetime import date
from typing import Any, ClassVar, Self

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from tracker.core.forms import Form, VersionedForm
from tracker.documents.accepting import TAKEN
from tracker.tasks import rules
from tracker.tasks.fields import DeadlineField, PercentField
from tracker.tasks.forms.evidence import EvidenceField
from tracker.tasks.models import Assignment
from tracker.tasks.rules import extensions as more_time
from tracker.tasks.rules import parts

MAX_WORDS = 5000
_NEW_DEADLINE = (
    more_time.NoDeadlineToExtend,
    more_time.NotLaterThanDeadline,
    more_time.NewDeadlineHasPassed,
    more_time.NewDeadlineMissing,
)


class ProgressForm(VersionedForm):
    """How far a part has come, with what shows it."""

    piece = "progress"
    percent = PercentField(_l("Progress"))
    words = TextAreaField(_l("Result, difficulties"), [Length(max=MAX_WORDS)])
    files = EvidenceField(_l("Evidence"), [Optional()], render_kw={"accept": TAKEN})


class AcceptForm(Form):
    """One button."""

    piece = "accept"


class ReturnForm(Form):
    """What is missing in a part that goes back."""

    piece = "return"
    beside: ClassVar = {rules.ReturnNeedsWords: "words"}
    words = TextAreaField(_l("What is missing"), [Length(max=MAX_WORDS)])


class DeclineForm(Form):
    """Why a unit will not do its part."""

    piece = "decline"
    beside: ClassVar = {parts.DeclineNeedsWords: "words"}
    words = TextAreaField(_l("Why the unit cannot do this"), [Length(max=MAX_WORDS)])


class InsistForm(Form):
    """Why it should do it after all."""

    piece = "insist"
    beside: ClassVar = {parts.InsistNeedsWords: "words"}
    words = TextAreaField(_l("Why the unit should do it after all"), [Length(max=MAX_WORDS)])


class NudgeForm(Form):
    """A reminder; it needs no words."""

    piece = "nudge"
    words = TextAreaField(_l("What to say with the reminder"), [Optional(), Length(max=MAX_WORDS)])


class _MoreTimeForm(Form):
    """A new deadline: a day to come, later than the one that counts."""

    until = DeadlineField(_l("New deadline"), [Length(max=300)])

    @classmethod
    def of(cls, part: Assignment, *, today: date, **filled: Any) -> Self:
        """The form, in which "15/1" is the next one."""
        form = cls(**filled)
        form.until.since = more_time.wanted_since(part.due_on, today=today)
        return form


class ExtensionForm(_MoreTimeForm):
    """Until when, and why."""

    piece = "more_time"
    beside: ClassVar = {**dict.fromkeys(_NEW_DEADLINE, "until"), more_time.ExtensionNeedsReason: "words"}
    words = TextAreaField(_l("Why the unit needs more time"), [Length(max=MAX_WORDS)])


class DecisionForm(_MoreTimeForm, VersionedForm):
    """What staff or the chair say to a request for more time."""

    beside: ClassVar = {**dict.fromkeys(_NEW_DEADLINE, "until"), more_time.RefusalNeedsWords: "words"}
    words = TextAreaField(_l("Words to the unit"), [Length(max=MAX_WORDS)])
