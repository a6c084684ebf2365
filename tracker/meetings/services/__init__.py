"""What is done to meetings and to their conclusions."""

from tracker.meetings.services.conclusions import (
    add_conclusion,
    add_published_conclusion,
    drop_conclusion,
    edit_conclusion,
    restore_conclusion,
)
from tracker.meetings.services.handing_over import hand_over
from tracker.meetings.services.meetings import (
    close_meeting,
    edit_meeting,
    open_meeting,
    plan_meeting,
    publish_meeting,
    record_notice,
)

__all__ = [
    "add_conclusion",
    "add_published_conclusion",
    "close_meeting",
    "drop_conclusion",
    "edit_conclusion",
    "edit_meeting",
    "hand_over",
    "open_meeting",
    "plan_meeting",
    "publish_meeting",
    "record_notice",
    "restore_conclusion",
]
