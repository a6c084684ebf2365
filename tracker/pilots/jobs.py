"""What the worker does for pilots."""

from tracker.core import clock
from tracker.core.db import transaction
from tracker.pilots import queries
from tracker.pilots.services import recount


def recount_all() -> None:
    """Count for every target that pilots answer, for those that were marked or amended since the last act."""
    for programme_id, year in queries.counted_years():
        with transaction():
            recount(programme_id, year, at=clock.now())
