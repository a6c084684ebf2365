"""Papers on a meeting's table: who may put them there, who reads them from when on, and what is refused."""

import io

import pytest

from tests.documents.evidence import pdf
from tracker.core.db import transaction
from tracker.documents.accepting import Sent
from tracker.meetings.models import MeetingState
from tracker.meetings.services.agenda import add_topic
from tracker.meetings.services.papers import add_papers


def page_of(meeting):
    return f"/meetings/{meeting.id}/agenda"


@pytest.fixture
def paper(town, room):
    """One of the quarter's meeting, which is planned."""
    with transaction():
        return add_papers(room.meeting, [Sent("dự thảo.pdf", pdf())], by=town.person("staff"), at=town.now)[0]


def send(browser, meeting, name, content, **data):
    return browser.post(f"/meetings/{meeting.id}/papers", data={"files": [(io.BytesIO(content), name)], **data})


def test_a_paper_is_kept_with_its_item_and_comes_back_as_it_was(sign_in, town, room, trail):
    with transaction():
        item = add_topic(room.meeting, title="Mẫu sổ", by=town.person("staff"), at=town.now)
    staff = sign_in("staff")
    assert send(staff, room.meeting, "mẫu sổ.pdf", pdf(), item=item.id).status_code == 302
    page = staff.get(f"/agenda-items/{item.id}")
    assert "mẫu sổ.pdf" in page.text
    address = page.text.split('href="/meeting-papers/')[1].split('"')[0]
    answer = staff.get(f"/meeting-papers/{address}")
    assert answer.data == pdf()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert trail(room.meeting)[-1] == "meeting.papers_added"


@pytest.mark.parametrize(
    ("name", "content"),
    [("chạy.exe", b"MZ" + bytes(300)), ("giả.pdf", b"MZ" + bytes(300))],
    ids=["a kind that is not taken", "a false name"],
)
def test_what_cannot_be_kept_is_refused_by_its_name(sign_in, room, name, content):
    answer = send(sign_in("staff"), room.meeting, name, content)
    assert answer.status_code == 422
    assert name in answer.text


def test_what_is_larger_than_a_request_may_be_is_refused_in_words(app, sign_in, room):
    app.config["MAX_CONTENT_LENGTH"] = 1000  # for the 200 MB that somebody sends
    answer = send(sign_in("staff"), room.meeting, "lớn.pdf", pdf() + bytes(2000))
    assert answer.status_code == 413
    assert "quá lớn" in answer.text


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        (MeetingState.PLANNED, 404),
        (MeetingState.INVITED, 200),
        (MeetingState.PUBLISHED, 200),
        (MeetingState.CANCELLED, 404),
    ],
)
def test_units_read_it_once_the_meeting_is_invited(sign_in, room, paper, state, wanted):
    with transaction():
        room.meeting.state = state
    officer = sign_in("officer")
    assert officer.get(f"/meeting-papers/{paper.id}").status_code == wanted
    assert ("dự thảo.pdf" in officer.get(page_of(room.meeting)).text) is (wanted == 200)
    assert sign_in("observer").get(f"/meeting-papers/{paper.id}").status_code == 200


def test_a_paper_taken_back_is_shown_to_nobody(sign_in, room, paper, trail):
    staff = sign_in("staff")
    assert staff.post(f"/meeting-papers/{paper.id}/take-back").status_code == 302
    assert staff.get(f"/meeting-papers/{paper.id}").status_code == 404
    assert "dự thảo.pdf" not in staff.get(page_of(room.meeting)).text.split('id="papers"')[1]
    assert staff.post(f"/meeting-papers/{paper.id}/take-back").status_code == 422
    assert trail(room.meeting)[-1] == "meeting_paper.taken_back"


@pytest.mark.parametrize("who", ["observer", "officer"])
def test_only_who_runs_the_meeting_puts_papers_there_or_takes_them_back(sign_in, room, paper, who):
    browser = sign_in(who)
    assert send(browser, room.meeting, "khác.pdf", pdf()).status_code == 403
    assert browser.post(f"/meeting-papers/{paper.id}/take-back").status_code == (403 if who == "observer" else 404)


def test_papers_stay_as_they_are_once_the_meeting_is_over(sign_in, room, paper):
    with transaction():
        room.meeting.state = MeetingState.CONCLUDED
    staff = sign_in("staff")
    assert send(staff, room.meeting, "muộn.pdf", pdf()).status_code == 422
    assert staff.post(f"/meeting-papers/{paper.id}/take-back").status_code == 422
    assert staff.get(f"/meeting-papers/{paper.id}").status_code == 200


def test_a_paper_is_not_put_under_an_item_of_another_meeting(sign_in, town, room):
    other = town.new_meeting()
    with transaction():
        item = add_topic(other, title="Nơi khác", by=town.person("staff"), at=town.now)
    assert send(sign_in("staff"), room.meeting, "mẫu.pdf", pdf(), item=item.id).status_code == 422
