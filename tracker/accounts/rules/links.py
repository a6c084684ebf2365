"""How long links that let somebody in hold, and when none is given."""

from datetime import timedelta

from tracker.accounts.models import LinkPurpose
from tracker.core.errors import N_, RuleBroken

VALID_FOR = {LinkPurpose.INVITATION: timedelta(days=7), LinkPurpose.RESET: timedelta(hours=1)}
NOT_AGAIN_FOR = timedelta(minutes=5)  # so that nobody can fill another's mailbox


class LinkOpensNothing(RuleBroken):
    """It is unknown, was used, has run out, or a newer one was sent: the words do not tell which."""

    message = N_("This link no longer opens anything. Ask for a new one; nothing was changed.")


class AlreadySignsIn(RuleBroken):
    """An invitation is for who has no password yet."""

    message = N_("%(person)s has a password already. Send a link for a new password instead.")


class NotYetInvited(RuleBroken):
    """A new password is for who had one."""

    message = N_("%(person)s has not set a password yet. Send the invitation again instead.")


class AccountIsDisabled(RuleBroken):
    """A disabled account gets no links."""

    message = N_("The account of %(person)s is disabled. Enable it first; nothing was sent.")


class NotFromThisState(RuleBroken):
    """Somebody was faster, or the page is old."""

    message = N_("The account of %(person)s stands like that already. Nothing was changed.")
