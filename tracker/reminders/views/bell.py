"""The bell: what a person has to do, apart from what is good to know."""

from datetime import UTC, datetime

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import act
from tracker.core.forms import Form
from tracker.office.context import programme_or_none
from tracker.office.models import Person
from tracker.reminders import policy
from tracker.reminders.letters import about
from tracker.reminders.queries.bell import news
from tracker.reminders.queries.mine import count_mine, pressing
from tracker.reminders.services.bell import mark_read
from tracker.reminders.views.due_changes import called, page_of
from tracker.reminders.views.links import urls
from tracker.tasks.queries import reckoning

bp = Blueprint("bell", __name__, url_prefix="/bell")
MOST_TO_DO = MOST_NEWS = 30


@bp.get("/")
@guarded_by(policy.can_read_due)
def index(person: Person) -> ResponseReturnValue:
    """Both lists. Looking at them changes nothing."""
    return _index(person)


@bp.get("/count")
@guarded_by(policy.can_read_due)
def count(person: Person) -> ResponseReturnValue:
    """How much needs a hand now, for the sign at the top: it asks for this by itself, so that no page waits for it."""
    return render_template("reminders/bell/_count.html", bell_count=count_mine(person, reckoning(clock.today())))


@bp.post("/read")
@guarded_by(policy.can_read_due)
def read(person: Person) -> ResponseReturnValue:
    """What stood on the page is no longer new."""
    form = ReadForm()
    if not form.validate_on_submit():
        return _index(person, status=422)
    until = datetime.fromtimestamp(form.until.data or 0, UTC)
    return act(
        lambda: mark_read(person, until=until, at=clock.now()),
        words=gettext("Marked as read."),
        onward=url_for(".index"),
        again=lambda status: _index(person, status=status),
    )


class ReadForm(Form):
    """Until when: the moment of the page, in seconds since 1970."""

    until = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(0, 32503680000)])


def _index(person: Person, *, status: int = 200) -> ResponseReturnValue:
    now, programme = clock.now(), programme_or_none(person)
    told = news(person, programme.id, now=now, limit=MOST_NEWS + 1) if programme else []
    page = render_template(
        "reminders/bell/index.html",
        items=pressing(person, reckoning(clock.today()), limit=MOST_TO_DO),
        url_of=urls(),
        about=about,
        several=len(person.own_unit_ids) > 1,
        news=told[:MOST_NEWS],
        more_news=len(told) > MOST_NEWS,
        page_of=page_of,
        called=called,
        form=ReadForm(formdata=None, until=int(now.timestamp())),
    )
    return page, status
