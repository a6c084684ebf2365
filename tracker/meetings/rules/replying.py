"""What an invitation needs before it goes out, and what an answer to it needs."""

from datetime import date, time

from tracker.core.errors import N_, Message, RuleBroken
from tracker.meetings.models import Reply

NEEDS = {"held_on": N_("Day"), "starts_at": N_("Time"), "venue": N_("Venue")}


class InvitationLacks(RuleBroken):
    """Who is invited must know when and where."""

    message = N_("No invitation has been sent: it has to say %(what)s. Enter what is missing, then send it.")


class AllInvitedAlready(RuleBroken):
    """Nobody is left to whom it was not sent."""

    message = N_("Every unit has its invitation already. Units that you add get theirs when you send again.")


class NobodyToInvite(RuleBroken):
    """All units were left out."""

    message = N_("No unit is invited yet. Choose the units, then send the invitations.")


class InvitationNotSentYet(RuleBroken):
    """An answer to what was not asked."""

    message = N_("This unit has not been sent an invitation, so there is nothing to answer yet.")


class InvitationHasEnded(RuleBroken):
    """The unit was left out afterwards."""

    message = N_(
        "This unit is not invited any more, so nothing was saved. Ask the standing staff if that is a mistake."
    )


class MeetingHasBegun(RuleBroken):
    """Answers can be changed until it is opened."""

    message = N_("Answers count until the meeting is opened, and this one is “%(state)s”. Nothing was changed.")


class AnswerNeeded(RuleBroken):
    """No choice was made."""

    message = N_("Choose whether somebody of the unit comes.")


class DeputyNeedsName(RuleBroken):
    """Whoever comes instead is named."""

    message = N_("Write who comes instead: name and office.")


class AbsenceNeedsReason(RuleBroken):
    """Nobody stays away without a word."""

    message = N_("Write why nobody of the unit can come.")


class NobodyToRemind(RuleBroken):
    """All have answered."""

    message = N_("Every unit that has its invitation has answered. Nobody was reminded.")


class AllAskedToday(RuleBroken):
    """Once a day is enough."""

    message = N_("These units were reminded of the invitation today already. They can be reminded again tomorrow.")


def lacking(*, held_on: date | None, starts_at: time | None, venue: object | None) -> tuple[Message, ...]:
    """What an invitation has to say and the meeting does not yet."""
    known = {"held_on": held_on, "starts_at": starts_at, "venue": venue}
    return tuple(words for name, words in NEEDS.items() if known[name] is None)


def words_for(reply: Reply, *, deputy: str, reason: str) -> str:
    """The words that go with an answer. Raises DeputyNeedsName, AbsenceNeedsReason."""
    deputy, reason = " ".join(deputy.split()), reason.strip()
    if reply is Reply.DEPUTY and not deputy:
        raise DeputyNeedsName
    if reply is Reply.ABSENT and not reason:
        raise AbsenceNeedsReason
    return {Reply.DEPUTY: deputy, Reply.ABSENT: reason}.get(reply, "")
