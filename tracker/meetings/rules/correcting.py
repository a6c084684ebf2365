"""What correcting a notice does not allow."""

from tracker.core.errors import N_, RuleBroken


class NotIssuedYet(RuleBroken):
    """A draft is mended, not corrected."""

    message = N_("This notice has not been issued yet, so its wording can simply be mended.")


class BeingCorrected(RuleBroken):
    """Two corrections of one notice at once."""

    message = N_("A notice that corrects this one has been begun already. Go on with that one, or drop it first.")


class NotItsPoint(RuleBroken):
    """A point that the corrected notice does not have."""

    message = N_("That point is not one of the notice that is being corrected. Choose one of the list.")


class PointReplaced(RuleBroken):
    """A point is replaced once in one notice."""

    message = N_("This notice replaces or withdraws that point already. Leave that out first, then choose anew.")
