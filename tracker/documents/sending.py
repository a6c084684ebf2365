"""Sending a stored file to whoever may have it."""

from flask import Response, abort, send_file

from tracker.documents import files
from tracker.documents.models import StoredFile


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
