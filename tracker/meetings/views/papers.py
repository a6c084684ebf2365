"""Papers that lie on a meeting's table: to be saved, never opened by the browser as what they claim to be."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import acts, clock
from tracker.core.access import guarded_by
from tracker.documents.sending import send_stored
from tracker.meetings import policy
from tracker.meetings.forms.agenda import PapersForm
from tracker.meetings.models import Meeting, MeetingPaper
from tracker.meetings.queries.agenda import get_item, get_meeting_bare, get_paper, items_to_choose
from tracker.meetings.services.papers import add_papers, take_paper_back
from tracker.meetings.views.agenda import show_agenda
from tracker.office.models import Person

bp = Blueprint("meeting_papers", __name__)


@bp.post("/meetings/<int:meeting_id>/papers")
@guarded_by(policy.can_run, get_meeting_bare, sees=policy.can_view)
def add(person: Person, meeting: Meeting) -> ResponseReturnValue:
    """Keep files; one that cannot be kept is named, and none is."""
    form = PapersForm().offer(items_to_choose(meeting.id))
    good = form.validate_on_submit()
    if good and not form.files.sent:
        form.files.errors = [gettext("Choose a file.")]
    if not good or not form.files.sent:
        return show_agenda(person, meeting, files=form, status=422)
    item_id = form.item.data

    def verb() -> None:
        item = get_item(item_id) if item_id else None
        add_papers(meeting, form.files.sent, item=item, by=person, at=clock.now())

    return acts.save(
        form,
        verb,
        words=gettext("Kept with the meeting: %(files)s", files=", ".join(form.files.names)),
        onward=url_for("agenda.index", meeting_id=meeting.id, _anchor="papers"),
        again=lambda status: show_agenda(person, meeting, files=form, status=status),
    )


@bp.get("/meeting-papers/<int:meeting_paper_id>")
@guarded_by(policy.can_view_paper, get_paper)
def download(_person: Person, paper: MeetingPaper) -> ResponseReturnValue:
    """The file as it came; of one that was taken back, nothing."""
    if paper.ended:
        abort(404)
    return send_stored(paper.file)


@bp.post("/meeting-papers/<int:meeting_paper_id>/take-back")
@guarded_by(policy.can_run_paper, get_paper, sees=policy.can_view_paper)
def take_back(person: Person, paper: MeetingPaper) -> ResponseReturnValue:
    """Show it to nobody any more."""
    meeting = paper.meeting
    return acts.act(
        lambda: take_paper_back(paper, by=person, at=clock.now()),
        words=gettext("Taken back: %(file)s. Nobody is shown it any more.", file=paper.file.name),
        onward=url_for("agenda.index", meeting_id=meeting.id, _anchor="papers"),
        again=lambda status: show_agenda(person, meeting, status=status),
    )
