"""What is done to units, and what people who leave hand over."""

from tracker.succession.services.changes import cancel, carry_out, decide, note_refusal
from tracker.succession.services.leaving import Leaving, hand_over

__all__ = ["Leaving", "cancel", "carry_out", "decide", "hand_over", "note_refusal"]
