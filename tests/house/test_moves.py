"""Whoever adds a record that refers to a unit or a person says what becomes of it: tracker/succession/moves.py."""

import pytest
import sqlalchemy as sa

from tests.meetings.conftest import Room
from tests.reports.conftest import Duties
from tests.standing.listing import Listing
from tests.succession.conftest import Communes
from tracker.core.db import Base, db, transaction
from tracker.meetings.models import AgendaItem, Invitation, Venue
from tracker.meetings.services import ConclusionFacts, add_conclusion, plan_meeting
from tracker.office import services as office
from tracker.pilots import services as pilots
from tracker.reports.services import exempt
from tracker.succession.moves import OF_PEOPLE, OF_UNITS, Fate
from tracker.tasks.models import Part, State
from tracker.tasks.services import Addressed


def foreign_keys(table: str) -> set[str]:
    return {
        f"{key.parent.table.name}.{key.parent.name}"
        for known in Base.metadata.tables.values()
        for key in known.foreign_keys
        if key.column.table.name == table
    }


@pytest.mark.parametrize(("table", "listed"), [("unit", OF_UNITS), ("person", OF_PEOPLE)])
def test_every_foreign_key_to_a_unit_or_a_person_says_whether_it_moves(app, table, listed):
    assert foreign_keys(table) == set(listed)


def test_each_entry_gives_its_reason():
    assert all(entry.why for entry in (*OF_UNITS.values(), *OF_PEOPLE.values()))


def test_a_merger_does_to_each_what_the_table_says(town):
    """What moves has something with the successor afterwards; what stays has all that it had."""
    communes = Communes(town)
    give_it_everything(town, communes)
    before = {key: count(key, [communes.one.id, communes.two.id]) for key in OF_UNITS}
    new = communes.merge()
    for key, entry in OF_UNITS.items():
        if entry.fate is Fate.MOVES:
            assert before[key] > 0, f"this test gives the units nothing of {key}"
            assert count(key, [new.id]) > 0, key
        else:
            assert count(key, [communes.one.id, communes.two.id]) >= before[key], key


def give_it_everything(town, communes):
    communes.part(communes.one)
    communes.part(communes.one, State.ACCEPTED, title="Việc đã xong")
    child = town.new_unit("Thôn Một")
    room = Room(town).open()
    addressed = [Addressed(Part.IMPLEMENT, unit=communes.one)]
    duty = Duties(town).duty(units=(communes.one, communes.two), through=communes.two)
    Listing(town).drafted(communes.one.name)
    with transaction():
        room_of = {"by": town.person("staff"), "at": town.now}
        draft = add_conclusion(room.meeting, ConclusionFacts(text="Rà soát", addressed=addressed), **room_of)
        draft.through_id = communes.two.id
        planned = plan_meeting("Hội nghị sau", programme_id=town.programme.id, quarter=town.quarter, **room_of)
        db.session.add(Venue(name="Trụ sở xã", host_id=communes.one.id))
        db.session.add(AgendaItem(meeting=planned, position=1, kind="topic", title="Vườn", unit_id=communes.one.id))
        db.session.add(Invitation(meeting=planned, unit_id=communes.one.id))
        office.add_group("Các xã vùng sâu", listed=[communes.one], by=town.person("admin"), at=town.now)
        said = {"programme": town.programme, "unit": communes.one, "year": town.today.year}
        pilots.register_pilot(pilots.PilotFacts(name="Vườn mẫu"), **said, **room_of)
        child.parent_id = communes.one.id
        exempt(duty, communes.two, period="2027-Q1", words="Đã có báo cáo riêng.", **room_of)
        town.programme.standing_unit = communes.two


def count(key, unit_ids):
    table, column = key.split(".")
    found = Base.metadata.tables[table]
    return db.session.scalar(sa.select(sa.func.count()).select_from(found).where(found.c[column].in_(unit_ids)))
