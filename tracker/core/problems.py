"""What people read when something could not be answered: as a page, or as a piece for htmx."""

import errno
import logging
from urllib.parse import urlsplit

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import BadRequest, Conflict, HTTPException, InternalServerError, SecurityError

from tracker.core.db import db
from tracker.core.errors import N_, ChangedMeanwhile, Message, RuleBroken
from tracker.core.htmx import wants_fragment

MOST_HEARD_OUT = 100 * 1024 * 1024  # of a body that is too large
PASSWORDS = {"password", "present", "new", "again"}  # the fields of our forms in which one is typed
# code: (heading, what happened, what to do)
WORDS: dict[int, tuple[Message, Message, Message]] = {
    400: (
        N_("This could not be read"),
        N_("What arrived was incomplete. Nothing was changed."),
        N_("Go back, load the page again and send it once more."),
    ),
    403: (
        N_("This is not yours to do"),
        N_("This page or act belongs to another role, or to a programme that has ended. Nothing was changed."),
        N_("If it should be you, ask whoever looks after roles in your office."),
    ),
    404: (
        N_("There is no such page"),
        N_("The address is wrong, or the page concerns another unit."),
        N_("Check the address, or start from the first page."),
    ),
    405: (
        N_("This page cannot be used like that"),
        N_("Nothing was changed."),
        N_("Go back and use the buttons of the page."),
    ),
    409: (
        N_("Someone else was faster"),
        N_("The record was changed while you worked on it. Nothing of yours was saved over it."),
        N_("Load the page again, compare, and save once more."),
    ),
    413: (
        N_("What was sent is too large"),
        N_("At most 20 MB can be sent at once. Nothing was stored."),
        N_("Choose smaller files, or send some now and the others afterwards."),
    ),
    429: (
        N_("Too many tries"),
        N_("Nothing was changed."),
        N_("Wait a minute and try again."),
    ),
    500: (
        N_("Something went wrong here"),
        N_("The mistake is ours and is written down. What was saved before is kept."),
        N_("Try once more; if it happens again, tell whoever looks after this office's tracker."),
    ),
    507: (
        N_("There is no room left here"),
        N_("The server's disk is full, so this was not saved. What was saved before is kept and can be read."),
        N_(
            "Tell whoever looks after this office's tracker. Go back to what you typed, and send it once there is room."
        ),
    ),
}
_FULL = ("disk is full", "No space left")  # as SQLite and PostgreSQL say it
log = logging.getLogger(__name__)


class NoRoom(HTTPException):
    """The disk is full: reading goes on, and writing once there is room."""

    code = 507


class NotSent(BadRequest):
    """A form of somebody who is no longer signed in, that could not be kept for them."""


def init_app(app: Flask) -> None:
    """Answer every failure with words."""
    app.register_error_handler(HTTPException, show)
    app.register_error_handler(ChangedMeanwhile, lambda _clash: show(Conflict()))
    app.register_error_handler(Exception, show_unforeseen)


def said(refusal: RuleBroken) -> str:
    """A refusal in the reader's language."""
    return str(gettext(refusal.message, **{name: _in_words(fact) for name, fact in refusal.parameters.items()}))


def _in_words(fact: object) -> object:
    if isinstance(fact, tuple):
        return ", ".join(str(_in_words(one)) for one in fact)
    return gettext(fact) if isinstance(fact, Message) else fact


def show(problem: HTTPException) -> ResponseReturnValue:
    """A failure that HTTP knows."""
    if problem.code is None or problem.code < 400:
        return problem.get_response()
    if isinstance(problem, SecurityError):
        return problem.get_response()  # a forged host: no page of ours can be built for it
    code = problem.code if problem.code in WORDS else (400 if problem.code < 500 else 500)
    heading, words, what_to_do = WORDS[code]
    not_sent = isinstance(problem, CSRFError | NotSent)
    if not_sent:
        heading, words, what_to_do = (
            N_("This was not sent"),
            N_("You are no longer signed in, or this page was open since before you signed in. Nothing was changed."),
            N_("Copy what you typed, load the page again, sign in and send it once more."),
        )
    if problem.code == 413:
        _hear_out()
    template = "shared/errors/_error.html" if wants_fragment() else "shared/errors/error.html"
    page = render_template(
        template,
        code=problem.code,
        heading=gettext(heading),
        words=gettext(words),
        what_to_do=gettext(what_to_do),
        typed=_typed() if not_sent else [],
    )
    return page, problem.code


def _typed() -> list[str]:
    """What a person wrote in a form of ours that could not be trusted any more: kept on the page, to be copied."""
    if not was_sent_from_here() or not PASSWORDS.isdisjoint(request.form):
        return []  # not typed here, or not to be shown: a good password has spaces in it
    return [words for name, words in request.form.items() if name != "csrf_token" and any(map(str.isspace, words))]


def was_sent_from_here() -> bool:
    """Whether a page of ours sent this, as far as the browser says; one that does not say did not."""
    said_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return urlsplit(said_from).netloc == request.host
    except ValueError:
        return False


def _hear_out() -> None:
    """Take in what is still being sent, and forget it: cut off while it sends, a browser shows a broken connection."""
    length = request.content_length or 0
    if length <= (request.max_content_length or length):
        return  # refused for another reason, after some of it was read
    left = min(length, MOST_HEARD_OUT)
    while left > 0 and (piece := request.environ["wsgi.input"].read(min(left, 65536))):
        left -= len(piece)


def show_unforeseen(problem: Exception) -> ResponseReturnValue:
    """A failure of ours: logged whole, told without the inside."""
    log.exception("unforeseen failure", exc_info=problem)
    db.session.rollback()
    return show(NoRoom() if _is_full(problem) else InternalServerError())


def _is_full(problem: Exception) -> bool:
    if isinstance(problem, OSError):
        return problem.errno in (errno.ENOSPC, errno.EDQUOT)
    told = str(getattr(problem, "orig", ""))  # what a database said
    return any(words in told for words in _FULL)
