"""When people are reminded, and what a morning would bring, as Excel files."""

from collections.abc import Iterable, Mapping

from flask import Response
from flask_babel import gettext

from tracker.core import sheets
from tracker.core.owed import OwedKind
from tracker.reminders import labels
from tracker.reminders.letters import about
from tracker.reminders.queries import Planned
from tracker.reminders.rules import RuleFacts


def download_rules(rules: Mapping[OwedKind, RuleFacts]) -> Response:
    """Each kind with its days."""
    columns = [
        (gettext("What"), "name"),
        (gettext("Working days before"), "name"),
        (gettext("On the day itself"), "figure"),
        (gettext("Working days late, first word"), "figure"),
        (gettext("And again every so many weeks"), "figure"),
        (gettext("Head of the unit"), "figure"),
        (gettext("Standing staff"), "figure"),
        (gettext("Chair or deputy chair"), "figure"),
    ]
    told = (
        (
            gettext(labels.OWED_KIND[kind]),
            ", ".join(map(str, rule.before)),
            gettext("Yes") if rule.on_day else gettext("No"),
            rule.after_first,
            rule.again_weeks,
            rule.head_after,
            rule.staff_after,
            rule.chair_after,
        )
        for kind, rule in rules.items()
    )
    return sheets.download(gettext("When reminders are sent"), columns, told)


def download_planned(plans: Iterable[Planned]) -> Response:
    """Each thing that each person would be told of."""
    columns = [
        (gettext("Who is told"), "name"),
        (gettext("Unit"), "name"),
        (gettext("E-mail"), "name"),
        (gettext("At what time"), "figure"),
        (gettext("Whose it is to do"), "name"),
        (gettext("Title"), "words"),
        (gettext("What"), "name"),
        (gettext("Due"), "day"),
        (gettext("Working days left"), "figure"),
        (gettext("Why"), "name"),
    ]
    told = (
        (
            plan.reader.full_name,
            plan.reader.unit_name,
            plan.reader.email,
            f"{plan.hour:%H:%M}",
            entry.item.unit_name,
            entry.item.title,
            about(entry.item),
            entry.item.due_on,
            entry.item.days_left,
            gettext(labels.WHY[entry.why]),
        )
        for plan in plans
        for entry in plan.entries
    )
    return sheets.download(gettext("What would be sent"), columns, told)
