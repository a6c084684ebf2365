"""What is refused to staff who remind many units at once, or gather what there is not."""

from tracker.core.errors import N_, RuleBroken

MOST_AT_ONCE = 500  # reports that units are reminded of in one act


class AllRemindedToday(RuleBroken):
    """Each unit was reminded of each of these reports on the same day."""

    message = N_(
        "The units were reminded of these reports today already. One reminder a day is enough; please wait until "
        "tomorrow."
    )


class NothingExpected(RuleBroken):
    """A consolidated report of a period of which no report was expected."""

    message = N_("No report was expected of any unit for this period, so there is nothing to gather.")


class NoSuchSection(RuleBroken):
    """The form was changed while somebody wrote a section of the consolidated report."""

    message = N_("The form no longer asks for this section. Your words are kept below; copy them to another section.")
