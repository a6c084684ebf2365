"""What those who direct a task may not do with it, in words a clerk can act on."""

from collections.abc import Collection, Iterable

from tracker.core.errors import N_, RuleBroken
from tracker.tasks.models import Assignment, Part, State, TaskMode, TaskState

OVER = (TaskState.DONE, TaskState.DROPPED)


class ReasonNeeded(RuleBroken):
    """A task is suspended or dropped, or a part taken from a unit, without a reason."""

    message = N_("Say why: the units concerned will read it.")


class DueBeforeStart(RuleBroken):
    """A deadline before the first day."""

    message = N_("The deadline lies before %(day)s, the day on which the task begins. Change one of the two.")


class DeadlineStands(RuleBroken):
    """The deadline of a task that is done or dropped."""

    message = N_("The task is done or dropped: its deadline stays as it was. Its words can still be mended.")


class EventIsAhead(RuleBroken):
    """An event is said to have come on a day that is still to come."""

    message = N_("This day is still ahead. Enter the event once it has come.")


class LeadIsThere(RuleBroken):
    """A second leader for a task that one unit leads."""

    message = N_("%(unit)s leads this task already. To change who leads, give its part to the other unit.")


class UnitHasPart(RuleBroken):
    """A unit that has, or had, a part in the task gets another for the same period."""

    message = N_("%(unit)s has a part in this task already, or had one that ended. Choose another unit.")


class NobodyWouldDoIt(RuleBroken):
    """The last part that somebody answers for is ended."""

    message = N_("Then nobody would answer for this task. Give the part to another unit, or drop the task as a whole.")


def answers_for_task(mode: TaskMode, part: Part) -> bool:
    """Whether who has that duty owes the task itself: the lead of a joint one, else all who lead or carry it out."""
    return part is Part.LEAD or (mode is TaskMode.EACH and part is Part.IMPLEMENT)


def check_somebody_is_left(mode: TaskMode, parts: Iterable[Assignment], ending: Collection[Assignment]) -> None:
    """Refuse to end parts where nobody would answer for the task any more."""
    left = [p for p in parts if p not in ending and p.state is not State.ENDED and answers_for_task(mode, p.part)]
    if not left and any(answers_for_task(mode, part.part) for part in ending):
        raise NobodyWouldDoIt
