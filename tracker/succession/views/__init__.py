"""Pages of succession: changes of units, and people who hand over."""

from tracker.succession.views import changes, leaving  # noqa: F401  the routes of leaving belong to the same blueprint

BLUEPRINTS = (changes.bp,)
