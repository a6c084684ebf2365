"""What is done to documents that are taken in, and to what was read of them."""

from tracker.intake.services.accepting import accept_item, accept_sure, is_ready
from tracker.intake.services.mending import drop_item, mend_head, mend_item, propose_again
from tracker.intake.services.taking_in import FileRead, enter, read_file, take_in

__all__ = [
    "FileRead",
    "accept_item",
    "accept_sure",
    "drop_item",
    "enter",
    "is_ready",
    "mend_head",
    "mend_item",
    "propose_again",
    "read_file",
    "take_in",
]
