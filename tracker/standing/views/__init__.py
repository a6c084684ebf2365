"""Compliance lists, where units stand, ratings, and reviews."""

from tracker.standing.views import (
    compliance_entries,
    compliance_lists,
    compliance_replies,
    compliance_steps,
    rating_acts,
    rating_asked,
    rating_schemes,
    ratings,
    review_sections,
    reviews,
    standings,
)

BLUEPRINTS = (
    compliance_lists.bp,
    compliance_steps.bp,
    compliance_entries.bp,
    compliance_replies.bp,
    reviews.bp,
    review_sections.bp,
    standings.bp,
    ratings.bp,
    rating_acts.bp,
    rating_asked.bp,
    rating_schemes.bp,
)
