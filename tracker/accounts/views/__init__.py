"""Pages of accounts."""

from tracker.accounts.views.code import bp as code
from tracker.accounts.views.confirming import bp as confirm
from tracker.accounts.views.kept_forms import bp as kept
from tracker.accounts.views.links import bp as links
from tracker.accounts.views.oidc import bp as oidc
from tracker.accounts.views.own_account import bp as me
from tracker.accounts.views.people_acts import bp as people_acts
from tracker.accounts.views.people_import import bp as people
from tracker.accounts.views.roles import bp as roles
from tracker.accounts.views.second_factor import bp as second_factor
from tracker.accounts.views.setup import bp as setup
from tracker.accounts.views.signing_in import bp as accounts

__all__ = [
    "accounts",
    "code",
    "confirm",
    "kept",
    "links",
    "me",
    "oidc",
    "people",
    "people_acts",
    "roles",
    "second_factor",
    "setup",
]
