"""What is done to accounts."""

from tracker.accounts.services.accounts import add_account, change_contact, choose_language, choose_mail
from tracker.accounts.services.identities import NobodyByThatIdentity, recognise, unlink_identities
from tracker.accounts.services.kept_forms import TooMuchToKeep, keep_form, kept_forms, let_go, let_go_of_old
from tracker.accounts.services.links import (
    ask_for_link,
    disable_account,
    enable_account,
    invite,
    send_reset,
    take_up_link,
)
from tracker.accounts.services.passwords import (
    WrongNameOrPassword,
    check_password,
    check_still_proven,
    new_password_hash,
    set_password,
)
from tracker.accounts.services.people import (
    PersonFacts,
    change_role,
    correct_person,
    end_person,
    end_role,
    enter_person,
    open_account,
    take_back,
)
from tracker.accounts.services.saved_filters import drop_filter, kept_query, save_filter
from tracker.accounts.services.second_factor import (
    WrongCode,
    check_code,
    remove_second_factor,
    renew_recovery_codes,
    set_up_second_factor,
    turn_off_second_factor,
    turn_on_second_factor,
)
from tracker.accounts.services.sessions import (
    confirm_session,
    end_all_sessions,
    end_session,
    open_session,
    token_hash,
)
from tracker.accounts.services.setup import first_password_hash, set_up_office
from tracker.accounts.services.throttle import check_tries, count_try, forget_old_tries, forgive_try, name_key

__all__ = [
    "NobodyByThatIdentity",
    "PersonFacts",
    "TooMuchToKeep",
    "WrongCode",
    "WrongNameOrPassword",
    "add_account",
    "ask_for_link",
    "change_contact",
    "change_role",
    "check_code",
    "check_password",
    "check_still_proven",
    "check_tries",
    "choose_language",
    "choose_mail",
    "confirm_session",
    "correct_person",
    "count_try",
    "disable_account",
    "drop_filter",
    "enable_account",
    "end_all_sessions",
    "end_person",
    "end_role",
    "end_session",
    "enter_person",
    "first_password_hash",
    "forget_old_tries",
    "forgive_try",
    "invite",
    "keep_form",
    "kept_forms",
    "kept_query",
    "let_go",
    "let_go_of_old",
    "name_key",
    "new_password_hash",
    "open_account",
    "open_session",
    "recognise",
    "remove_second_factor",
    "renew_recovery_codes",
    "save_filter",
    "send_reset",
    "set_password",
    "set_up_office",
    "set_up_second_factor",
    "take_back",
    "take_up_link",
    "token_hash",
    "turn_off_second_factor",
    "turn_on_second_factor",
    "unlink_identities",
]
