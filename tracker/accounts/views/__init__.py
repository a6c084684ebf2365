"""Pages of accounts."""

from tracker.accounts.views.signing_in import bp as accounts

__all__ = ["accounts"]
