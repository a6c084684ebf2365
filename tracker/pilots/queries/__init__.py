"""Reading pilots."""

from tracker.pilots.queries.counts import (
    UnitSummary,
    counted_plan,
    counted_years,
    lacks_review,
    open_pilots_by_unit,
    unit_summaries,
)
from tracker.pilots.queries.goals import Goal, goals
from tracker.pilots.queries.lists import PilotRow, Wanted, pilots_seen_by
from tracker.pilots.queries.records import (
    Found,
    FundingRow,
    Money,
    ReviewRow,
    YearRow,
    find_review,
    funding_of,
    get_funding,
    get_pilot,
    has_open_namesake,
    head_of,
    origins,
    reviews_of,
    years_of,
)
from tracker.pilots.queries.trees import Tree, TreeRow, family_of, tree_of

__all__ = [
    "Found",
    "FundingRow",
    "Goal",
    "Money",
    "PilotRow",
    "ReviewRow",
    "Tree",
    "TreeRow",
    "UnitSummary",
    "Wanted",
    "YearRow",
    "counted_plan",
    "counted_years",
    "family_of",
    "find_review",
    "funding_of",
    "get_funding",
    "get_pilot",
    "goals",
    "has_open_namesake",
    "head_of",
    "lacks_review",
    "open_pilots_by_unit",
    "origins",
    "pilots_seen_by",
    "reviews_of",
    "tree_of",
    "unit_summaries",
    "years_of",
]
