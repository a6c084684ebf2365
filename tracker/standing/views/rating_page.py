"""The page of one rating, with the forms that whoever looks at it may send."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.accounts.entry import at_office
from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.forms.ratings import AskedForm, DecideForm, RatingReplyForm, SendForm
from tracker.standing.models import Rating, RatingState
from tracker.standing.queries.schemes import edition_of
from tracker.standing.rules.rated import BEHIND, read, records
from tracker.standing.rules.ratings import last_reply, level_name, scheme_of, verdict_of


def year_asked() -> int:
    """The year in the address; 0 where it names none."""
    asked = request.args.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0


def link_of(rating_id: int) -> str:
    """Where mails lead to."""
    return at_office(url_for("ratings.show", rating_id=rating_id))


def show_rating(person: Person, rating: Rating, *, status: int = 200, **forms: Any) -> ResponseReturnValue:
    """What the scheme demands beside what the figures say and rest on, the talk with the unit, what can be done.

    A form that was refused (in `forms`) is shown whatever the state is by now: it says why and keeps what was typed.
    """
    scheme, state = scheme_of(rating), rating.state
    runs = policy.can_rate(person, rating)
    newest = edition_of(rating.scheme.key)
    offered = {"asked": AskedForm.of(rating), "sending": SendForm(formdata=None)}
    offered |= {"replying": RatingReplyForm(formdata=None), "deciding": DecideForm.of(rating)}
    page = render_template(
        "standing/ratings/show.html",
        rating=rating,
        scheme=scheme,
        figures=scheme.with_points(read(rating.figures, rating.asked)),
        verdict=verdict_of(rating),
        behind=BEHIND,
        evidence=records(rating.evidence),
        level_name=level_name,
        reply=last_reply(rating),
        late=rating.reply_by is not None and clock.today() > rating.reply_by,
        outdated=newest is not None and newest.id != rating.scheme_id,
        may_run=runs,
        may_prepare=runs and state is not RatingState.DECIDED,
        may_ask="asked" in forms or (runs and state is not RatingState.DECIDED),
        may_send="sending" in forms or (runs and state is RatingState.PROPOSED),
        may_reply="replying" in forms or (state is RatingState.SENT and policy.can_reply_to_rating(person, rating)),
        may_decide="deciding" in forms
        or (state is not RatingState.PROPOSED and policy.can_decide_rating(person, rating)),
        events=story_of(rating),
        **offered | forms,
    )
    return page, status
