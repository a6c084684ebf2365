"""What is done to accounts."""

from tracker.accounts.services.accounts import add_account, choose_language
from tracker.accounts.services.passwords import WrongNameOrPassword, check_password
from tracker.accounts.services.sessions import end_session, open_session, token_hash

__all__ = [
    "WrongNameOrPassword",
    "add_account",
    "check_password",
    "choose_language",
    "end_session",
    "open_session",
    "token_hash",
]
