"""What is said of ratings: proposed, asked, sent, replied to, decided."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.core.errors import RuleBroken
from tracker.core.formats import figure
from tracker.core.forms import Form, VersionedForm
from tracker.core.numbers import WholeNumberField
from tracker.core.problems import said
from tracker.documents.accepting import TAKEN
from tracker.office.fields import DayField
from tracker.standing.models import Rating
from tracker.standing.queries.schemes import SchemeLine
from tracker.standing.rules.ratings import (
    AskedNeedsWords,
    DecisionNeedsReason,
    DisagreementNeedsReason,
    NoSuchLevel,
    ReplyByIsPast,
    SchemeNotOfYear,
    YearNotBegun,
    check_shown,
    read_asked,
    scheme_of,
)
from tracker.standing.rules.schemes import ASKED, RatedFigure
from tracker.standing.services.rating_proposals import Said
from tracker.tasks.forms.evidence import EvidenceField

MAX_WORDS = 5000
FIRST_YEAR, LAST_YEAR = 2000, 2100
NOT_A_YEAR = _l("Enter a year from 2000 to 2100.")


class ProposeForm(Form):
    """Which year is rated, by which scheme."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {SchemeNotOfYear: "scheme", YearNotBegun: "year"}
    year = WholeNumberField(
        _l("Year"), FIRST_YEAR, LAST_YEAR, NOT_A_YEAR, validators=[InputRequired(_l("Say which year is rated."))]
    )
    scheme = SelectField(_l("Scheme"), [InputRequired(_l("Choose the scheme."))])

    def offer(self, schemes: Sequence[SchemeLine]) -> "ProposeForm":
        """Set what can be chosen."""
        self.scheme.choices = [(one.key, f"{one.name} ({_years(one)})") for one in schemes if one.ended_on is None]
        return self


class ShownForm(Form):
    """What shows each figure that no record says."""

    given_points_words = TextAreaField(_l("What the points rest on"), [Length(max=MAX_WORDS)])
    beyond_words = TextAreaField(_l("Which tasks, and what shows it"), [Length(max=MAX_WORDS)])
    remedied_words = TextAreaField(_l("Which shortcomings, and what shows it"), [Length(max=MAX_WORDS)])
    disciplined_words = TextAreaField(_l("Who, and by which decision"), [Length(max=MAX_WORDS)])


class AskedForm(VersionedForm, ShownForm):
    """What no record says, as far as the scheme goes by it, each with what shows it."""

    given_points = StringField(_l("Points given by the office"), [Length(max=20)])
    beyond = StringField(_l("Tasks done beyond what was required, %"), [Length(max=20)])
    remedied = StringField(_l("Shortcomings named before that are remedied, %"), [Length(max=20)])
    disciplined = StringField(_l("Units under it and leaders that were disciplined"), [Length(max=20)])
    said: Mapping[RatedFigure, Said] = {}

    @classmethod
    def of(cls, rating: Rating) -> "AskedForm":
        """As it stands; fields that the scheme does not ask are left out."""
        shown: dict[str, Any] = {"version": rating.version}
        for name, told in rating.asked.items():
            shown |= {name: figure(Decimal(told["value"])), f"{name}_words": told["words"]}
        return cls(formdata=None, **shown).of_scheme(rating)

    def of_scheme(self, rating: Rating) -> "AskedForm":
        """Leave out what its scheme does not ask."""
        for one in set(ASKED) - set(scheme_of(rating).asked):
            del self[one.value], self[f"{one.value}_words"]
        return self

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """Each figure's field with that of its words."""
        return [(self[one.value], self[f"{one.value}_words"]) for one in ASKED if one.value in self]

    def reads(self) -> bool:
        """Read the figures; what cannot be read is said beside its field. Afterwards `said` holds all of it."""
        found: dict[RatedFigure, Said] = {}
        for value, words in self.pairs:
            one = RatedFigure(value.name)
            try:
                found[one] = Said(read_asked(one, value.data or ""), words.data or "")
                check_shown(found[one].value, found[one].words)
            except RuleBroken as refusal:
                field = words if isinstance(refusal, AskedNeedsWords) else value
                field.errors = [said(refusal)]
        self.said = found
        return not self.errors


class SendForm(Form):
    """Until when units may reply."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {ReplyByIsPast: "reply_by"}
    reply_by = DayField(_l("The units may reply until"), [InputRequired(_l(ReplyByIsPast.message))])


class RatingReplyForm(Form):
    """Whether the unit agrees, its words, and what shows them."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {DisagreementNeedsReason: "words"}
    agrees = RadioField(
        _l("Does the unit agree with the proposed level?"),
        [InputRequired(_l("Say whether the unit agrees."))],
        choices=lambda: [("yes", gettext("The unit agrees")), ("no", gettext("The unit does not agree"))],
    )
    words = TextAreaField(_l("Words of the unit"), [Length(max=MAX_WORDS)])
    files = EvidenceField(_l("Files"), render_kw={"accept": TAKEN})


class DecideForm(VersionedForm):
    """The level, and the reason."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = {DecisionNeedsReason: "words", NoSuchLevel: "level"}
    level = RadioField(_l("Level"), [InputRequired(_l(NoSuchLevel.message))])
    words = TextAreaField(_l("Reason"), [Length(max=MAX_WORDS)])

    @classmethod
    def of(cls, rating: Rating) -> "DecideForm":
        """As it opens: what was decided, else what was proposed."""
        shown = cls(formdata=None, obj=rating, level=rating.level or rating.proposed_level, words=rating.decided_words)
        return shown.offer(rating)

    @classmethod
    def saved(cls, rating: Rating) -> "DecideForm":
        """What is decided by now, to compare with: before that no level, whatever was proposed."""
        return cls(formdata=None, level=rating.level, words=rating.decided_words).offer(rating)

    def offer(self, rating: Rating) -> "DecideForm":
        """Set the levels of its scheme."""
        self.level.choices = [(level.key, level.name) for level in scheme_of(rating).levels]
        return self


def _years(one: SchemeLine) -> str:
    return f"{one.first_year}–{one.last_year or ''}"
