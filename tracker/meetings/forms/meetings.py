"""The forms of a meeting: what is known of it, moving it, cancelling it."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, ClassVar

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from tracker.core.context import chosen_quarter
from tracker.core.errors import RuleBroken
from tracker.core.forms import Doubting, Form, VersionedForm
from tracker.core.periods import Quarter, quarters_of
from tracker.meetings.fields import ClockField
from tracker.meetings.models import Meeting, MeetingSeries, MeetingState
from tracker.meetings.rules import (
    LONGEST_REASON,
    ChairIsTaken,
    ChangeNeedsReason,
    DayIsOff,
    DayIsPast,
    SeriesMeetsAlready,
    VenueHasEnded,
    VenueIsTaken,
)
from tracker.office.fields import DayField, words_of

BESIDE: Mapping[type[RuleBroken], str] = {
    VenueHasEnded: "venue",
    VenueIsTaken: "venue",
    ChairIsTaken: "chair",
    DayIsOff: "day",
    DayIsPast: "day",
    SeriesMeetsAlready: "series",
    ChangeNeedsReason: "words",
}
PLACE = ("venue", "day", "starts_at")


class _MeetingForm(Doubting, VersionedForm):
    beside: ClassVar[Mapping[type[RuleBroken], str]] = BESIDE
    venue = StringField(_l("Venue"), [Optional(), Length(max=300)])
    day = DayField(_l("Day"), [Optional()], year=lambda: chosen_quarter().year)
    starts_at = ClockField(_l("Begins at"), [Optional()])

    def place(self) -> dict[str, Any]:
        """When and where, as the services take it."""
        return {"venue": words_of(self.venue), "held_on": self.day.data, "starts_at": self.starts_at.data}


class MeetingForm(_MeetingForm):
    """What a meeting is called, when and where it is held, who chairs it and who comes beside the units."""

    title = StringField(_l("Title"), [DataRequired(_l("Say what the meeting is called.")), Length(max=300)])
    series = SelectField(_l("Series"), coerce=int, default=0)
    quarter = SelectField(_l("Quarter"))
    chair = SelectField(_l("Chaired by"), coerce=int, default=0)
    guests = TextAreaField(_l("Guests"), [Optional(), Length(max=5000)])
    _series: Mapping[int, MeetingSeries] = {}
    _of: Meeting | None = None

    def offer(
        self,
        quarter: Quarter,
        *,
        series: Sequence[MeetingSeries],
        chairs: Sequence[tuple[int, str]],
        meeting: Meeting | None = None,
    ) -> "MeetingForm":
        """Set the choices, with what a meeting has already; the quarters are those of one year and the next one.

        Where units are invited, day, time and venue are not mended here: they are told of a move.
        """
        self._of = meeting
        own, chair = (meeting.series, meeting.chair) if meeting is not None else (None, None)
        self._series = {one.id: one for one in [*([own] if own is not None else []), *series]}
        offered = dict([*([(chair.id, chair.full_name)] if chair is not None else []), *chairs])
        year = quarters_of(quarter.year)
        self.quarter.choices = [(str(q), q.label) for q in (*year, year[-1].next)]
        self.series.choices = [(0, gettext("In no series"))]
        self.series.choices += [(one.id, one.name) for one in self._series.values()]
        self.chair.choices = [(0, gettext("Not decided yet")), *offered.items()]
        if meeting is not None and meeting.state is MeetingState.INVITED:
            for name in PLACE:
                if name in self:
                    del self[name]
        return self

    @classmethod
    def of(cls, meeting: Meeting) -> "MeetingForm":
        """As it opens over a meeting."""
        return cls(
            formdata=None,
            obj=meeting,
            quarter=str(meeting.quarter),
            venue=meeting.venue.name if meeting.venue is not None else "",
            day=meeting.held_on,
            series=meeting.series_id or 0,
            chair=meeting.chair_id or 0,
        )

    @property
    def chosen_series(self) -> MeetingSeries | None:
        """The series behind what was chosen."""
        return self._series.get(self.series.data)

    def place(self) -> dict[str, Any]:
        """As it is, where it cannot be mended here."""
        if "venue" in self:
            return super().place()
        return _place_of(self._of)

    def facts(self) -> dict[str, Any]:
        """What was typed, as the services take it; the chair by their number."""
        return {
            "title": words_of(self.title),
            "quarter": Quarter.parse(self.quarter.data),
            "chair_id": self.chair.data or None,
            "guests": "\n".join(filter(None, (line.strip() for line in (self.guests.data or "").splitlines()))),
            "series": self.chosen_series,
            **self.place(),
        }


class MoveForm(_MeetingForm):
    """Another day, time or venue, and why."""

    day = DayField(_l("Day"), [DataRequired(_l("Say on which day it is held."))], year=lambda: chosen_quarter().year)
    words = TextAreaField(_l("Reason"), [Length(max=LONGEST_REASON)])

    @classmethod
    def of(cls, meeting: Meeting) -> "MoveForm":
        """As it opens over a meeting."""
        place = _place_of(meeting)
        return cls(
            formdata=None,
            version=meeting.version,
            day=place["held_on"],
            starts_at=place["starts_at"],
            venue=place["venue"],
        )


class CancelForm(Form):
    """Why it is not held."""

    beside: ClassVar[Mapping[type[RuleBroken], str]] = BESIDE
    words = TextAreaField(_l("Reason"), [Length(max=LONGEST_REASON)])


def _place_of(meeting: Meeting | None) -> dict[str, Any]:
    day: date | None = meeting.held_on if meeting is not None else None
    begins: time | None = meeting.starts_at if meeting is not None else None
    venue = meeting.venue.name if meeting is not None and meeting.venue is not None else ""
    return {"venue": venue, "held_on": day, "starts_at": begins}
