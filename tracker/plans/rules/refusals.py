"""What the rules of plans refuse, in words a clerk can act on."""

from collections.abc import Collection

from tracker.core.errors import N_, RuleBroken


class TargetHasEnded(RuleBroken):
    """Nothing changes in a target that counts no more."""

    message = N_("This target ended on %(day)s. What it was stays to be read; nothing in it changes any more.")


class EndNeedsWords(RuleBroken):
    """Something ends without a reason."""

    message = N_("Give the reason, so that whoever reads this later understands it.")


class PercentIsNotCounted(RuleBroken):
    """The tracker counts things; it knows no population to take a share of."""

    message = N_("The tracker can count things, not percents. Choose another unit of measure, or type the figures.")


class AmendmentBeforeTarget(RuleBroken):
    """It would change a target that was not yet set."""

    message = N_("The target itself counts from %(day)s. An amendment takes effect on that day or later.")


class AmendedThatDay(RuleBroken):
    """Two amendments on one day: nobody could say which stands."""

    message = N_(
        "On %(day)s %(source)s already changes this target, and that stands. Choose another day, or withdraw it first."
    )


class AmendmentChangesNothing(RuleBroken):
    """It says what is in force already."""

    message = N_(
        "This says just what is in force on that day. Change the wording, the figure, the measure or the units."
    )


class AmendmentNeedsSource(RuleBroken):
    """Nobody could say by what right the target was changed."""

    message = N_("Choose the document that changes the target, or say in words who decided it.")


class AmendmentWasWithdrawn(RuleBroken):
    """Nothing is withdrawn twice."""

    message = N_("This amendment has been withdrawn already. The page below shows it as it is.")


class TargetCountsItself(RuleBroken):
    """A typed figure would stand against the tracker's own."""

    message = N_("The tracker counts this target itself, so nothing needs to be typed here.")


class SourceNeeded(RuleBroken):
    """A figure that cannot be traced."""

    message = N_("Say where the figures come from, for example the report and its day.")


class PeriodNotBegun(RuleBroken):
    """Nothing can be measured of the future."""

    message = N_("This period has not begun yet.")


class MeasuredMeanwhile(RuleBroken):
    """Another entered figures of the same units and period; `unit_ids` says of which, 0 being all together."""

    message = N_(
        "Someone else has entered a figure for %(units)s meanwhile; it stands beside yours. "
        "Saving once more lets yours count."
    )

    def __init__(self, unit_ids: Collection[int], *, units: str) -> None:
        super().__init__(units=units)
        self.unit_ids = unit_ids


class PartAboveWhole(RuleBroken):
    """The counts are the wrong way round."""

    message = N_("%(part)s of %(whole)s cannot be: the first count is a part of the second.")


class CountsAreAPair(RuleBroken):
    """One of two counts."""

    message = N_("Give both counts, the part and the whole, or neither.")


class PercentDiffers(RuleBroken):
    """What was typed is not what the counts make."""

    message = N_(
        "%(part)s of %(whole)s is %(percent)s %%, not what was typed. Mend one of them, or leave the percent empty."
    )
