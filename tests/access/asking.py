"""Asking the running application for a cell of the table, and leaving no trace of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.test import TestResponse

from tests.access.world import World
from tests.browser import Browser
from tests.town import Town
from tracker.core.db import db
from tracker.home.access import ROLES, AccessRow, Answer, Object


class Askers:
    """A browser for each role, and a record for each part of an address."""

    def __init__(self, app: Flask, town: Town) -> None:
        self._app = app
        self._rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
        town.new_person("Người Không Vai Trò", role=None, sign_in_name="nobody")
        self.world = World(town).build()
        self._tokens = {who: town.session_of(who).token for who in ROLES if who != "stranger"}

    def ask(self, row: AccessRow, who: str) -> Answer | str:
        """What that role is answered; the status as a word where it is none of the four."""
        return _meaning(self._browser(who).open(self.address(row), method=row.method))

    def address(self, row: AccessRow) -> str:
        """The row's address with the numbers of its records."""
        return re.sub(r"<[^>]*?(\w+)>", lambda part: self._value(part[1], row.object), self._rules[row.endpoint].rule)

    def first_wrong(self, row: AccessRow) -> str | None:
        """The first role that is not answered as written."""
        return next((who for who in ROLES if self.ask(row, who) != row.answers[who]), None)

    def wrong(self, row: AccessRow) -> dict[str, tuple[Answer, Answer | str]]:
        """The cells of a row that are not as written: role to (written, answered)."""
        answered = {who: self.ask(row, who) for who in ROLES}
        return {who: (row.answers[who], got) for who, got in answered.items() if got != row.answers[who]}

    def _value(self, part: str, of: Object) -> str:
        value = self.world.values.get((part, of))
        assert value is not None, f"no {part} is made for “{of}”: tests/access/world.py"
        return value

    def _browser(self, who: str) -> Browser:
        """A new one for each question: an answer may have signed the last one out."""
        browser = self._app.test_client()
        if who in self._tokens:
            with browser.session_transaction() as session:
                session["_user_id"], session["_fresh"] = self._tokens[who], True
        return browser


def _meaning(answer: TestResponse) -> Answer | str:
    if "Clear-Site-Data" in answer.headers:
        return Answer.YES  # signed out: led to the sign-in page too
    if answer.status_code in (301, 302, 303) and answer.location.startswith("/sign-in"):
        return Answer.SIGN_IN
    known = {403: Answer.NO, 404: Answer.HIDDEN}
    if answer.status_code in (200, 204, 302, 303, 409, 422):
        return Answer.YES
    return known.get(answer.status_code, str(answer.status_code))


@contextmanager
def leaving_no_trace(app: Flask) -> Iterator[None]:
    """Whatever requests save in here is taken back at the end: they commit to a savepoint of one connection."""
    db.session.remove()
    engines = db.engines
    engine = engines[None]
    with engine.connect() as connection:
        outer = connection.begin()
        engines[None] = connection  # type: ignore[assignment]
        db.session.configure(join_transaction_mode="create_savepoint")
        try:
            yield
        finally:
            db.session.remove()
            db.session.configure(join_transaction_mode="conditional_savepoint")
            engines[None] = engine
            outer.rollback()
