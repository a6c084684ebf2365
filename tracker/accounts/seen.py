"""When a session was last used, brought up to date now and then: it ends after a while without use.

The only thing that looking at a page writes. It happens after the answer, on a connection of its own, at once or not at
all: a page never waits for it, and never fails with it.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, g
from sqlalchemy.engine import Engine

from tracker.accounts.models import SignInSession
from tracker.core import clock
from tracker.core.db import at_once, db

EVERY = timedelta(minutes=5)
log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Look at each answer to somebody who is signed in."""
    app.after_request(_after)


def _after(response: Response) -> Response:
    session = g.get("_login_user")  # only where the request has asked who it is
    known: Any = sa.inspect(session).dict if isinstance(session, SignInSession) else {}  # nothing is asked for it
    now = clock.now()
    if "seen_at" in known and now - known["seen_at"] >= EVERY:
        response.call_on_close(partial(_bring_up_to_date, db.engine, known["id"], now))
    return response


def _bring_up_to_date(engine: Engine, session_id: int, now: datetime) -> None:
    lives = sa.update(SignInSession).where(
        SignInSession.id == session_id, SignInSession.ended_at.is_(None), SignInSession.seen_at < now
    )
    try:
        with at_once(engine) as connection:
            connection.execute(lives.values(seen_at=now))
    except sa.exc.SQLAlchemyError as busy:
        log.info("a session's last use was not noted: %s", type(busy).__name__)
