"""Finding accounts, their sessions, and who is there."""

from tracker.accounts.queries.accounts import (
    account_of,
    account_of_person,
    accounts_of_unit,
    anybody_can_sign_in,
    load_account,
    named,
    names_around,
    plain_name,
)
from tracker.accounts.queries.identities import identities_of
from tracker.accounts.queries.kept_forms import account_of_session, how_many_kept, kept_before, kept_forms
from tracker.accounts.queries.links import account_by_name_or_address, link_of, open_links
from tracker.accounts.queries.people import (
    PeopleFilter,
    PersonRow,
    free_sign_in_name,
    how_many_people,
    other_admins,
    people,
    person_row,
)
from tracker.accounts.queries.second_factor import recovery_codes_left
from tracker.accounts.queries.sessions import get_session, is_new_place, open_session, sessions_of
from tracker.accounts.queries.tries import wait_until

__all__ = [
    "PeopleFilter",
    "PersonRow",
    "account_by_name_or_address",
    "account_of",
    "account_of_person",
    "account_of_session",
    "accounts_of_unit",
    "anybody_can_sign_in",
    "free_sign_in_name",
    "get_session",
    "how_many_kept",
    "how_many_people",
    "identities_of",
    "is_new_place",
    "kept_before",
    "kept_forms",
    "link_of",
    "load_account",
    "named",
    "names_around",
    "open_links",
    "open_session",
    "other_admins",
    "people",
    "person_row",
    "plain_name",
    "recovery_codes_left",
    "sessions_of",
    "wait_until",
]
