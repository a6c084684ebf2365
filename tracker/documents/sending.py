"""Sending a stored file, or a paper that is written now, to whoever may have it."""

import io

from flask import Response, abort, send_file

from tracker.documents import files
from tracker.documents.models import StoredFile
from tracker.documents.papers import WORD, Paper, write_pdf, write_word

_WRITERS = {
    "word": (write_word, "docx", WORD),
    "pdf": (write_pdf, "pdf", "application/pdf"),
}


def send_stored(file: StoredFile) -> Response:
    """The file as it came: always to be saved, never to be opened by the browser as what it claims to be."""
    if not files.path_of(file.sha256).is_file():
        abort(404)
    answer = send_file(
        files.path_of(file.sha256),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=file.name,
        conditional=False,
        etag=False,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def send_paper(paper: Paper, *, name: str, kind: str = "word") -> Response:
    """A paper of the office as a file, "word" or "pdf", called `name` with its ending. Raises PdfWriterMissing."""
    write, ending, mimetype = _WRITERS[kind]
    answer = send_file(
        io.BytesIO(write(paper)),
        mimetype=mimetype,
        as_attachment=True,
        download_name=files.plain_name(f"{name}.{ending}"),
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
