"""What somebody had typed when their session had ended: kept for them until they have signed in again."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime

from tracker.accounts import queries
from tracker.accounts.models import Account, KeptForm
from tracker.accounts.services.sessions import token_hash
from tracker.core.db import db
from tracker.core.errors import N_, RuleBroken

MOST_FIELDS, MOST_LETTERS = 200, 200_000  # of one form: more than any of ours takes
MOST_KEPT = 20  # of one account at a time: a cookie that is no longer good must not fill the disk
LONGEST_ADDRESS = 500


class TooMuchToKeep(RuleBroken):
    """No form of ours is that long, or nobody leaves so many behind."""

    message = N_("This is too much to be kept. Copy what you typed before you go on.")


def keep_form(
    account: Account,
    *,
    path: str,
    page: str,
    fields: Sequence[tuple[str, str]],
    files: Sequence[tuple[str, str]],
    at: datetime,
) -> str:
    """Keep a form for whoever typed it; the token that only their browser gets. Raises TooMuchToKeep.

    `fields` and `files` are (name, value) and (name, file name) as sent; the files themselves are not kept.
    """
    letters = sum(len(name) + len(value) for name, value in (*fields, *files))
    if (
        len(fields) + len(files) > MOST_FIELDS
        or letters > MOST_LETTERS
        or len(path) > LONGEST_ADDRESS
        or queries.how_many_kept(account) >= MOST_KEPT
    ):
        raise TooMuchToKeep
    token = secrets.token_urlsafe(24)
    db.session.add(
        KeptForm(
            token_hash=token_hash(token),
            account_id=account.id,
            path=path,
            page=page if len(page) <= LONGEST_ADDRESS else "",
            fields=[list(pair) for pair in fields],
            files=[list(pair) for pair in files],
            at=at,
        )
    )
    return token


def kept_forms(account: Account, tokens: Collection[str]) -> Sequence[KeptForm]:
    """What this browser kept of that account's, the oldest first: nobody else's, and nobody else's browser's."""
    return queries.kept_forms(account, [token_hash(token) for token in tokens])


def let_go(kept: KeptForm, *, at: datetime) -> None:
    """It was saved after all, or is not wanted: what was typed is not kept a moment longer."""
    kept.fields, kept.files, kept.ended_at = [], [], at


def let_go_of_old(*, before: datetime, at: datetime) -> int:
    """What nobody has come back for since then. How many."""
    old = queries.kept_before(before)
    for kept in old:
        let_go(kept, at=at)
    return len(old)
