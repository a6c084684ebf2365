"""Who speaks for a unit: itself, and whoever took over from it."""

from datetime import date

from tracker.office.queries.succession import successors_of


def speakers_of(unit_id: int, *, on: date) -> frozenset[int]:
    """The units whose heads speak for a unit on a day: itself, and those that took over from it and exist."""
    return frozenset({unit_id, *successors_of(on=on).get(unit_id, ())})
