"""The quarterly review of a pilot: of the quarter in context, written or mended."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.core import acts, clock
from tracker.core.access import guarded_by
from tracker.core.context import chosen_quarter
from tracker.office.models import Person
from tracker.pilots import policy, queries, services
from tracker.pilots.forms import ReviewForm
from tracker.pilots.models import Pilot

bp = Blueprint("pilot_reviews", __name__)


@bp.get("/pilots/<int:pilot_id>/review")
@guarded_by(policy.can_mend, queries.get_pilot, sees=policy.can_view)
def edit(_person: Person, pilot: Pilot) -> ResponseReturnValue:
    """What was found in that quarter, or nothing yet."""
    return _form(_form_of(pilot), pilot)


@bp.post("/pilots/<int:pilot_id>/review")
@guarded_by(policy.can_mend, queries.get_pilot, sees=policy.can_view)
def save(person: Person, pilot: Pilot) -> ResponseReturnValue:
    """Save it."""
    form, quarter = ReviewForm(), chosen_quarter()
    if not form.validate_on_submit():
        return _form(form, pilot, status=422)

    def compare() -> None:
        review = queries.find_review(pilot, quarter) or pilot
        form.compare(review, _form_of(pilot), last_change_of(review))

    return acts.save(
        form,
        lambda: services.review_pilot(pilot, quarter, **form.facts, seen=form.seen, by=person, at=clock.now()),
        words=gettext("Saved. Replicate what works; convert or end what does not."),
        onward=url_for("pilots.show", pilot_id=pilot.id, quarter=quarter, _anchor="reviews"),
        again=lambda status: _form(form, pilot, status=status),
        compare=compare,
    )


def _form_of(pilot: Pilot) -> ReviewForm:
    return ReviewForm(formdata=None, obj=queries.find_review(pilot, chosen_quarter()))


def _form(form: ReviewForm, pilot: Pilot, *, status: int = 200) -> ResponseReturnValue:
    return render_template("pilots/review.html", form=form, pilot=pilot), status
