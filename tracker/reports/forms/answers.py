"""The form of one item of a report, and that of its files."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import Length

from tracker.core.errors import RuleBroken
from tracker.core.formats import figure
from tracker.core.forms import Form
from tracker.core.numbers import RecordNumberField
from tracker.core.problems import said
from tracker.documents.accepting import TAKEN
from tracker.plans.rules.cells import read_count
from tracker.reports.models import Answer, FormItem
from tracker.reports.rules.answers import Typed, read_answer, typed_in
from tracker.tasks.forms.evidence import EvidenceField

MAX_WORDS = 20_000
MAX_FIGURE = 60
_NO_VERSION = _l(
    "The page did not say which version you had before you. What you typed is kept here: save it once more."
)


class AnswerForm(Form):
    """What is written under one item.

    `version` is the one before them; `over` the one that a press of the button is meant to replace, which somebody
    else saved meanwhile: what saves by itself never sends it.
    """

    key = HiddenField(validators=[Length(max=20)])
    version = RecordNumberField(words=_NO_VERSION)
    over = RecordNumberField(words=_NO_VERSION)
    words = TextAreaField(_l("What the unit reports"), [Length(max=MAX_WORDS)])
    figure = StringField(_l("Figure"), [Length(max=MAX_FIGURE)])
    part = StringField(_l("Count reached"), [Length(max=MAX_FIGURE)])
    whole = StringField(_l("Count of all"), [Length(max=MAX_FIGURE)])
    nothing_to_report = BooleanField(_l("Nothing to report"))
    typed: Typed

    @classmethod
    def of(cls, item: FormItem, answer: Answer | None, suggested: Typed | None = None) -> "AnswerForm":
        """The form over what is saved, or what is suggested where nothing is."""
        shown = typed_in(answer) if answer is not None else suggested or Typed()
        version = answer.version if answer is not None else 0
        form = cls(formdata=None, obj=shown, key=item.key, version=version, over=None, figure=figure(shown.figure))
        return form.named(item)

    def named(self, item: FormItem) -> "AnswerForm":
        """Several stand on one page: each field's id ends with the item's key."""
        for field in self:
            field.id = f"{field.name}-{item.key}"
        return self

    @property
    def seen(self) -> int:
        """The version before them, 0 where nothing was saved."""
        return max(self.version.data or 0, self.over.data or 0)

    def forget_version(self) -> None:
        """Of a version that nobody ever saved: no page sends it, and there is nothing to put beside what was typed."""
        self.version.data = self.over.data = None
        self.form_errors.append(str(_NO_VERSION))

    def reads(self, measure: str) -> bool:
        """Read the figures; what cannot be read is said beside its field. Afterwards `typed` holds all of it."""
        figures: dict[str, int | None] = {}
        value = None
        try:
            value = read_answer(self.figure.data or "", measure=measure)
        except RuleBroken as refusal:
            self.figure.errors = [said(refusal)]
        for field in (self.part, self.whole):
            try:
                figures[field.name] = read_count(field.data or "")
            except RuleBroken as refusal:
                field.errors = [said(refusal)]
        if self.errors:
            return False
        words = "\n".join((self.words.data or "").splitlines()).strip()
        nothing = bool(self.nothing_to_report.data)
        self.typed = Typed(words=words, figure=value, **figures, nothing_to_report=nothing)
        return True


class FilesForm(Form):
    """Files that go with the report."""

    files = EvidenceField(_l("Files"), render_kw={"accept": TAKEN})
