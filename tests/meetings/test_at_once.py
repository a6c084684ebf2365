"""Two people record in one meeting at the same moment: both are kept, each with a number of its own."""

from threading import Barrier, Thread

from tests.meetings.conftest import OTHER, OWN, Room
from tests.town import Town
from tracker.core.db import db


def test_two_conclusions_recorded_at_once_are_both_kept(app, room):
    room.open()
    together, failed = Barrier(2), []

    def record(text: str, unit: str) -> None:
        with app.app_context():
            own = Room(Town())
            together.wait()
            try:
                own.conclude(text, to=(unit,))
            except Exception as problem:
                failed.append(problem)
            finally:
                db.session.remove()

    writers = [Thread(target=record, args=pair) for pair in (("Rà soát mô hình", OWN), ("Họp dân", OTHER))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    db.session.expire_all()
    assert not failed
    assert sorted(c.number for c in room.meeting.conclusions) == ["1", "2"]
    assert {c.text for c in room.meeting.conclusions} == {"Rà soát mô hình", "Họp dân"}
