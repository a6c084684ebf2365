"""The official letter that reminds units: written of a selection, numbered once, the same whenever it is looked at."""

import io
from datetime import timedelta

import docx
import pytest
import sqlalchemy as sa

from tests.town import OTHER, OWN
from tracker.audit.models import AuditEvent
from tracker.core.db import db, transaction
from tracker.documents.queries import letterhead_of
from tracker.reminders.models import ChasedItem, ChasingLetter
from tracker.reminders.queries import OwedFilter, owed
from tracker.reminders.queries.chasing import letters_of
from tracker.reminders.queries.nudged import nudges_of
from tracker.reminders.rules.chasing import AnswerDayHasPassed, LetterFacts, LetterHasNumber
from tracker.reminders.rules.nudging import NothingToNudge
from tracker.reminders.services.chasing import number_letter, write_letter
from tracker.tasks.queries import reckoning


@pytest.fixture
def late(town):
    """A part of either unit that is late."""
    due = town.today - timedelta(days=7)
    return [town.assignment(title=f"Việc trễ của {unit}", unit=unit, due=due) for unit in (OWN, OTHER)]


@pytest.fixture
def write(town):
    """Staff write a letter about parts."""

    def writing(*parts, **facts):
        keys = [key_of(part) for part in parts]
        with transaction():
            return write_letter(town.programme, keys, LetterFacts(**facts), by=town.person("staff"), at=town.now)

    return writing


def key_of(part):
    return f"part-{part.id}-{part.unit_id}"


def words_of(file):
    """The whole text of a Word file, tables too."""
    document = docx.Document(io.BytesIO(file))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(line.text for line in document.paragraphs), *cells])


def test_a_letter_keeps_what_was_owed_and_the_trail_of_each_thing_tells_of_it(town, late, write):
    letter = write(*late, answer_by=town.today + timedelta(days=5), words="Đây là lần đôn đốc thứ hai.")
    assert [(item.unit_name, item.days_left) for item in letter.items] == [(OWN, -5), (OTHER, -5)]
    [item, _] = owed(OwedFilter(keys=[key_of(one) for one in late]), reckoning(town.today)).rows
    assert nudges_of([item], today=town.today)[item.key].times == 1
    names = sa.select(AuditEvent.name, AuditEvent.subject_id).where(AuditEvent.at == town.now)
    told = set(map(tuple, db.session.execute(names.where(AuditEvent.name.like("%chas%")))))
    assert told == {("chasing_letter.written", letter.id), *(("assignment.chased", part.id) for part in late)}


def test_the_file_names_units_things_and_the_day(town, late, write, sign_in):
    letter = write(*late, answer_by=town.today + timedelta(days=5), words="Đây là lần đôn đốc thứ hai.")
    words = words_of(sign_in("staff").get(f"/chasing-letters/{letter.id}/paper").data)
    for told in (OWN, OTHER, "Việc trễ của", "02/11/2026", "còn 2 nội dung đã quá hạn", "lần đôn đốc thứ hai"):
        assert told in words, words


def test_many_units_and_things_stand_in_an_annex(town, sign_in):
    units = [town.new_unit(f"Xã Mẫu {n}") for n in range(13)]
    parts = town.task("Việc của các xã", doing=units, due=town.today - timedelta(days=3)).assignments
    keys = [key_of(part) for part in parts]
    with transaction():
        letter = write_letter(town.programme, keys, LetterFacts(), by=town.person("staff"), at=town.now)
    words = words_of(sign_in("staff").get(f"/chasing-letters/{letter.id}/paper").data)
    assert "Kính gửi: Các đơn vị có tên trong phụ lục kèm theo" in words
    assert "Phụ lục" in words


def test_it_takes_its_number_once(town, late, write, sign_in):
    letter, staff = write(*late), sign_in("staff")
    assert staff.post(f"/chasing-letters/{letter.id}/number").status_code == 302
    db.session.expire_all()
    notation = db.session.get_one(ChasingLetter, letter.id).number.notation
    assert notation in words_of(staff.get(f"/chasing-letters/{letter.id}/paper").data)
    with pytest.raises(LetterHasNumber), transaction():
        number_letter(letter, subject="", by=town.person("staff"), at=town.now)


def test_a_day_that_has_passed_and_what_is_done_are_refused(town, late, write):
    with pytest.raises(AnswerDayHasPassed):
        write(*late, answer_by=town.today - timedelta(days=1))
    with pytest.raises(NothingToNudge):
        write()
    assert not db.session.scalar(sa.select(ChasedItem.id).where(ChasedItem.title.startswith("Việc trễ của")))


def test_staff_write_it_on_the_page_with_its_number(town, late, sign_in):
    staff, keys = sign_in("staff"), [key_of(part) for part in late]
    page = staff.get("/due/letter", query_string={"key": keys}).text
    assert "Việc trễ của" in page
    wrong = staff.post("/due/letter", data={"key": keys, "answer_by": "1/1/2020", "words": "Khẩn."})
    assert wrong.status_code == 422
    assert "Khẩn." in wrong.text
    answer = staff.post("/due/letter", data={"key": keys, "answer_by": "5/11", "numbered": "y"}, follow_redirects=True)
    row = letters_of(town.programme.id).rows[0]
    assert row.notation
    assert (row.units, row.things) == (2, 2)
    assert row.notation in answer.text
    assert row.notation in staff.get(f"/chasing-letters/?unit={town.unit(OWN).id}").text
    assert row.notation not in staff.get(f"/chasing-letters/?unit={town.programme.standing_unit_id}").text
    assert staff.get("/chasing-letters/?format=xlsx").mimetype.endswith("sheet")


def test_without_a_letterhead_room_is_left_and_no_number_is_offered(town, late, sign_in):
    with transaction():
        db.session.delete(letterhead_of(town.programme.id))
    staff, keys = sign_in("staff"), [key_of(part) for part in late]
    assert 'name="numbered"' not in staff.get("/due/letter", query_string={"key": keys}).text
    assert staff.post("/due/letter", data={"key": keys, "numbered": "y"}).status_code == 422
    assert staff.post("/due/letter", data={"key": keys}).status_code == 302


@pytest.mark.parametrize("who", ["officer", "head", "observer", "admin"])
def test_others_write_none(late, sign_in, who):
    assert sign_in(who).post("/due/letter", data={"key": key_of(late[0])}).status_code == 403


def test_the_same_form_sent_twice_writes_one_letter(town, late, sign_in):
    staff, keys = sign_in("staff"), [key_of(part) for part in late]
    page = staff.get("/due/letter", query_string={"key": keys}).text
    form_key = page.split('name="form_key"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    before = len(letters_of(town.programme.id).rows)
    answers = [staff.post("/due/letter", data={"key": keys, "form_key": form_key}) for _ in range(2)]
    assert {answer.location for answer in answers} == {answers[0].location}
    assert len(letters_of(town.programme.id).rows) == before + 1


@pytest.mark.parametrize("address", ["/due/letter", "/due/nudge"])
def test_where_nothing_is_ticked_what_was_shown_and_typed_stays(late, sign_in, address):
    answer = sign_in("staff").post(address, data={"shown": key_of(late[0]), "words": "Đã gọi điện hai lần."})
    assert answer.status_code == 422
    assert "Đã gọi điện hai lần." in answer.text
    assert key_of(late[0]) in answer.text
    assert "checked" not in answer.text.split("<table", 1)[1]
