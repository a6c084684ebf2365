"""What units say to the entries of a compliance list, with their evidence."""

from collections.abc import Callable

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.documents.sending import send_stored
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.forms.compliance import ReplyForm
from tracker.standing.models import ComplianceEntry, ComplianceFile, ComplianceReply
from tracker.standing.queries.compliance import get_compliance_file, get_entry
from tracker.standing.services.deciding import reply_to_entry, take_in_reply
from tracker.standing.views.compliance_pages import show_entry

bp = Blueprint("compliance_replies", __name__)


@bp.post("/compliance-entries/<int:entry_id>/reply")
@guarded_by(policy.can_reply_to_entry, get_entry, sees=policy.can_view_entry)
def reply(person: Person, entry: ComplianceEntry) -> ResponseReturnValue:
    """The unit's head says what the unit has to say."""
    words = gettext("Your reply is with the standing staff. Until the day for it you can add to it.")
    return _keep(person, entry, reply_to_entry, words)


@bp.post("/compliance-entries/<int:entry_id>/late-reply")
@guarded_by(policy.can_decide_entry, get_entry, sees=policy.can_view_entry)
def take_in(person: Person, entry: ComplianceEntry) -> ResponseReturnValue:
    """Staff write down what the unit said after the day for it."""
    return _keep(person, entry, take_in_reply, gettext("The late reply is taken in, under your name."))


@bp.get("/compliance-files/<int:compliance_file_id>")
@guarded_by(policy.can_view_compliance_file, get_compliance_file)
def download(_person: Person, file: ComplianceFile) -> ResponseReturnValue:
    """A file of a reply, as it came."""
    return send_stored(file.file)


def _keep(
    person: Person, entry: ComplianceEntry, verb: Callable[..., ComplianceReply], words: str
) -> ResponseReturnValue:
    form = ReplyForm()
    if not form.validate_on_submit():
        return show_entry(person, entry, reply=form, status=422)
    told = {"words": form.words.data or "", "files": form.files.sent}
    return save(
        form,
        lambda: verb(entry, **told, by=person, at=clock.now()),
        words=words,
        onward=url_for("compliance_entries.show", entry_id=entry.id),
        again=lambda status: show_entry(person, entry, reply=form, status=status),
    )
