"""What the pages of a compliance list and of an entry show, from whatever act one comes back to them."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.audit.queries import story_of
from tracker.core import clock
from tracker.core.context import wants_sheet
from tracker.core.htmx import page_or_fragment
from tracker.core.incoming import record_number
from tracker.documents.papers import can_write_pdf
from tracker.office.models import Person
from tracker.standing import policy
from tracker.standing.compliance_sheets import download_entries
from tracker.standing.forms.compliance import DecideForm, ReplyForm
from tracker.standing.models import Breach, ComplianceEntry, ComplianceList, Decision, ListState
from tracker.standing.queries.compliance import EntriesChosen, entries_seen_by, open_correction, units_on
from tracker.standing.rules.compliance import DECISIONS, is_heard, takes_replies


def show_list(person: Person, compliance_list: ComplianceList, *, status: int = 200) -> ResponseReturnValue:
    """One list: its facts, its entries that fit, its story for who reads the programme whole."""
    whole, asked = person.observes(compliance_list.programme_id), _asked()
    rows = entries_seen_by(person, compliance_list, _chosen(asked))
    if wants_sheet():
        return download_entries(compliance_list, rows, whole=whole)
    draft, sent = compliance_list.state is ListState.DRAFT, compliance_list.state is ListState.SENT
    locked, runs = compliance_list.state is ListState.LOCKED, policy.can_run_list(person, compliance_list)
    correction = open_correction(person, compliance_list) if locked else None
    return page_or_fragment(
        "standing/compliance/show.html",
        "standing/compliance/_entries.html",
        status=status,
        compliance_list=compliance_list,
        rows=rows,
        asked=asked,
        narrowed=any(value for name, value in asked.items() if name != "sort"),
        whole=whole,
        units=units_on(compliance_list) if whole else [],
        takes_replies=takes_replies(compliance_list, clock.today()),
        undecided=sum(row.decision is Decision.OPEN for row in rows),
        correction=correction,
        may_run=runs,
        may_send=draft and runs,
        may_lock=sent and policy.can_lock_list(person, compliance_list),
        may_correct=locked and runs and correction is None,
        may_paper=policy.can_read_paper(person, compliance_list),
        may_pdf=can_write_pdf(),
        events=story_of(compliance_list) if whole else [],
    )


def show_entry(
    person: Person,
    entry: ComplianceEntry,
    *,
    reply: ReplyForm | None = None,
    decide: DecideForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """One entry with what was said to it, and the forms that the person may fill in now."""
    of, today = entry.compliance_list, clock.today()
    open_, decides = takes_replies(of, today), policy.can_decide_entry(person, entry)
    decisions = DECISIONS[of.state] if decides else ()
    sent = of.state is ListState.SENT
    facts: dict[str, Any] = {
        "entry": entry,
        "compliance_list": of,
        "reads": policy.can_read_replies(person, entry),
        "heard": is_heard(entry, today),
        "takes_replies": open_,
        "replies_here": sent and policy.can_reply_to_entry(person, entry),
        "takes_in": sent and not open_ and decides,
        "late": not policy.can_reply_to_entry(person, entry),  # whose form it is: the unit's, or that of staff
        "reply": reply or ReplyForm(formdata=None),
        "decide": decide or (DecideForm.of(entry, decisions) if decisions else None),
    }
    return render_template("standing/compliance/entry.html", **facts), status


def _asked() -> dict[str, Any]:
    """The filters as the address has them."""
    names = ("breach", "decision", "replied", "q", "sort")
    asked: dict[str, Any] = {name: request.args.get(name, "").strip() for name in names}
    return asked | {"unit": request.args.get("unit", type=record_number)}


def _chosen(asked: dict[str, Any]) -> EntriesChosen:
    return EntriesChosen(
        unit_id=asked["unit"],
        breach=Breach(asked["breach"]) if asked["breach"] in set(Breach) else None,
        decision=Decision(asked["decision"]) if asked["decision"] in set(Decision) else None,
        replied=asked["replied"],
        words=asked["q"],
        sort=asked["sort"],
    )
