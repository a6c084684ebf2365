"""How accounts stand, in words."""

from tracker.accounts.models import MailKind
from tracker.accounts.rules.people import AccountState
from tracker.core.errors import N_

ACCOUNT_STATE = {
    AccountState.ACTIVE: N_("Can sign in"),
    AccountState.INVITED: N_("Has not set a password yet"),
    AccountState.DISABLED: N_("Account disabled"),
    AccountState.NONE: N_("No account"),
    AccountState.LEFT: N_("Has left"),
}
MAIL_KIND = {
    MailKind.SIGN_IN: N_("Somebody signs in as me from a new place"),
    MailKind.ROLES: N_("My roles change"),
    MailKind.REMINDERS: N_("Somebody reminds my unit of its work"),
}
