"""Eight people at one record, again and again: each edit is saved, or its writer is told and keeps the words."""

import re
import threading
import time
from html import unescape

import pytest
import sqlalchemy as sa

from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.tasks.models import ProgressUpdate

PEOPLE = 8
VERSION = re.compile(r'name="version"[^>]*value="(\d+)"')


class Writer:
    """One person: opens the row, types, saves; told that another was faster, compares and saves again."""

    def __init__(self, browser, address: str, name: str) -> None:
        self.browser, self.address, self.name = browser, address, name
        self.saved: list[str] = []
        self.told = 0

    def write_all(self, edits: int) -> None:
        for number in range(1, edits + 1):
            self.write(f"{self.name}, lần sửa thứ {number}")

    def write(self, words: str) -> None:
        version = VERSION.search(self.browser.get(self.address, headers={"HX-Request": "true"}).text)[1]
        while True:
            data = {"version": version, "percent": "50", "words": words, "form_key": f"{words} {version}"}
            answer = self.browser.post(self.address, data=data, headers={"HX-Request": "true"})
            if answer.status_code == 200:
                self.saved.append(words)
                return
            assert answer.status_code == 409, answer.status_code
            assert words in unescape(answer.text), "what was typed is gone"
            self.told += 1
            version = VERSION.search(answer.text)[1]


@pytest.mark.parametrize("edits", [6, pytest.param(50, marks=pytest.mark.proof)])
def test_eight_people_edit_one_record_again_and_again_and_nothing_is_lost(town, sign_in, record_property, edits):
    part = town.assignment(title="Việc mà tám người cùng ghi")
    address = f"/assignments/{part.id}/update"
    writers = [Writer(sign_in("officer"), address, f"Người thứ {number}") for number in range(1, PEOPLE + 1)]
    db.session.rollback()
    began = time.perf_counter()
    threads = [threading.Thread(target=writer.write_all, args=[edits]) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(110)
    took = time.perf_counter() - began

    db.session.rollback()
    told = sum(writer.told for writer in writers)
    events = db.session.scalars(
        sa.select(AuditEvent)
        .where(AuditEvent.subject_type == "assignment", AuditEvent.subject_id == part.id)
        .order_by(AuditEvent.id)
    ).all()
    said = [event.facts["words"] for event in events]
    sent = {words for writer in writers for words in writer.saved}
    kept = db.session.scalars(sa.select(ProgressUpdate.words).where(ProgressUpdate.assignment_id == part.id)).all()
    figures = f"{len(said)} edits saved, {told} times told of another, {took:.1f} s"
    record_property(f"{PEOPLE} people, {edits} edits each, on {db.engine.dialect.name}", figures)
    assert len(sent) == len(said) == len(kept) == PEOPLE * edits
    assert set(said) == set(kept) == sent
    db.session.refresh(part)
    assert part.words == said[-1]
    assert part.version == 1 + PEOPLE * edits
    assert told > 0, "nobody ever met another: nothing was shown"
