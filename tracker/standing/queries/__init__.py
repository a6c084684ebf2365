"""Reading compliance lists, figures, ratings and reviews."""

from tracker.standing.queries.facts import Fact, facts_behind, facts_of
from tracker.standing.queries.figures import figures_of, quarterly

__all__ = ["Fact", "facts_behind", "facts_of", "figures_of", "quarterly"]
