"""What is refused to staff who remind many units at once, or gather what there is not."""

from tracker.core.errors import N_, RuleBroken

NUDGES = ("report.reminded", "report.chased")  # events of the trail: a mail, an official letter
MOST_AT_ONCE = 500  # reports that units are reminded of in one act


class NothingExpected(RuleBroken):
    """A consolidated report of a period of which no report was expected."""

    message = N_("No report was expected of any unit for this period, so there is nothing to gather.")


class NoSuchSection(RuleBroken):
    """The form was changed while somebody wrote a section of the consolidated report."""

    message = N_("The form no longer asks for this section. Your words are kept below; copy them to another section.")
