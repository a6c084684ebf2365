"""Compliance lists, and the entries of one, as Excel files."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.core.formats import period
from tracker.standing import labels
from tracker.standing.models import ComplianceList
from tracker.standing.queries.compliance import EntryRow
from tracker.standing.queries.compliance_lists import ListRow


def download_lists(rows: Iterable[ListRow]) -> Response:
    """The lists of a programme."""
    columns = [
        (gettext("Period"), "name"),
        (gettext("Edition"), "figure"),
        (gettext("State"), "name"),
        (gettext("Number"), "name"),
        (gettext("Facts of"), "day"),
        (gettext("Units reply until"), "day"),
        (gettext("Locked on"), "day"),
        (gettext("Units"), "figure"),
        (gettext("Entries"), "figure"),
        (gettext("With a reply"), "figure"),
    ]
    facts = (
        (
            period(row.period),
            row.edition,
            gettext(labels.LIST_STATE[row.state]),
            row.notation,
            row.facts_of,
            row.reply_by,
            row.locked_at,
            row.units,
            row.entries,
            row.replied,
        )
        for row in rows
    )
    return sheets.download(gettext("Compliance lists"), columns, facts)


def download_entries(compliance_list: ComplianceList, rows: Iterable[EntryRow], *, whole: bool) -> Response:
    """The entries of a list that fit; replies and what was decided of others' only for who reads it `whole`."""
    columns = [
        (gettext("Unit"), "name"),
        (gettext("What was not kept"), "name"),
        (gettext("Which report or task"), "words"),
        (gettext("Due"), "day"),
        (gettext("Done on"), "day"),
        (gettext("Working days late"), "figure"),
        (gettext("Explanation"), "words"),
        (gettext("Reply"), "words"),
        (gettext("Replied on"), "day"),
        (gettext("Decision"), "name"),
        (gettext("Reason"), "words"),
    ]
    breaches = {one: gettext(label) for one, label in labels.BREACH.items()}
    decisions = {one: gettext(label) for one, label in labels.DECISION.items()}
    facts = (
        (
            row.unit_name,
            breaches[row.breach],
            row.title,
            row.due_on,
            row.done_on,
            row.days_late,
            *((row.explanation, row.reply, row.replied_at) if whole or row.own else (None, None, None)),
            decisions[row.decision],
            row.decided_words if whole or row.own else None,
        )
        for row in rows
    )
    title = gettext("Compliance list, %(period)s", period=period(compliance_list.period))
    return sheets.download(title, columns, facts)
