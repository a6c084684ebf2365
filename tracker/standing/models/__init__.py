"""Compliance lists, ratings and the schemes that they go by, reviews of a programme's periods."""

from tracker.standing.models.compliance import (
    Breach,
    ComplianceEntry,
    ComplianceFile,
    ComplianceList,
    ComplianceReply,
    Decision,
    ListState,
)
from tracker.standing.models.ratings import Rating, RatingFile, RatingReply, RatingScheme, RatingState
from tracker.standing.models.reviews import ProgrammeReview, ReviewKind, ReviewSection

__all__ = [
    "Breach",
    "ComplianceEntry",
    "ComplianceFile",
    "ComplianceList",
    "ComplianceReply",
    "Decision",
    "ListState",
    "ProgrammeReview",
    "Rating",
    "RatingFile",
    "RatingReply",
    "RatingScheme",
    "RatingState",
    "ReviewKind",
    "ReviewSection",
]
