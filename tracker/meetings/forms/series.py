"""The forms of a series: what it is, and the meetings that are proposed for a year of it."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, HiddenField, SelectField, StringField
from wtforms import Form as Piece
from wtforms.validators import DataRequired, InputRequired, Length

from tracker.core.forms import Doubting, Form, Rows, VersionedForm
from tracker.core.numbers import WholeNumberField
from tracker.core.periods import Quarter
from tracker.meetings.fields import ClockField
from tracker.meetings.models import MeetingSeries
from tracker.meetings.queries import Proposal
from tracker.meetings.services import SeriesFacts, ToPlan
from tracker.office.fields import DayField, this_year, words_of
from tracker.office.models import UnitGroup

MOST_DAYS = 40
USUAL = time(8)


def title_in(series: MeetingSeries, quarter: Quarter) -> str:
    """What a series' meeting is called: "Hội nghị giao ban quý I/2027"."""
    return f"{series.name} {quarter.label}"


def year_asked() -> int:
    """The year for which meetings are proposed; it completes a day that is typed without one."""
    return min(max(request.args.get("year", this_year(), type=int), 2000), 2999)


class SeriesForm(VersionedForm):
    """What a series is called, who hosts in turn, and when it meets."""

    name = StringField(_l("Name"), [DataRequired(_l("Say what the series is called.")), Length(max=200)])
    hosts = SelectField(_l("Units that host in turn"), coerce=int, default=0)
    starts_at = ClockField(_l("Begins at"), [InputRequired(_l("Say when its meetings begin."))], default=USUAL)
    days_before_end = WholeNumberField(
        _l("Working days before the quarter's end"),
        *(0, MOST_DAYS, _l("Enter a number from 0 to 40.")),
        validators=[InputRequired(_l("Enter a number."))],
        default=5,
    )
    _groups: Mapping[int, UnitGroup] = {}

    @classmethod
    def of(cls, series: MeetingSeries) -> "SeriesForm":
        """As it opens over a series."""
        return cls(formdata=None, obj=series, hosts=series.hosts_id or 0)

    def offer(self, groups: Sequence[UnitGroup], *, series: MeetingSeries | None = None) -> "SeriesForm":
        """Set who can host: groups in use, and its own."""
        own = series.hosts if series is not None else None
        self._groups = {group.id: group for group in [*([own] if own is not None else []), *groups]}
        self.hosts.choices = [(0, gettext("Nobody in turn"))]
        self.hosts.choices += [(group.id, group.name) for group in self._groups.values()]
        return self

    def facts(self) -> SeriesFacts:
        """What was typed, as the services take it."""
        return SeriesFacts(
            name=words_of(self.name),
            hosts=self._groups.get(self.hosts.data),
            starts_at=self.starts_at.data or USUAL,
            days_before_end=self.days_before_end.data,
        )


class ProposedForm(Piece):
    """One quarter's meeting, as proposed and as mended."""

    Meta = Form.Meta
    quarter = HiddenField()
    wanted = BooleanField(_l("Plan it"))
    day = DayField(_l("Day"), year=year_asked)
    starts_at = ClockField(_l("Begins at"))
    venue = StringField(_l("Venue"), [Length(max=300)])


class ProposalForm(Doubting):
    """The meetings of a year that are proposed."""

    rows = Rows(FormField(ProposedForm), max_entries=4)
    proposed: Mapping[str, Proposal] = {}

    @classmethod
    def of(cls, series: MeetingSeries, proposed: Sequence[Proposal]) -> "ProposalForm":
        """As it opens."""
        rows: list[dict[str, Any]] = [
            {
                "quarter": str(one.turn.quarter),
                "wanted": True,
                "day": one.turn.day,
                "starts_at": series.starts_at,
                "venue": one.venue,
            }
            for one in proposed
        ]
        return cls(formdata=None, rows=rows).over(proposed)

    def over(self, proposed: Sequence[Proposal]) -> "ProposalForm":
        """Say what is proposed by now, for the rows to name whose turn it is."""
        self.proposed = {str(one.turn.quarter): one for one in proposed}
        return self

    def validate(self, extra_validators: Any = None) -> bool:
        """Of rows, errors stand beside their fields; above stands that there are some."""
        fits = super().validate(extra_validators) and all(_quarter_of(row) is not None for row in self.rows)
        if not fits:
            self.form_errors.append(gettext("Nothing was planned: look at the rows that are marked. The rest is kept."))
        return fits

    def wanted(self, series: MeetingSeries) -> list[ToPlan]:
        """The rows that are ticked, as the service takes them; a meeting is called after its series and quarter."""
        return [
            ToPlan(
                quarter=Quarter.parse(row.quarter.data),
                title=title_in(series, Quarter.parse(row.quarter.data)),
                held_on=row.day.data,
                starts_at=row.starts_at.data,
                venue=words_of(row.venue),
                host=self.proposed[row.quarter.data].host if row.quarter.data in self.proposed else None,
            )
            for row in self.rows
            if row.wanted.data
        ]


def _quarter_of(row: Any) -> Quarter | None:
    try:
        return Quarter.parse(row.quarter.data or "")
    except ValueError:
        return None
