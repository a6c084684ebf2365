"""Whatever is written to the trail can be read there."""

import ast
import re
from pathlib import Path

import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.audit.sentences import sentence_of
from tracker.core.db import db
from tracker.core.errors import Message
from tracker.factory import EVENTS

HERE = Path(__file__).parents[2]
RECORDING = {"record", "tell", "_tell"}
NAME = re.compile(r"[a-z_]+\.[a-z_]+")
SENTENCES = {name: words for room in EVENTS for name, words in room.SENTENCES.items()}


def names_recorded() -> set[str]:
    """Every text like `task.added` in the rooms' services and views: what audit.record is told, by whatever way."""
    rooms = [path for path in (HERE / "tracker").glob("*/**/*.py") if "migrations" not in path.parts]
    found = set()
    for path in rooms:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in RECORDING:
                texts = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
                found |= {text for text in texts if isinstance(text, str) and NAME.fullmatch(text)}
    return found


def test_every_event_that_is_recorded_has_a_sentence():
    recorded = names_recorded()
    assert len(recorded) > 15, "the scan found too few to be right"
    assert not sorted(recorded - set(SENTENCES))


def test_sentences_are_marked_for_translation():
    assert not [name for name, words in SENTENCES.items() if not isinstance(words, Message)]


def test_every_event_of_the_demo_reads_without_a_gap(app, town):
    with app.test_request_context():
        read = {event.name: sentence_of(event) for event in db.session.scalars(sa.select(AuditEvent))}
    del read["role.given"]  # an administrator's role has no scope
    assert len(read) > 15
    assert not {name: words for name, words in read.items() if "–" in words or "%(" in words}


def test_an_older_event_that_lacks_a_fact_reads_with_a_dash(app, town):
    event = AuditEvent(name="assignment.accepted", facts={})
    with app.test_request_context(headers={"Cookie": "language=en"}):
        assert sentence_of(event) == "Accepted the part of –"
