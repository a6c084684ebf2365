"""What is done to tasks."""

from tracker.tasks.services.declining import decline_part, insist_on_part
from tracker.tasks.services.evidence import attach_evidence, take_back_evidence
from tracker.tasks.services.extending import (
    ask_extension,
    close_extensions,
    grant_extension,
    refuse_extension,
    withdraw_extension,
)
from tracker.tasks.services.findings import Remedy, end_finding, make_task, mend_finding, record_finding
from tracker.tasks.services.giving import TaskFacts, add_task
from tracker.tasks.services.handing_over import HandedOver, hand_over
from tracker.tasks.services.mending import confirm_deadline, edit_task, say_event_came
from tracker.tasks.services.nudging import note_nudge, nudge_part
from tracker.tasks.services.parts import Addressed, due_day, give_parts, units_meant
from tracker.tasks.services.progress import report_no_change, submit_assignment, update_progress
from tracker.tasks.services.settling import (
    Settled,
    accept_assignment,
    accept_together,
    finish_when_done,
    return_assignment,
)
from tracker.tasks.services.sharing_out import end_part, give_part, reassign_part
from tracker.tasks.services.stopping import drop_task, publish_task, resume_task, suspend_task

__all__ = [
    "Addressed",
    "HandedOver",
    "Remedy",
    "Settled",
    "TaskFacts",
    "accept_assignment",
    "accept_together",
    "add_task",
    "ask_extension",
    "attach_evidence",
    "close_extensions",
    "confirm_deadline",
    "decline_part",
    "drop_task",
    "due_day",
    "edit_task",
    "end_finding",
    "end_part",
    "finish_when_done",
    "give_part",
    "give_parts",
    "grant_extension",
    "hand_over",
    "insist_on_part",
    "make_task",
    "mend_finding",
    "note_nudge",
    "nudge_part",
    "publish_task",
    "reassign_part",
    "record_finding",
    "refuse_extension",
    "report_no_change",
    "resume_task",
    "return_assignment",
    "say_event_came",
    "submit_assignment",
    "suspend_task",
    "take_back_evidence",
    "units_meant",
    "update_progress",
    "withdraw_extension",
]
