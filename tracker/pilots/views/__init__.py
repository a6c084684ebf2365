"""Pages of pilots: the list and the tree, one pilot, its registration, its end, its money and its reviews."""

from tracker.pilots.views import deciding, funding, lists, pages, registering, reviews

BLUEPRINTS = (pages.bp, funding.bp, reviews.bp)
__all__ = ["BLUEPRINTS", "deciding", "lists", "registering"]
