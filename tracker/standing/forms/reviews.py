"""The form of a review, and those of its sections."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import HiddenInput

from tracker.core.errors import RuleBroken
from tracker.core.formats import period
from tracker.core.forms import Form, VersionedForm
from tracker.core.periods import Period, Quarter, Span, quarters_of
from tracker.standing import labels
from tracker.standing.models import ProgrammeReview, ReviewKind, ReviewSection
from tracker.standing.rules.reviews import ReviewEndsBeforeItBegins, ReviewTooLong, TooManySections, span_of

LONGEST_SECTION = 50_000


class ReviewForm(VersionedForm):
    """What is looked back on, from which quarter to which."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {
        ReviewEndsBeforeItBegins: "last_quarter",
        ReviewTooLong: "first_quarter",
    }
    kind = RadioField(_l("Kind"), choices=lambda: labels.options(labels.REVIEW_KIND))
    title = StringField(_l("What the review is called"), [DataRequired(_l("Say what is reviewed.")), Length(max=300)])
    first_quarter = SelectField(_l("From the quarter"))
    last_quarter = SelectField(_l("To the quarter"))

    @classmethod
    def of(cls, review: ProgrammeReview) -> "ReviewForm":
        """The form over what is saved."""
        span = span_of(review)
        return cls(formdata=None, obj=review, kind=review.kind.value).offering(span.first.year, span.last.year)

    def offering(self, *years: int) -> "ReviewForm":
        """Set which quarters can be chosen: of the years from the first of these to the last, and around them."""
        offered = _quarters(range(min(years) - 5, max(years) + 2))
        self.first_quarter.choices = self.last_quarter.choices = offered
        return self

    @property
    def span(self) -> Span:
        """The quarters chosen."""
        return Span(Quarter.parse(self.first_quarter.data), Quarter.parse(self.last_quarter.data))

    @property
    def of_kind(self) -> ReviewKind:
        """The kind chosen."""
        return ReviewKind(self.kind.data)


class SectionForm(VersionedForm):
    """A section as staff write it; `gathered` is the hash of what units had said when the page was opened.

    It saves by itself, but never over what another saved meanwhile: only a press sends `over`, the version replaced.
    """

    title = StringField(_l("Title of the section"), [DataRequired(_l("Give the section a title.")), Length(max=300)])
    words = TextAreaField(_l("Words of the review"), [Length(max=LONGEST_SECTION)])
    gathered = HiddenField(validators=[Length(max=64)])
    over = IntegerField(widget=HiddenInput(), validators=[Optional()])

    @property
    def seen(self) -> int:
        """The version before them, or the one that they mean to replace."""
        return self.over.data or self.version.data or 0

    @classmethod
    def of(cls, section: ReviewSection, *, words: str, gathered: str) -> "SectionForm":
        """The form over what is saved; without any words, over those that the units gave."""
        return cls(formdata=None, obj=section, words=section.words or words, gathered=gathered, over=None)


class NewSectionForm(Form):
    """A further section."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {TooManySections: "title"}
    title = StringField(_l("Title of the section"), [DataRequired(_l("Give the section a title.")), Length(max=300)])


def _quarters(years: Iterable[int]) -> list[tuple[str, str]]:
    return [(str(one), period(Period.of(one))) for year in years for one in quarters_of(year)]
