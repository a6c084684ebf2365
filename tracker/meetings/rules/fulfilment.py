"""What may have become of a conclusion that was published."""

from enum import StrEnum


class Fulfilment(StrEnum):
    """How what a conclusion became stands. A task's parts count as done once they are handed in, as in all figures.

    A duty is done while every report that it brought so far was handed in; an amendment once it is in force.
    """

    OVERDUE = "overdue"
    OPEN = "open"
    LATE = "late"  # done, and not all of it on time
    ON_TIME = "on-time"
    DROPPED = "dropped"  # given up, or withdrawn
    REPLACED = "replaced"  # by a point of a later notice


LEFT = (Fulfilment.OVERDUE, Fulfilment.OPEN)  # what the next meeting asks about
DONE = (Fulfilment.ON_TIME, Fulfilment.LATE)
