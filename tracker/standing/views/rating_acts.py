"""What is done with ratings: proposed, asked, sent, replied to, decided."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act, save
from tracker.core.db import transaction
from tracker.core.errors import RuleBroken
from tracker.office.context import chosen_programme
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.forms.ratings import AskedForm, DecideForm, ProposeForm, RatingReplyForm, SendForm
from tracker.standing.models import Rating
from tracker.standing.queries.ratings import get_rating
from tracker.standing.queries.schemes import known_schemes
from tracker.standing.services import rating_proposals as proposals
from tracker.standing.services import rating_settling as settling
from tracker.standing.views.rating_page import link_of, show_rating, year_asked

bp = Blueprint("rating_acts", __name__, url_prefix="/ratings")


@bp.get("/propose")
@guarded_by(policy.can_rate_some)
def ask_propose(person: Person) -> ResponseReturnValue:
    """Which year, by which scheme."""
    chosen_programme(person, may=person.runs)
    today = clock.today()
    year = year_asked() or today.year - (today.month < 7)  # last year's, until the middle of this one
    return _propose(ProposeForm(formdata=None, year=year).offer(known_schemes()))


@bp.post("/propose")
@guarded_by(policy.can_rate_some)
def propose(person: Person) -> ResponseReturnValue:
    """Propose a level for every unit that has none."""
    programme = chosen_programme(person, may=person.runs)
    form = ProposeForm().offer(known_schemes())
    if not form.validate_on_submit():
        return _propose(form, status=422)
    try:
        with transaction():
            facts: dict[str, Any] = {"scheme": form.scheme.data, "by": person, "at": clock.now()}
            made = len(proposals.propose_ratings(programme, form.year.data, **facts))
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _propose(form, status=422)
    flash(ngettext("Proposed the rating of %(num)d unit.", "Proposed the ratings of %(num)d units.", made), "done")
    return redirect(url_for("ratings.index", year=form.year.data))


@bp.post("/<int:rating_id>/anew")
@guarded_by(policy.can_rate, get_rating, sees=policy.can_view_rating)
def anew(person: Person, rating: Rating) -> ResponseReturnValue:
    """Count it again, by the newest edition of its scheme."""
    return act(
        lambda: proposals.propose_anew(rating, by=person, at=clock.now()),
        words=gettext("Proposed anew from the figures of today. Send it to the unit again when it is ready."),
        onward=url_for("ratings.show", rating_id=rating.id),
        again=lambda status: show_rating(person, rating, status=status),
    )


@bp.post("/<int:rating_id>/asked")
@guarded_by(policy.can_rate, get_rating, sees=policy.can_view_rating)
def say_asked(person: Person, rating: Rating) -> ResponseReturnValue:
    """What the tracker cannot know."""
    form = AskedForm().of_scheme(rating)
    if not form.validate_on_submit() or not form.reads():
        return show_rating(person, rating, asked=form, status=422)
    return save(
        form,
        lambda: proposals.say_asked(rating, form.said, seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved. The proposed level follows from it."),
        onward=url_for("ratings.show", rating_id=rating.id),
        again=lambda status: show_rating(person, rating, asked=form, status=status),
        compare=lambda: form.compare(rating, AskedForm.of(rating), story_of(rating)[0]),
    )


@bp.get("/send")
@guarded_by(policy.can_rate_some)
def ask_send(person: Person) -> ResponseReturnValue:
    """Until when the units may reply."""
    chosen_programme(person, may=person.runs)
    return _send(SendForm(formdata=None)) if year_asked() else redirect(url_for("ratings.index"))


@bp.post("/send")
@guarded_by(policy.can_rate_some)
def send_all(person: Person) -> ResponseReturnValue:
    """Send all that are ready."""
    programme, form, sent = chosen_programme(person, may=person.runs), SendForm(), []
    if not form.validate_on_submit():
        return _send(form, status=422)
    try:
        with transaction():
            facts: dict[str, Any] = {"link": link_of, "by": person, "at": clock.now()}
            sent += settling.send_ratings(programme, year_asked(), reply_by=form.reply_by.data, **facts)
    except RuleBroken as refusal:
        form.refuse(refusal)
        return _send(form, status=422)
    flash(ngettext("Sent to %(num)d unit.", "Sent to %(num)d units.", len(sent)), "done")
    return redirect(url_for("ratings.index", year=year_asked()))


@bp.post("/<int:rating_id>/send")
@guarded_by(policy.can_rate, get_rating, sees=policy.can_view_rating)
def send(person: Person, rating: Rating) -> ResponseReturnValue:
    """Send one."""
    form = SendForm()
    if not form.validate_on_submit():
        return show_rating(person, rating, sending=form, status=422)
    facts: dict[str, Any] = {"reply_by": form.reply_by.data, "link": link_of, "by": person, "at": clock.now()}
    return save(
        form,
        lambda: settling.send_rating(rating, **facts),
        words=gettext("Sent. The unit sees it now and may reply."),
        onward=url_for("ratings.show", rating_id=rating.id),
        again=lambda status: show_rating(person, rating, sending=form, status=status),
    )


@bp.post("/<int:rating_id>/reply")
@guarded_by(policy.can_reply_to_rating, get_rating, sees=policy.can_view_rating)
def reply(person: Person, rating: Rating) -> ResponseReturnValue:
    """What the unit says to it."""
    form = RatingReplyForm()
    if not form.validate_on_submit():
        return show_rating(person, rating, replying=form, status=422)
    facts: dict[str, Any] = {"agrees": form.agrees.data == "yes", "words": form.words.data or ""}
    facts |= {"files": form.files.sent, "by": person, "at": clock.now()}
    return save(
        form,
        lambda: settling.reply_to_rating(rating, **facts),
        words=gettext("Saved. The chair reads what your unit says before deciding."),
        onward=url_for("ratings.show", rating_id=rating.id),
        again=lambda status: show_rating(person, rating, replying=form, status=status),
    )


@bp.post("/<int:rating_id>/decide")
@guarded_by(policy.can_decide_rating, get_rating, sees=policy.can_view_rating)
def decide(person: Person, rating: Rating) -> ResponseReturnValue:
    """Settle the level."""
    form = DecideForm().offer(rating)
    if not form.validate_on_submit():
        return show_rating(person, rating, deciding=form, status=422)
    facts: dict[str, Any] = {"level": form.level.data, "words": form.words.data or "", "seen": form.seen}
    return save(
        form,
        lambda: settling.decide_rating(rating, **facts, link=link_of, by=person, at=clock.now()),
        words=gettext("Decided. The unit is told by mail."),
        onward=url_for("ratings.show", rating_id=rating.id),
        again=lambda status: show_rating(person, rating, deciding=form, status=status),
        compare=lambda: form.compare(rating, DecideForm.saved(rating), story_of(rating)[0]),  # a reply, too
    )


@bp.post("/decide-agreed")
@guarded_by(policy.can_decide_some)
def decide_agreed(person: Person) -> ResponseReturnValue:
    """Settle as proposed whatever units have agreed to."""
    programme, year, onward = chosen_programme(person, may=person.chairs), year_asked(), _list_of_year()
    return act(
        lambda: settling.decide_agreed(programme, year, link=link_of, by=person, at=clock.now()),
        words=gettext("Decided as proposed for all units that agreed. They are told by mail."),
        onward=onward,
        again=lambda _status: redirect(onward),
    )


def _list_of_year() -> str:
    return url_for("ratings.index", year=year_asked() or None)


def _propose(form: ProposeForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("standing/ratings/propose.html", form=form), status


def _send(form: SendForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("standing/ratings/send.html", form=form, year=year_asked()), status
