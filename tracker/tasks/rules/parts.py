"""What a unit still owes of its part, and what is refused to who declines, insists, reminds or takes back."""

from tracker.core.errors import N_, RuleBroken
from tracker.tasks.models import State

# What a unit can still be asked for: handed in, it waits for a reply; declined, for a decision.
OWED = (State.ASSIGNED, State.IN_PROGRESS, State.RETURNED)


class NotUnderWay(RuleBroken):
    """The task was stopped, or its programme ended, while somebody had the form open."""

    message = N_(
        "This task is not under way any more: it was suspended or dropped, or its programme has ended. "
        "Nothing was saved; your words are kept below."
    )


class DeclineNeedsWords(RuleBroken):
    """A part is declined without a reason."""

    message = N_("Say why the unit cannot do this, so that staff can decide.")


class InsistNeedsWords(RuleBroken):
    """Staff leave a part with the unit that declined it, without a word."""

    message = N_("Say why the unit should do it after all.")


class RemindedToday(RuleBroken):
    """The same side reminded the unit of this part on the same day."""

    message = N_(
        "The unit was reminded of this today already. One reminder a day is enough; please wait until tomorrow."
    )


class TakenBackAlready(RuleBroken):
    """A file is taken back once."""

    message = N_("This file was taken back already. Nobody is shown it any more.")


class TooManyAtOnce(RuleBroken):
    """More parts than are accepted in one act."""

    message = N_(
        "More than %(limit)s parts were chosen. Choose fewer, and accept the rest afterwards. Nothing was saved."
    )


class NothingChosen(RuleBroken):
    """No part was ticked."""

    message = N_("No part was chosen. Tick the parts that are done, then press the button again.")
