"""What is done to meetings and to their conclusions."""

from tracker.meetings.services.arranging import join_conclusion, move_conclusion, split_conclusion
from tracker.meetings.services.changing import cancel_meeting, reschedule_meeting
from tracker.meetings.services.conclusions import (
    add_conclusion,
    drop_conclusion,
    edit_conclusion,
    restore_conclusion,
)
from tracker.meetings.services.confirming import answer_conclusion
from tracker.meetings.services.facts import ConclusionFacts
from tracker.meetings.services.handing_over import hand_over
from tracker.meetings.services.meetings import open_meeting, record_notice
from tracker.meetings.services.noticing import close_meeting
from tracker.meetings.services.planning import edit_meeting, plan_meeting
from tracker.meetings.services.publishing import add_published_conclusion, publish_meeting
from tracker.meetings.services.series import (
    SeriesFacts,
    ToPlan,
    add_series,
    edit_series,
    end_series,
    plan_series,
    resume_series,
)
from tracker.meetings.services.venues import VenueFacts, add_venue, edit_venue, end_venue, resume_venue

__all__ = [
    "ConclusionFacts",
    "SeriesFacts",
    "ToPlan",
    "VenueFacts",
    "add_conclusion",
    "add_published_conclusion",
    "add_series",
    "add_venue",
    "answer_conclusion",
    "cancel_meeting",
    "close_meeting",
    "drop_conclusion",
    "edit_conclusion",
    "edit_meeting",
    "edit_series",
    "edit_venue",
    "end_series",
    "end_venue",
    "hand_over",
    "join_conclusion",
    "move_conclusion",
    "open_meeting",
    "plan_meeting",
    "plan_series",
    "publish_meeting",
    "record_notice",
    "reschedule_meeting",
    "restore_conclusion",
    "resume_series",
    "resume_venue",
    "split_conclusion",
]
