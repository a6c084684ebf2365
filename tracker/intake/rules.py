"""The rules of intake: what may become of a proposal, and why it may not."""

from collections.abc import Mapping

from tracker.core.errors import N_, RuleBroken
from tracker.intake.models import ItemKind, ItemState

ITEM_MOVES: Mapping[ItemState, set[ItemState]] = {
    ItemState.PROPOSED: {ItemState.ACCEPTED, ItemState.DROPPED},
    ItemState.DROPPED: {ItemState.PROPOSED},
    ItemState.ACCEPTED: set(),
}
DIRECTIVES = (ItemKind.TASK, ItemKind.CONCLUSION, ItemKind.REPORT)  # what units are addressed by


class NothingToTakeIn(RuleBroken):
    """A text in which no plan, task, target or conclusion was found."""

    message = N_(
        "Nothing in this file reads like a plan or a notice of conclusions, so nothing was stored. "
        "Check that it is the right file."
    )


class OnlyProposalsAreMended(RuleBroken):
    """An accepted or dropped item is not mended here."""

    message = N_("This is no longer a proposal, so it is not mended here.")


class UnitsNotChosen(RuleBroken):
    """Names that are unknown, or that leave open who is meant ("liên quan")."""

    message = N_("The document names %(names)s; choose the units that are meant, or leave them out.")


class PlanNeedsYear(RuleBroken):
    """The year of the plan is not known."""

    message = N_("The year of this plan is not known. Enter it with the head of the document, above.")


class NeedsQuarter(RuleBroken):
    """A meeting or a task of a quarter without its quarter."""

    message = N_("Choose the quarter.")


class TargetNotChosen(RuleBroken):
    """A change, and nobody has said of what."""

    message = N_("Choose the target that is changed.")


class AmendmentNeedsDay(RuleBroken):
    """A change whose document has no date."""

    message = N_("Say from which day on the target is changed: the document has no date.")


class AmendmentNeedsFigure(RuleBroken):
    """Another measure without another figure."""

    message = N_("The unit of measure changes, so that the figure before says nothing any more. Enter the new one.")


class UnitTwice(RuleBroken):
    """Two shares for one unit, by two of its names."""

    message = N_("%(names)s: this unit has a share already, under another of its names. Leave one of them.")


class NoticeNeedsMeeting(RuleBroken):
    """A conclusion whose meeting was dropped."""

    message = N_("The meeting of this notice was dropped. Propose it again first: conclusions belong to a meeting.")
