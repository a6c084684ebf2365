"""A form does its work once, however often it is sent: each rendering of one carries a key of its own.

What is remembered is the key with the address and all that was typed: the same again does nothing; a form that was
gone back to and filled differently is another.
"""

import hashlib
import logging
import secrets
import time
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from flask import Flask, Response, current_app, flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from tracker.core.db import SentForm, db, form_done, form_key, transaction
from tracker.core.errors import SentAlready
from tracker.core.htmx import wants_fragment

FIELD = "form_key"
NOT_COMPARED = {FIELD, "csrf_token"}
LONGEST_ADDRESS = 500
LOOKS, PAUSE = 40, 0.05  # how often, and seconds between, the first sending's answer is looked for
log = logging.getLogger(__name__)


def new_key() -> str:
    """For one rendering of a form."""
    return secrets.token_urlsafe(24)


def forget_sent_forms(*, before: datetime) -> None:
    """Let go of the keys of forms that nobody will send again."""
    with transaction():
        db.session.execute(sa.delete(SentForm).where(SentForm.at < before))


def init_app(app: Flask) -> None:
    """Hand the key of a form that was sent to the action's transaction, which holds on to it."""
    app.before_request(_take_key)
    app.after_request(_note_answer)
    app.teardown_request(_let_go)
    app.register_error_handler(SentAlready, answer_again)
    app.add_template_global(new_key, "new_form_key")


def _let_go(_problem: BaseException | None = None) -> None:
    """A thread answers many requests; none inherits the key of the one before."""
    form_key.set("")
    form_done.set("")


def _take_key() -> None:
    _let_go()
    if request.method == "POST" and request.form.get(FIELD) and current_user.is_authenticated:
        form_key.set(_digest())


def _digest() -> str:
    """What makes this sending the same as another. A stranger's is never remembered: they must be able to try again."""
    whole = hashlib.sha256()
    for part in _parts():
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()


def _parts() -> Iterator[bytes]:
    yield request.form[FIELD].encode()
    yield str(session.get("_user_id")).encode()  # a key is of whoever got the page
    yield request.full_path.encode()
    for name, values in request.form.lists():
        if name not in NOT_COMPARED:
            yield from (text.encode() for value in values for text in (name, value))
    for name, file in request.files.items(multi=True):
        yield f"{name} {file.filename}".encode()
        yield hashlib.file_digest(file.stream, "sha256").digest()  # type: ignore[arg-type]  # it reads and seeks
        file.stream.seek(0)


def _note_answer(response: Response) -> Response:
    """Remember where a form led to, for whoever sends it again. It did its work whether or not this succeeds."""
    key, location = form_done.get(), response.location or ""
    if key and location and len(location) <= LONGEST_ADDRESS:
        try:
            with transaction():
                db.session.execute(sa.update(SentForm).where(SentForm.key == key).values(answer=location))
        except sa.exc.SQLAlchemyError:
            log.warning("where a form led to could not be noted", exc_info=True)
    return response


def answer_again(_sent: SentAlready) -> ResponseReturnValue:
    """What whoever sent a form twice should see: the page that it led to, or the record as it stands now."""
    key = form_key.get()
    form_done.set(key)
    form_key.set("")
    flash(gettext("This was saved the first time it was sent. Nothing was done twice."), "done")
    if wants_fragment():
        return _record_as_it_stands() or Response(status=204, headers={"HX-Refresh": "true"})
    address = _awaited_answer(key)
    return redirect(address, 303) if address else _page()


def _page() -> str:
    """Where the first sending's answer is not known: that it is saved, and a way on."""
    return render_template(
        "shared/errors/error.html",
        heading=gettext("This is saved"),
        words=gettext("It was sent twice, and saved once."),
        what_to_do=gettext("Go on from the first page, or back to the list that you came from."),
    )


def _awaited_answer(key: str) -> str:
    """Where the first sending led to. It is saved by now, but may still be on its way to say so."""
    for _look in range(LOOKS):
        db.session.rollback()
        answer = db.session.scalar(sa.select(SentForm.answer).where(SentForm.key == key))
        if answer:
            return answer
        time.sleep(PAUSE)
    return ""


def _record_as_it_stands() -> Response | None:
    """The piece in which the form stood: /assignments/5 for /assignments/5/submit. None where that gives another."""
    address, _, _ = request.path.rpartition("/")
    try:
        endpoint, parts = current_app.url_map.bind("").match(address, method="GET")
        piece: Response = current_app.make_response(current_app.view_functions[endpoint](**parts))  # type: ignore[arg-type]
    except HTTPException:
        return None
    words, place = piece.get_data(as_text=True), request.headers.get("HX-Target", "").rpartition("#")[2]
    if piece.status_code != 200 or not place or f'id="{place}"' not in words:
        return None
    piece.set_data(words + render_template("shared/_flash_partial.html"))
    return piece
