"""Units are invited once each, answer until the meeting is opened, and are reminded once a day."""

import io
from datetime import timedelta

import icalendar
import pytest
import sqlalchemy as sa
from docx import Document

from tests.meetings.inviting import HALL, Inviting, give_address, mails
from tests.together import at_once
from tests.town import OTHER, OWN
from tracker.core.db import db, transaction
from tracker.core.errors import ChangedMeanwhile, NotFromHere
from tracker.documents.models import RegisteredNumber
from tracker.meetings.models import MeetingState, Reply
from tracker.meetings.queries.invitations import (
    answers_of,
    get_invitation,
    get_meeting_alone,
    invitations_waiting,
    invited_units,
)
from tracker.meetings.rules.replying import (
    AbsenceNeedsReason,
    AllAskedToday,
    AllInvitedAlready,
    DeputyNeedsName,
    InvitationHasEnded,
    InvitationLacks,
    InvitationNotSentYet,
    MeetingHasBegun,
    NobodyToInvite,
    NobodyToRemind,
)
from tracker.meetings.services import hand_over, inviting
from tracker.office.models import RoleKind
from tracker.office.services import give_role
from tracker.office.services.handing_over import Takeover
from tracker.outbox.models import OutboxAttachment


@pytest.fixture
def meant(town):
    return Inviting(town)


def files_of(message):
    found = {one.id: one for one in db.session.scalars(sa.select(OutboxAttachment))}
    return [found[number] for number in message.attachment_ids]


# Whom


def test_all_units_but_the_standing_one_are_invited_unless_staff_choose_others(town, meant, trail):
    expected = invited_units(meant.meeting, on=town.today)
    standing = town.programme.standing_unit
    assert {unit.id for unit in expected} == {unit.id for unit in town.programme.members} - {standing.id}
    meant.choose(OWN, OTHER, standing.name)
    assert {unit.name for unit in invited_units(meant.meeting, on=town.today)} == {OWN, OTHER, standing.name}
    assert trail(meant.meeting)[1:] == ["meeting.units_added", "meeting.units_left_out"]


def test_the_second_who_chooses_is_told(meant):
    version = meant.meeting.version
    meant.choose(OWN)
    with pytest.raises(ChangedMeanwhile):
        meant.choose(OTHER, seen=version)


def test_a_unit_that_is_left_out_after_it_was_invited_is_told_and_can_be_invited_anew(town, meant):
    give_address(town, "officer", "y.lieu@vi-du.vn")
    meant.choose(OWN, OTHER)
    meant.send()
    meant.answer(OWN)
    meant.choose(OTHER)
    told = mails()[-1]
    assert OWN in told.body
    [file] = files_of(told)
    assert b"METHOD:CANCEL" in file.content
    with pytest.raises(InvitationHasEnded):
        meant.answer(OWN)
    meant.choose(OTHER, OWN)
    anew = meant.of(OWN)
    assert (anew.ended, anew.sent_at, anew.reply) == (False, None, Reply.WAITING)
    assert meant.send().units == 1


# Sending


def test_each_person_gets_one_mail_with_the_paper_and_the_day(town, meant, trail):
    give_address(town, "head", "b.tue@vi-du.vn")
    give_address(town, "officer", "y.lieu@vi-du.vn")
    with transaction():
        town.account("head").language = "en"
    sent = meant.send()
    assert (sent.units, sent.mails) == (15, 2)
    assert meant.meeting.state is MeetingState.INVITED
    subjects = {mail.to_address: mail.subject for mail in mails()}
    assert "Invitation" in subjects["b.tue@vi-du.vn"]
    assert "Giấy mời" in subjects["y.lieu@vi-du.vn"]
    assert mails()[0].attachment_ids == mails()[1].attachment_ids, "each file is kept once"
    paper, dates = files_of(mails()[0])
    assert paper.name == f"Giấy mời - Hội nghị chuyên đề quý IV-2026 - {OWN}.docx"
    written = "\n".join(line.text for line in Document(io.BytesIO(paper.content)).paragraphs)
    assert OWN in written
    assert meant.meeting.invitation_notation.endswith("/GM-BCĐ")
    assert HALL in icalendar.Calendar.from_ical(dates.content).walk("VEVENT")[0]["location"]
    assert trail(meant.meeting)[-2:] == ["meeting.invitation_numbered", "meeting.invitations_sent"]


def test_who_acts_for_two_units_gets_one_mail_with_both_papers(town, meant):
    person = give_address(town, "head", "b.tue@vi-du.vn")
    with transaction():
        give_role(person, RoleKind.HEAD, unit=town.unit(OTHER), programme=None, by=None, at=town.now)
    meant.choose(OWN, OTHER)
    assert meant.send().mails == 1
    assert len(files_of(mails()[0])) == 3


@pytest.mark.parametrize("missing", ["held_on", "starts_at", "venue"])
def test_an_invitation_that_does_not_say_when_and_where_is_not_sent(town, missing):
    meant = Inviting(town, **{missing: "" if missing == "venue" else None})
    with pytest.raises(InvitationLacks) as refusal:
        meant.send()
    assert len(refusal.value.parameters["what"]) == 1
    assert meant.meeting.state is MeetingState.PLANNED


def test_sending_again_reaches_those_alone_who_were_added(town, meant):
    meant.choose(OWN)
    meant.send()
    with pytest.raises(AllInvitedAlready):
        meant.send()
    give_address(town, "officer2", "h.tham@vi-du.vn")
    meant.choose(OWN, OTHER)
    assert meant.send().mails == 1
    assert [mail.to_address for mail in mails()] == ["h.tham@vi-du.vn"]


def test_nobody_is_invited_where_all_were_left_out(meant):
    meant.choose(OWN)
    meant.choose()
    with pytest.raises(NobodyToInvite):
        meant.send()


