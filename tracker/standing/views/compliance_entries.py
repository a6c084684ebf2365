"""One entry of a compliance list: read, put on by hand, decided."""

from itertools import dropwhile

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from tracker.audit.queries import last_change_of
from tracker.calendar.queries import work_calendar
from tracker.core import clock
from tracker.core.access import guarded_by
from tracker.core.acts import save
from tracker.office.models import Person
from tracker.office.queries import member_names
from tracker.standing import policy
from tracker.standing.forms.compliance import DecideForm, EntryForm
from tracker.standing.models import ComplianceEntry, ComplianceList, Decision
from tracker.standing.queries.compliance import EntriesChosen, entries_seen_by, get_entry, get_list
from tracker.standing.rules.compliance import DECISIONS
from tracker.standing.services.deciding import decide_entry
from tracker.standing.services.drafting import add_entry
from tracker.standing.views.compliance_pages import show_entry

bp = Blueprint("compliance_entries", __name__)


@bp.get("/compliance-entries/<int:entry_id>")
@guarded_by(policy.can_view_entry, get_entry)
def show(person: Person, entry: ComplianceEntry) -> ResponseReturnValue:
    """What is told, what the unit says to it, what was decided."""
    return show_entry(person, entry)


@bp.get("/compliance-lists/<int:list_id>/add-entry")
@guarded_by(policy.can_run_list, get_list, sees=policy.can_view_list)
def new(_person: Person, compliance_list: ComplianceList) -> ResponseReturnValue:
    """Something that no record tells."""
    return _new_page(compliance_list, _offered(EntryForm(), compliance_list))


@bp.post("/compliance-lists/<int:list_id>/add-entry")
@guarded_by(policy.can_run_list, get_list, sees=policy.can_view_list)
def add(person: Person, compliance_list: ComplianceList) -> ResponseReturnValue:
    """Put it on the draft."""
    form = _offered(EntryForm(), compliance_list)
    if not form.validate_on_submit():
        return _new_page(compliance_list, form, status=422)
    told = form.told(today=clock.today(), calendar=work_calendar())
    return save(
        form,
        lambda: add_entry(compliance_list, told, by=person, at=clock.now()),
        words=gettext("Put on the list: %(unit)s.", unit=told.unit_name),
        onward=url_for("compliance_lists.show", list_id=compliance_list.id),
        again=lambda status: _new_page(compliance_list, form, status=status),
    )


@bp.post("/compliance-entries/<int:entry_id>/decide")
@guarded_by(policy.can_decide_entry, get_entry, sees=policy.can_view_entry)
def decide(person: Person, entry: ComplianceEntry) -> ResponseReturnValue:
    """Whether it stays."""
    form = DecideForm().offer(DECISIONS[entry.compliance_list.state] or tuple(Decision))
    if not form.validate_on_submit():
        return show_entry(person, entry, decide=form, status=422)
    decision, words, seen = Decision(form.decision.data), form.words.data or "", form.seen

    def compare() -> None:
        now = DecideForm.of(entry, DECISIONS[entry.compliance_list.state])
        form.compare(entry, now, last_change_of(entry))

    return save(
        form,
        lambda: decide_entry(entry, decision, words=words, seen=seen, by=person, at=clock.now()),
        words=gettext("Saved: %(title)s", title=f"{entry.unit_name}, {entry.title}"),
        onward=_onward(person, entry),
        again=lambda status: show_entry(person, entry, decide=form, status=status),
        compare=compare,
    )


def _onward(person: Person, entry: ComplianceEntry) -> str:
    """The list; or the next entry that is not decided, where that was asked for and there is one."""
    if "next" in request.form:
        rows = entries_seen_by(person, entry.compliance_list, EntriesChosen(decision=Decision.OPEN))
        after = list(dropwhile(lambda row: row.id != entry.id, rows))
        for row in (*after, *rows):
            if row.id != entry.id:
                return url_for(".show", entry_id=row.id, _anchor="decide")
    return url_for("compliance_lists.show", list_id=entry.list_id, _anchor=f"entry-{entry.id}")


def _offered(form: EntryForm, compliance_list: ComplianceList) -> EntryForm:
    return form.offer(member_names(compliance_list.programme_id, on=clock.today()))


def _new_page(compliance_list: ComplianceList, form: EntryForm, *, status: int = 200) -> ResponseReturnValue:
    return render_template("standing/compliance/add.html", compliance_list=compliance_list, form=form), status
