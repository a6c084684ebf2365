"""A browser without a screen: Flask's test client, made as strict as a server, and reading of what it gets."""

import contextvars
import re
from typing import Any

from flask import has_app_context
from flask.testing import FlaskClient
from lxml import html
from lxml.html import HtmlElement
from werkzeug.test import TestResponse

from tracker.core.db import db


class Browser(FlaskClient):
    """Each request runs in a context of its own, as in a server.

    An application context that a test holds open would otherwise be the request's too: its session, and on `g` the
    person that an earlier request had. The test's session reads again afterwards what the request has changed.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            db.session.rollback()
        kwargs.setdefault("buffered", True)
        answer = contextvars.Context().run(super().open, *args, **kwargs)
        if has_app_context():
            db.session.rollback()
        return answer


def page(answer: TestResponse) -> HtmlElement:
    """The answer's HTML, page or piece, to look into with `.xpath`."""
    return html.fromstring(answer.get_data(as_text=True))


def words(answer: TestResponse | HtmlElement) -> str:
    """What a reader sees of it: its text, with single spaces."""
    element = page(answer) if isinstance(answer, TestResponse) else answer
    return re.sub(r"\s+", " ", element.text_content()).strip()


def by_id(answer: TestResponse | HtmlElement, name: str) -> HtmlElement:
    """The one element of that id. AssertionError where it is missing or there twice."""
    element = page(answer) if isinstance(answer, TestResponse) else answer
    found = element.xpath("descendant-or-self::*[@id=$name]", name=name)
    assert len(found) == 1, f"{len(found)} elements have the id {name}"
    return found[0]