def test_where_nobody_was_chosen_at_once_nobody_is_invited_either(town, meant):
    meant.choose()
    assert not invited_units(meant.meeting, on=town.today)
    with pytest.raises(NobodyToInvite):
        meant.send()


def test_a_unit_that_takes_over_an_invitation_takes_over_its_answer_too(town, meant):
    meant.choose(OWN, OTHER)
    meant.send()
    meant.answer(OTHER, Reply.ABSENT, reason="Bận họp")
    meant.choose(OWN)
    meant.answer(OWN, Reply.COMING)
    takeover = Takeover((town.unit(OWN),), (town.unit(OTHER),), town.today)
    with transaction():
        hand_over(takeover, by=None, at=town.now)
    db.session.expire_all()
    [invitation] = [one for one in meant.meeting.invitations if not one.ended]
    assert (invitation.unit.name, invitation.reply, invitation.words) == (OTHER, Reply.COMING, "")


def test_a_meeting_that_has_begun_is_not_invited_to(meant):
    meant.open()
    with pytest.raises(NotFromHere):
        meant.send()
    with pytest.raises(NotFromHere):
        meant.choose(OWN)


def test_two_who_send_at_once_send_once(app, town, meant):
    number = meant.meeting.id

    def send(town):
        inviting.send_invitations(get_meeting_alone(number), link="", by=town.person("staff"), at=town.now)

    give_address(town, "officer", "y.lieu@vi-du.vn")
    [refused] = at_once(app, [send, send])
    assert isinstance(refused, AllInvitedAlready | ChangedMeanwhile)
    assert len(mails()) == 1


def test_the_paper_gets_one_number_however_often_it_is_asked_for(town, meant):
    with transaction():
        inviting.number_invitation(meant.meeting, **meant.by("staff"))
    notation = meant.meeting.invitation_notation
    count = sa.select(sa.func.count()).select_from(RegisteredNumber)
    taken = db.session.scalar(count)
    meant.send()
    assert (meant.meeting.invitation_notation, meant.meeting.invitation_on) == (notation, town.today)
    assert db.session.scalar(count) == taken


# Answers


def test_a_unit_answers_and_changes_its_mind_until_the_meeting_is_opened(town, meant, trail):
    meant.send()
    meant.answer(OWN)
    meant.answer(OWN, Reply.DEPUTY, who="head", deputy="Y Ngọc Liễu,  chuyên viên")
    invitation = meant.of(OWN)
    assert (invitation.reply, invitation.words) == (Reply.DEPUTY, "Y Ngọc Liễu, chuyên viên")
    assert invitation.replied_by.full_name == town.person("head").full_name
    meant.answer(OWN, Reply.ABSENT, who="staff", reason="Trùng lịch kiểm tra.")
    figures = answers_of(meant.meeting.id)
    assert (figures.invited, figures.coming, figures.deputies, figures.absent, figures.waiting) == (15, 0, 0, 1, 14)
    assert trail(meant.meeting)[-3:] == ["invitation.accepted", "invitation.passed_on", "invitation.declined"]
    meant.open()
    with pytest.raises(MeetingHasBegun):
        meant.answer(OWN)


def test_a_deputy_has_a_name_and_absence_a_reason(meant):
    meant.send()
    with pytest.raises(DeputyNeedsName):
        meant.answer(OWN, Reply.DEPUTY, deputy="  ", reason="Bận")
    with pytest.raises(AbsenceNeedsReason):
        meant.answer(OWN, Reply.ABSENT, deputy="A Brol")
    assert meant.of(OWN).reply is Reply.WAITING


def test_what_was_not_sent_is_not_answered(meant):
    meant.choose(OWN)
    with pytest.raises(InvitationNotSentYet):
        meant.answer(OWN)


def test_of_two_who_answer_at_once_the_second_is_told(app, meant):
    meant.send()
    number, seen = meant.of(OWN).id, meant.of(OWN).version

    def answer(reply, **words):
        def say(town):
            by = {"by": town.person("officer"), "at": town.now}
            inviting.answer(get_invitation(number), reply, seen=seen, **words, **by)

        return say

    [refused] = at_once(app, [answer(Reply.COMING), answer(Reply.ABSENT, reason="Bận")])
    assert isinstance(refused, ChangedMeanwhile)
    assert meant.of(OWN).reply in (Reply.COMING, Reply.ABSENT)


def test_a_units_work_shows_what_it_is_invited_to_until_the_meeting_is_opened(town, meant):
    mine = {"unit_ids": [town.unit(OWN).id], "programme_id": town.programme.id}
    before = len(invitations_waiting(**mine))
    meant.send()
    row = next(row for row in invitations_waiting(**mine) if row.meeting_id == meant.meeting.id)
    assert (row.venue, row.reply) == (HALL, Reply.WAITING)
    meant.open()
    assert len(invitations_waiting(**mine)) == before


# Reminding


def test_those_without_an_answer_are_reminded_once_a_day(town, meant):
    give_address(town, "officer", "y.lieu@vi-du.vn")
    give_address(town, "officer2", "h.tham@vi-du.vn")
    meant.choose(OWN, OTHER)
    meant.send()
    meant.answer(OTHER, who="officer2")
    asked = meant.remind()
    assert (asked.units, asked.mails, asked.before) == (1, 1, 0)
    assert [mail.to_address for mail in mails()[2:]] == ["y.lieu@vi-du.vn"]
    with pytest.raises(AllAskedToday):
        meant.remind()
    assert meant.remind(at=town.now + timedelta(days=1)).units == 1
    meant.answer(OWN)
    with pytest.raises(NobodyToRemind):
        meant.remind(at=town.now + timedelta(days=2))
