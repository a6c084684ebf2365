"""What a request may bring: numbers that a record can have, text that both databases can keep."""

from collections.abc import Iterable
from itertools import chain
from typing import Any
from urllib.parse import quote

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

HIGHEST_NUMBER = 2**31 - 1  # of a record, on PostgreSQL
_ASCII = "".join(map(chr, range(33, 127)))


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
    answer = app.wsgi_app

    def with_plain_query(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")
        if not query.isascii():  # bytes as they came: what is no UTF-8 could not even be told as an error
            environ["QUERY_STRING"] = quote(query, safe=_ASCII, encoding="latin-1")
        return answer(environ, start)

    app.wsgi_app = with_plain_query  # type: ignore[method-assign,assignment]  # how Flask is wrapped


def _refuse_nul() -> None:
    """PostgreSQL keeps no text with U+0000, and nobody types it."""
    typed = chain(*((name, *texts) for values in (request.args, request.form) for name, texts in values.lists()))
    files = chain(*((name, file.filename or "") for name, file in request.files.items(multi=True)))
    if any("\x00" in text for text in chain(typed, files)):
        abort(400)
