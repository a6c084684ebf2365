"""How long it takes from the last word typed to the notice's draft, and to the notice, of a large meeting."""

from time import perf_counter

import pytest

from tests.meetings.conftest import Room
from tracker.core.db import db
from tracker.meetings.rules.issuing import stamp_of

UNITS, POINTS, MOST_SECONDS = 60, 40, 5


@pytest.mark.proof
def test_the_draft_of_a_large_meeting_is_there_in_seconds(room: Room, town, sign_in, record_property):
    units = [town.new_unit(f"Xã Số {number}").name for number in range(1, UNITS + 1)]
    room.open()
    for number in range(POINTS - 1):
        room.conclude(f"Việc thứ {number + 1} của hội nghị", to=tuple(units[number : number + 8]))
    chair, meeting = sign_in("chair"), room.meeting
    chair.get(f"/meetings/{meeting.id}")
    begun = perf_counter()
    typed = {"text": "Việc cuối cùng của hội nghị", "addressed": f"unit-{town.unit(units[-1]).id}"}
    assert chair.post(f"/meetings/{meeting.id}/conclusions", data=typed).status_code == 302
    assert chair.post(f"/meetings/{meeting.id}/close").status_code == 302
    db.session.expire_all()
    notice = meeting.notices[0]
    page = chair.get(f"/notices/{notice.id}")
    seen = perf_counter() - begun
    word = chair.get(f"/notices/{notice.id}/word")
    written = perf_counter() - begun
    record_property("from the last word to the draft on the page, seconds", round(seen, 2))
    record_property("and to its Word file, seconds", round(written, 2))
    assert "Việc cuối cùng của hội nghị" in page.text
    assert word.status_code == 200
    assert written < MOST_SECONDS
    told = {"stamp": stamp_of(notice), "issued_on": "28/10/2026", "signer": notice.signer_id}
    begun = perf_counter()
    assert chair.post(f"/notices/{notice.id}/issue", data=told).status_code == 302
    record_property("issuing it with all tasks, Word and PDF, seconds", round(perf_counter() - begun, 2))
