"""Forms of meetings."""

from tracker.meetings.forms.conclusions import ConclusionForm, Offered, form_of
from tracker.meetings.forms.lines import AnswerForm, NewConclusionForm, NoSuchUnit
from tracker.meetings.forms.meetings import CancelForm, MeetingForm, MoveForm
from tracker.meetings.forms.series import ProposalForm, SeriesForm, year_asked
from tracker.meetings.forms.venues import VenueForm

__all__ = [
    "AnswerForm",
    "CancelForm",
    "ConclusionForm",
    "MeetingForm",
    "MoveForm",
    "NewConclusionForm",
    "NoSuchUnit",
    "Offered",
    "ProposalForm",
    "SeriesForm",
    "VenueForm",
    "form_of",
    "year_asked",
]
