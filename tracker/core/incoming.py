"""What a request may bring: numbers that a record can have, text that both databases can keep."""

from itertools import chain

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

HIGHEST_NUMBER = 2**31 - 1  # of a record, on PostgreSQL


class RecordNumber(IntegerConverter):
    """The `<int:…>` of addresses: what no record can have is not found, before a database is asked."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=HIGHEST_NUMBER)


def record_number(text: str) -> int:
    """The same for `request.args.get(…, type=record_number)`. Raises ValueError."""
    number = int(text)
    if not 0 <= number <= HIGHEST_NUMBER:
        raise ValueError(f"no record has the number {text}")
    return number


def init_app(app: Flask) -> None:
    """Hold to it everywhere."""
    app.url_map.converters["int"] = RecordNumber
    app.before_request(_refuse_nul)


def _refuse_nul() -> None:
    """PostgreSQL keeps no text with U+0000, and nobody types it."""
    sent = chain(*(texts for values in (request.args, request.form) for _, texts in values.lists()))
    if any("\x00" in text for text in sent):
        abort(400)
