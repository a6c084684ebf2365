"""What the rules of tasks refuse, in words a clerk can act on."""

from tracker.core.errors import N_, RuleBroken


class TaskNeedsUnit(RuleBroken):
    """Nobody was named to do it."""

    message = N_("This task has no unit yet. Choose at least one unit that leads or does it.")


class GroupIsEmpty(RuleBroken):
    """A group that means no unit in this programme."""

    message = N_("The group “%(group)s” has no unit in this programme. Choose units by name instead.")


class ReturnNeedsWords(RuleBroken):
    """A part is returned without saying what is missing."""

    message = N_("Say what is missing, so that the unit knows what to mend.")


class PartIsSettledThere(RuleBroken):
    """A unit takes over an open part in a task in which its own part was settled: one unit has one part."""

    message = N_(
        "%(unit)s has had its own part in “%(task)s” settled, while a unit that ends still owes its part there. "
        "Ask staff to settle that part first, or let the units become a new one."
    )
