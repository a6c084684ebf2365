"""Pages travel compressed, where nobody can learn from their length (docs/decisions/012)."""

import gzip
import re
import secrets

from flask import Flask, Response, request

WORTHWHILE = 1024  # bytes; below it the answer fits one packet anyway
FASTEST = 1  # of gzip's levels: 6 saves a tenth more for three times the work
# What a page may be asked with and still be compressed: in numbers and quarters nobody hides a guess.
PLAIN = re.compile(rb"(?:(?:quarter=[0-9]{4}-Q[1-4]|(?:after|before|page|programme|unit)=[0-9]{1,9})(?:&|\Z))*")
PADDING = 100  # bytes at most


def init_app(app: Flask) -> None:
    """Compress what is read, for browsers that understand it."""
    app.after_request(compress)


def compress(answer: Response) -> Response:
    """A whole page or piece that was only read, and says back nothing of the question."""
    if answer.mimetype != "text/html" or answer.is_streamed or "Content-Encoding" in answer.headers:
        return answer
    answer.vary.add("Accept-Encoding")
    read = request.method == "GET" and answer.status_code == 200 and PLAIN.fullmatch(request.query_string)
    if not read or not request.accept_encodings["gzip"] or (answer.content_length or 0) < WORTHWHILE:
        return answer
    answer.set_data(_padded(gzip.compress(answer.get_data(), FASTEST, mtime=0)))
    answer.headers["Content-Encoding"] = "gzip"
    return answer


def _padded(packed: bytes) -> bytes:
    """The same with a name of random length in its head, which readers skip: lengths of two answers do not compare."""
    name = b"a" * secrets.randbelow(PADDING)
    return packed[:3] + b"\x08" + packed[4:10] + name + b"\0" + packed[10:]
