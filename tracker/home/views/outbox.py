"""The mail that leaves the office, for admin: so that what does not leave is seen."""

from flask import Blueprint, Response, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.core import clock, sheets
from tracker.core.access import guarded_by
from tracker.core.context import wants_sheet
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.core.forms import Form
from tracker.core.htmx import page_or_fragment, wants_fragment
from tracker.core.incoming import record_number
from tracker.core.problems import said
from tracker.home import policy
from tracker.home.queries import health_now
from tracker.office.models import Person
from tracker.outbox import queries, services
from tracker.outbox.models import OutboxMessage
from tracker.outbox.queries import MessageRow
from tracker.outbox.rules import NO_SERVER, STANDINGS, Standing

bp = Blueprint("outbox", __name__, url_prefix="/outbox")
ROWS = 50  # of a page
MOST_AGAIN = 1000  # at once; whoever has more presses again


@bp.get("/")
@guarded_by(policy.can_see_outbox)
def index(person: Person) -> ResponseReturnValue:
    """The mails, newest first."""
    wanted, words = request.args.get("standing", ""), request.args.get("q", "")
    standing = Standing(wanted) if wanted in list(Standing) else None
    if wants_sheet():
        return _download(queries.messages(standing, words))
    page = max(request.args.get("page", 1, type=record_number), 1)
    rows = queries.messages(standing, words, limit=ROWS + 1, offset=(page - 1) * ROWS)
    return page_or_fragment(
        "outbox/index.html",
        "outbox/_messages.html",
        rows=rows[:ROWS],
        more=len(rows) > ROWS,
        number=page,
        counts=queries.how_many(),
        chosen={"standing": wanted, "q": words},
        options=[(standing.value, gettext(label)) for standing, label in STANDINGS.items()],
        standings=STANDINGS,
        no_server=NO_SERVER,
        is_set_up=current_app.config["MAIL"] is not None,
        health=None if wants_fragment() else health_now(current_app.config, at=clock.now()),
        act=Form(),
    )


@bp.post("/<int:message_id>/try-again")
@guarded_by(policy.can_see_outbox, queries.get_message)
def try_again(person: Person, message: OutboxMessage) -> ResponseReturnValue:
    """Let it leave once more, now."""
    if not Form().validate_on_submit():
        abort(400)
    try:
        with transaction():
            services.try_again(message, by=person, at=clock.now())
    except RuleBroken as refusal:
        flash(said(refusal), "problem")
    else:
        flash(gettext("The mail to %(address)s is tried again now.", address=message.to_address), "done")
    return redirect(url_for(".index"), 303)


@bp.post("/try-again")
@guarded_by(policy.can_see_outbox)
def try_again_many(person: Person) -> ResponseReturnValue:
    """Let those leave once more that were ticked, or all that were given up and fit what is looked for."""
    if not Form().validate_on_submit():
        abort(400)
    words = request.args.get("q", "")
    with transaction():
        chosen = request.form.getlist("message", type=record_number)[:MOST_AGAIN]
        if "all" in request.form:
            chosen = queries.given_up(words, limit=MOST_AGAIN)
        count = services.try_again_together(chosen, by=person, at=clock.now())
    if count:
        flash(ngettext("%(num)d mail is tried again now.", "%(num)d mails are tried again now.", count), "done")
    else:
        flash(gettext("No mail is tried again: none was ticked that can be."), "problem")
    return redirect(url_for(".index", q=words or None, standing=request.args.get("standing") or None), 303)


def _download(rows: list[MessageRow]) -> Response:
    columns = [
        (gettext("To"), "name"),
        (gettext("Address"), "name"),
        (gettext("Subject"), "words"),
        (gettext("Written"), "day"),
        (gettext("Standing"), "day"),
        (gettext("Sent"), "day"),
        (gettext("Tries"), "figure"),
        (gettext("What the mail server said"), "words"),
    ]
    facts = (
        (
            row.to_name,
            row.to_address,
            row.subject,
            row.queued_at,
            gettext(STANDINGS[row.standing]),
            row.sent_at,
            row.tries,
            row.last_error,
        )
        for row in rows
    )
    return sheets.download(gettext("Outgoing mail"), columns, facts)
