"""What the office's papers do not allow."""

from tracker.core.errors import N_, RuleBroken


class LetterheadNeeded(RuleBroken):
    """A number carries the committee's sign."""

    message = N_("Nobody has entered the letterhead of this programme yet. Enter it under “Office papers”, then go on.")


class RegisterNeeded(RuleBroken):
    """No register gives numbers to papers of that type."""

    message = N_(
        "No register gives numbers to documents of this type. Open one under “Office papers”; "
        "a register without types serves all of them."
    )


class TypeHasRegister(RuleBroken):
    """Two registers would give one number twice."""

    message = N_("The register “%(register)s” gives these numbers already. End it first, or choose other types.")


class NumberTaken(RuleBroken):
    """No two papers of a term have one number."""

    message = N_("This number is in the register already: %(notation)s.")


class RegisterHasEnded(RuleBroken):
    """It gives no more numbers."""

    message = N_("This register has ended. Take it up again before entering numbers.")


class YearlyTermsBeginThemselves(RuleBroken):
    """January does it."""

    message = N_("This register begins again with 01 every year by itself; nothing was changed.")
