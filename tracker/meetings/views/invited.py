"""What the page of a meeting's invitations shows, from the same facts whoever changed them."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.accounts.entry import at_office, mail_is_set_up
from tracker.core import clock
from tracker.core.context import wants_sheet
from tracker.core.htmx import page_or_fragment
from tracker.documents.papers import can_write_pdf
from tracker.documents.queries import letterhead_of, register_for
from tracker.meetings import policy
from tracker.meetings.invitation_paper import TYPE_CODE
from tracker.meetings.invitation_sheets import download_answers
from tracker.meetings.models import Meeting, Reply
from tracker.meetings.queries import invitations as queries
from tracker.meetings.rules import NOT_HELD_YET
from tracker.meetings.rules.replying import lacking
from tracker.meetings.services.inviting import guests_of
from tracker.office.models import Person


def link_of(meeting: Meeting) -> str:
    """Where mails lead to."""
    return at_office(url_for("invitations.index", meeting_id=meeting.id))


def show_invitations(person: Person, meeting: Meeting, *, status: int = 200) -> ResponseReturnValue:
    """All of them with their figures, or what a unit's own people may see."""
    if not policy.can_see_attendance(person, meeting):
        return _own(person, meeting, status)
    chosen = {name: request.args.get(name, "").strip() for name in ("reply", "q", "sort")}
    reply = Reply(chosen["reply"]) if chosen["reply"] in set(Reply) else None
    rows = queries.invitations_of(meeting, reply=reply, words=chosen["q"], sort=chosen["sort"])
    if wants_sheet():
        return download_answers(meeting, rows)
    facts: dict[str, Any] = {"meeting": meeting, "rows": rows, "chosen": chosen}
    facts |= {"answers": queries.answers_of(meeting.id), "narrowed": bool(reply or chosen["q"])}
    unchosen = not facts["answers"].invited and meeting.state in NOT_HELD_YET
    facts["expected"] = queries.invited_units(meeting, on=clock.today()) if unchosen else []
    facts["may_run"] = policy.can_run(person, meeting)
    facts |= _before_sending(meeting, facts["may_run"])
    page, piece = "meetings/invitations/index.html", "meetings/invitations/_list.html"
    return page_or_fragment(page, piece, status=status, **facts)


def _before_sending(meeting: Meeting, may_run: bool) -> dict[str, Any]:
    """What staff look at before they press the button."""
    missing = lacking(held_on=meeting.held_on, starts_at=meeting.starts_at, venue=meeting.venue)
    numbered = bool(meeting.invitation_notation) or not may_run
    return {
        "to_come": meeting.state in NOT_HELD_YET,
        "lacking": [gettext(one) for one in missing],
        "guests": guests_of(meeting),
        "with_pdf": can_write_pdf(),
        "with_mail": mail_is_set_up(),
        "can_number": numbered or _has_register(meeting),
    }


def _has_register(meeting: Meeting) -> bool:
    return register_for(meeting.programme_id, TYPE_CODE) is not None and letterhead_of(meeting.programme_id) is not None


def _own(person: Person, meeting: Meeting, status: int) -> ResponseReturnValue:
    rows = queries.invitations_of(meeting, of_units=person.own_unit_ids)
    facts = {"meeting": meeting, "rows": rows, "to_come": meeting.state in NOT_HELD_YET, "with_pdf": can_write_pdf()}
    return render_template("meetings/invitations/own.html", **facts), status
