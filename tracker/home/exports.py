"""The trail as a file: for people (Excel), and for whoever checks it (lines of JSON). Both hold the newest that fit."""

import json
from collections.abc import Iterator

from flask import Response, stream_with_context
from flask_babel import gettext, ngettext

from tracker.audit import trail
from tracker.audit.sentences import sentence_of
from tracker.audit.trail import Wanted
from tracker.core import clock, sheets
from tracker.home import labels

MOST_IN_A_SHEET = 50_000
MOST_LINES = 100_000


def excel(wanted: Wanted) -> Response:
    """What happened, in the reader's language. Where there is more, the last line says so."""
    rows = trail.events(wanted, limit=MOST_IN_A_SHEET + 1)
    columns = [
        (gettext("Day"), "day"),
        (gettext("At what time"), "day"),
        (gettext("Who"), "name"),
        (gettext("In whose name"), "name"),
        (gettext("What"), "words"),
        (gettext("What was said"), "words"),
        (gettext("Which record"), "name"),
        (gettext("From where"), "name"),
        (gettext("Place in the chain"), "figure"),
    ]
    cut = [(None, None, None, None, _left_off(MOST_IN_A_SHEET))] if len(rows) > MOST_IN_A_SHEET else []
    told = (
        (
            clock.local(row.at).date(),
            f"{clock.local(row.at):%H:%M:%S}",
            row.by_name or gettext("The tracker"),
            row.for_name,
            sentence_of(row),
            row.facts.get("words"),
            f"{gettext(labels.RECORD.get(row.story_type, row.story_type))} {row.story_id}",
            gettext(labels.ORIGIN.get(row.origin, row.origin)),
            row.position,
        )
        for row in rows[:MOST_IN_A_SHEET]
    )
    return sheets.download(gettext("Trail"), columns, (*told, *cut))


def json_lines(wanted: Wanted) -> Response:
    """The events as they are hashed, with their seals. Where there is more, the last line says so."""
    answer = Response(stream_with_context(_lines(wanted)), mimetype="application/jsonl")
    answer.headers["Content-Disposition"] = 'attachment; filename="trail.jsonl"'
    return answer


def _lines(wanted: Wanted) -> Iterator[str]:
    for count, line in enumerate(trail.lines(wanted, limit=MOST_LINES + 1), start=1):
        yield line if count <= MOST_LINES else json.dumps({"cut": _left_off(MOST_LINES)}, ensure_ascii=False) + "\n"


def _left_off(most: int) -> str:
    return str(
        ngettext(
            "Only the newest event is in this file: there are more.",
            "Only the newest %(num)d events are in this file: there are more. Look for a shorter time.",
            most,
        )
    )
