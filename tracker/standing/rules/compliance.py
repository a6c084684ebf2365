"""How a compliance list goes from draft to locked, when it may be replied to, and what is refused."""

from datetime import date

from tracker.core import clock
from tracker.core.errors import N_, RuleBroken
from tracker.standing.models import ComplianceEntry, ComplianceList, Decision, ListState

# A list that is locked stays as it is: what should change goes into the next edition.
LIST_MOVES: dict[ListState, set[ListState]] = {
    ListState.DRAFT: {ListState.SENT},
    ListState.SENT: {ListState.LOCKED},
    ListState.LOCKED: set(),
}
# What may be decided of an entry: before its unit was asked, nothing is said of it but that it need not stand there.
DECISIONS: dict[ListState, tuple[Decision, ...]] = {
    ListState.DRAFT: (Decision.TAKEN_OFF, Decision.OPEN),
    ListState.SENT: (Decision.KEPT, Decision.TAKEN_OFF, Decision.OPEN),
    ListState.LOCKED: (),
}
REPLY_DAYS = 5  # working days that units usually have


class ListMadeAlready(RuleBroken):
    """A second list of one period, while the first is still worked on."""

    message = N_(
        "The list of this period has been made already and is not locked yet. Nothing was made anew: open that list "
        "and go on with it."
    )


class CorrectInstead(RuleBroken):
    """A first list of a period that has a locked one."""

    message = N_(
        "The list of this period is locked already, under the number %(number)s. Nothing was made anew: open that list "
        "and correct it, should something in it change."
    )


class ListIsLocked(RuleBroken):
    """Something of a list that is closed."""

    message = N_(
        "This list was locked on %(day)s under the number %(number)s, so nothing in it changes any more. Your words "
        "stand here still; staff can make a corrected list that cites this one."
    )


class CorrectTheLatest(RuleBroken):
    """A correction of what was corrected before, or of what is not locked."""

    message = N_("Only the latest locked list of a period is corrected. Open that one, and correct it there.")


class PeriodNotBegun(RuleBroken):
    """Nothing can have been left undone yet."""

    message = N_("This period has not begun yet: there is nothing to tell of it. Choose another period.")


class WhyNeeded(RuleBroken):
    """A correction, an entry that is taken off: each is on the record with why."""

    message = N_("Please write why: it stands on the record, and the unit reads it.")


class NothingToSend(RuleBroken):
    """A list on which nobody stands."""

    message = N_("No entry is left on this list, so there is nobody to send it to.")


class ReplyDayNeeded(RuleBroken):
    """Units would have no day to reply."""

    message = N_("Give the units at least until %(day)s to reply.")


class ReplyNeedsWords(RuleBroken):
    """A reply that says nothing."""

    message = N_("Please write what the unit has to say to this. Files can go with it.")


class NotSentYet(RuleBroken):
    """A reply to what no unit was asked about."""

    message = N_("This list has not been sent to the units yet: there is nothing to reply to.")


class ReplyDayPassed(RuleBroken):
    """The unit replies later than it was asked to."""

    message = N_(
        "Replies were asked for until %(day)s. Your words stand here still; please give them to the standing staff, "
        "who can take them in as long as the list is not locked."
    )


class UnitRepliesItself(RuleBroken):
    """Staff would speak for a unit that still can."""

    message = N_("The unit can reply itself until %(day)s. From the day after, you can take its reply in here.")


class UnitNotHeard(RuleBroken):
    """An entry would be kept before its unit has had its say."""

    message = N_(
        "The unit has not replied yet and may do so until %(day)s. An entry stays on the list only after that day, or "
        "once the unit has replied; it can be taken off at any time."
    )


class NotAllDecided(RuleBroken):
    """A list with entries of which nothing was decided."""

    message = N_("Decide on every entry first. Still open: %(count)s.")


def check_open(compliance_list: ComplianceList) -> None:
    """Raise ListIsLocked where it is."""
    if compliance_list.state is ListState.LOCKED:
        number = compliance_list.number
        raise ListIsLocked(
            day=f"{clock.local(compliance_list.locked_at):%d/%m/%Y}" if compliance_list.locked_at else "",
            number=number.notation if number is not None else "–",
        )


def takes_replies(compliance_list: ComplianceList, today: date) -> bool:
    """Whether units may reply themselves: it was sent, and the last day for it has not passed."""
    by = compliance_list.reply_by
    return compliance_list.state is ListState.SENT and by is not None and today <= by


def is_carried_over(entry: ComplianceEntry) -> bool:
    """Whether it was decided in the edition before, of the same facts."""
    of = entry.compliance_list
    return of.corrects_id is not None and entry.decided_at is not None and entry.decided_at < of.made_at


def is_heard(entry: ComplianceEntry, today: date) -> bool:
    """Whether its unit has had its say: it replied, or the day for that has passed, or that was so before.

    What it said to the edition before, of other facts, is no reply to these.
    """
    by, sent_at = entry.compliance_list.reply_by, entry.compliance_list.sent_at
    replied = sent_at is not None and any(reply.at >= sent_at for reply in entry.replies)
    return replied or (by is not None and by < today) or is_carried_over(entry)


def is_shown_to_unit(entry: ComplianceEntry) -> bool:
    """Whether its unit knows of it: not of a draft, nor of what was taken off before it was ever sent."""
    of = entry.compliance_list
    if of.state is ListState.DRAFT or of.sent_at is None:
        return False
    before = entry.decided_at is not None and entry.decided_at <= of.sent_at
    return not (entry.decision is Decision.TAKEN_OFF and before and of.corrects_id is None)
