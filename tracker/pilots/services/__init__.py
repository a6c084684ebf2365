"""What is done to pilots."""

from tracker.pilots.services.counting import recount
from tracker.pilots.services.funding import add_funding, edit_funding, end_funding
from tracker.pilots.services.handing_over import hand_over
from tracker.pilots.services.pilots import (
    PilotFacts,
    convert_pilot,
    edit_pilot,
    end_pilot,
    maintain_pilot,
    register_pilot,
    start_pilot,
)
from tracker.pilots.services.reviews import review_pilot

__all__ = [
    "PilotFacts",
    "add_funding",
    "convert_pilot",
    "edit_funding",
    "edit_pilot",
    "end_funding",
    "end_pilot",
    "hand_over",
    "maintain_pilot",
    "recount",
    "register_pilot",
    "review_pilot",
    "start_pilot",
]
