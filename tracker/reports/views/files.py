"""Files that go with a report."""

from flask import Blueprint, abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.core import acts, clock
from tracker.core.access import guarded_by
from tracker.documents.sending import send_stored
from tracker.office.models import Person
from tracker.reports import policy
from tracker.reports.forms.answers import FilesForm
from tracker.reports.models import Report, ReportFile
from tracker.reports.queries.records import get_report
from tracker.reports.queries.writing import get_file
from tracker.reports.services.attaching import attach_files, take_file_back
from tracker.reports.views.desk import Desk

bp = Blueprint("report_files", __name__)


@bp.post("/reports/<int:report_id>/files")
@guarded_by(policy.can_write, get_report, sees=policy.can_view)
def add(person: Person, report: Report) -> ResponseReturnValue:
    """Keep files; one that cannot be kept is named, and none is."""
    form = FilesForm()
    good = form.validate_on_submit()
    if good and not form.files.sent:
        form.files.errors = [gettext("Choose a file.")]
    if not good or not form.files.sent:
        return Desk(person, report).page(files=form, status=422)
    return acts.save(
        form,
        lambda: attach_files(report, form.files.sent, by=person, at=clock.now()),
        words=gettext("Kept with the report: %(files)s", files=", ".join(form.files.names)),
        onward=url_for("writing.edit", report_id=report.id, _anchor="attached"),
        again=lambda status: Desk(person, report).page(files=form, status=status),
    )


@bp.get("/report-files/<int:report_file_id>")
@guarded_by(policy.can_view_file, get_file)
def download(person: Person, file: ReportFile) -> ResponseReturnValue:
    """The file as it came. Taken back, it is for those who had it: what was handed in keeps it."""
    went_in = any(
        file.at <= one.at and (file.ended_at is None or one.at < file.ended_at) for one in file.report.handed_in
    )
    if file.ended_at is not None and not went_in:
        abort(404)
    return send_stored(file.file)


@bp.post("/report-files/<int:report_file_id>/take-back")
@guarded_by(policy.can_take_back, get_file, sees=policy.can_view_file)
def take_back(person: Person, file: ReportFile) -> ResponseReturnValue:
    """It goes with the report no more."""
    report = file.report
    return acts.act(
        lambda: take_file_back(file, by=person, at=clock.now()),
        words=gettext("Taken back: %(file)s. It goes with the report no more.", file=file.file.name),
        onward=url_for("writing.edit", report_id=report.id, _anchor="attached"),
        again=lambda status: Desk(person, report).page(status=status),
    )
