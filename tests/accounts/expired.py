"""A session that ends while its browser holds a form in which something was typed."""

import sqlalchemy as sa

from tests.town import Town
from tracker.accounts import keeping
from tracker.accounts.models import KeptForm, SignInSession
from tracker.core.db import db, transaction

LONG = "Đã họp dân hai thôn, lập xong danh sách 14 hộ.\r\nCòn ba hộ chưa thống nhất chỗ làm vườn."
HERE = {"Origin": "http://localhost"}


def end_by_hand(town: Town, _app=None) -> None:
    """Somebody ends all sessions there are."""
    with transaction():
        db.session.execute(sa.update(SignInSession).values(ended_at=town.now))


def send(browser, part, *, headers=None, **changes):
    """The progress of a part, from its own page."""
    data = {"csrf_token": "x", "form_key": "k", "version": part.version, "percent": "70", "words": LONG} | changes
    return browser.post(f"/assignments/{part.id}/update?of=task", data=data, headers=HERE | (headers or {}))


def kept() -> list[KeptForm]:
    """All that was ever kept, the oldest first."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(KeptForm).order_by(KeptForm.id)))


def sign_in_again(town: Town, browser, who: str = "officer") -> None:
    """As the sign-in page ends: in the same browser."""
    with browser.session_transaction() as session:
        tokens = session.get(keeping.TOKENS)
        session.clear()
        if tokens:
            session[keeping.TOKENS] = tokens
        session["_user_id"], session["_fresh"] = town.session_of(who).token, True
