"""Fields of intake's forms."""

from datetime import date

from wtforms import StringField, ValidationError

from tracker.core.errors import RuleBroken
from tracker.core.formats import day
from tracker.core.periods import Quarter, quarters_of
from tracker.core.problems import said
from tracker.office.fields import day_of
from tracker.reading.dates import read_deadline


class DocumentDayField(StringField):
    """A day as people write it. `day` is the one meant, once `read` has been told which year it is about."""

    data: str | None
    day: date | None = None

    def read(self, year: int) -> None:
        """Complete "30/9" by that year. Raises ValidationError, in the reader's words, where one day is not said."""
        self.day = day_of(self.data or "", year=year)


class DocumentDeadlineField(DocumentDayField):
    """A deadline, which may be a month or a quarter too: `day` is its last day."""

    def read(self, year: int) -> None:
        """The same, of whatever a deadline is written as."""
        try:
            found = read_deadline(self.data or "", year=year)
        except RuleBroken as refusal:
            raise ValidationError(said(refusal)) from None
        self.day = found.due if found is not None else None


def written(stored: str | None) -> str:
    """A day of a proposal as people write it: "2024-07-31" is "31/07/2024"."""
    return day(date.fromisoformat(stored)) if stored else ""


def quarter_choices(year: int, proposed: str | None) -> list[tuple[str, str]]:
    """The quarters of a year and of the next, the proposed one among them; none, where none is proposed."""
    quarters = {*quarters_of(year), *quarters_of(year + 1)}
    quarters |= {Quarter.parse(proposed)} if proposed else set()
    return [*([] if proposed else [("", "–")]), *((str(q), q.label) for q in sorted(quarters))]
