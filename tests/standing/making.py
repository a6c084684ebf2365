"""What the room's forms make, for `tests/core/test_once_per_act.py`: who, where, with what, and of what one more."""

from collections.abc import Callable
from typing import Any

from tests.access.reviewing import review
from tests.access.world import World
from tests.standing.listing import Listing
from tests.town import OWN, Town
from tracker.core.db import Base
from tracker.home.access import Object
from tracker.standing.models import ComplianceEntry, ComplianceList, ProgrammeReview, RatingScheme, ReviewSection

Made = tuple[str, Callable[[Town], str], Callable[[Town], dict[str, Any]], type[Base]]
LIST = {"period": "2026-Q1"}
REVIEW = {"title": "Sơ kết một lần", "kind": "interim", "first_quarter": "2026-Q1"}
ENTRY = {"breach": "part_late", "title": "Một lần", "due_on": "30/9/2026"}
SCHEME = {"name": "Một lần", "first_year": "2026", "levels-0-name": "Tốt", "levels-0-overdue": "= 0"}
OF_STANDING: dict[str, Made] = {
    "compliance_lists.add": ("staff", lambda _: "/compliance-lists/new", lambda _: LIST, ComplianceList),
    "compliance_entries.add": (
        "staff",
        lambda town: f"/compliance-lists/{Listing(town).drafted().id}/add-entry",
        lambda town: ENTRY | {"unit": str(town.unit(OWN).id)},
        ComplianceEntry,
    ),
    "rating_schemes.add": (
        "staff",
        lambda _: "/rating-schemes/new",
        lambda _: SCHEME | {"levels-1-name": "Còn lại"},
        RatingScheme,
    ),
    "programme_reviews.add": (
        "staff",
        lambda _: "/programme-reviews/new",
        lambda town: REVIEW | {"last_quarter": str(town.quarter)},
        ProgrammeReview,
    ),
    "review_sections.add": (
        "staff",
        lambda town: f"/programme-reviews/{review(World(town), Object.OWN).id}/sections",
        lambda _: {"title": "Mục một lần"},
        ReviewSection,
    ),
}
