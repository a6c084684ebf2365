"""What a unit was called on a day: the page of a record asks one unit, a list asks the database."""

from datetime import date

import pytest
import sqlalchemy as sa

from tracker.core.db import db, transaction
from tracker.office import queries
from tracker.office.models import Unit, UnitName
from tracker.office.naming import called_on

UNTIL, SINCE = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def renamed(town):
    unit = town.unit("Xã Đăk Tơ Mil")
    with transaction():
        unit.names[0].valid_to = UNTIL
        unit.names.append(UnitName(name="Xã Đăk Mới", short_name="Đăk Mới", official=True, valid_from=SINCE))
        unit.names.append(UnitName(name="Xã Cũ lắm", official=False))
        unit.name, unit.short_name = "Xã Đăk Mới", "Đăk Mới"
    return unit


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2000, 1, 1), "Xã Đăk Tơ Mil"),
        (UNTIL, "Xã Đăk Tơ Mil"),
        (SINCE, "Xã Đăk Mới"),
        (date(2030, 1, 1), "Xã Đăk Mới"),
    ],
)
def test_a_unit_is_called_as_on_the_day(renamed, day, name):
    assert called_on(renamed, day) == name
    assert db.session.scalar(sa.select(queries.name_on(day)).where(Unit.id == renamed.id)) == name


def test_the_day_may_be_another_column_and_the_unit_an_alias(renamed):
    other, since = sa.orm.aliased(Unit), sa.orm.aliased(UnitName)
    query = (
        sa.select(queries.name_on(since.valid_from, other), queries.short_name_on(since.valid_from, other))
        .select_from(other)
        .join(since, since.unit_id == other.id)
        .where(since.valid_from == SINCE)
    )
    assert db.session.execute(query).all() == [("Xã Đăk Mới", "Đăk Mới")]


def test_a_unit_whose_names_do_not_reach_back_is_called_as_now(town):
    unit = town.unit("Phòng Dân tộc")
    with transaction():
        unit.names[0].valid_from = SINCE
    assert called_on(unit, UNTIL) == "Phòng Dân tộc"
    assert db.session.scalar(sa.select(queries.name_on(UNTIL)).where(Unit.id == unit.id)) == "Phòng Dân tộc"


def test_the_list_of_a_past_day_shows_the_names_of_then(renamed, sign_in):
    browser = sign_in("officer")
    assert "Xã Đăk Mới" in browser.get("/units/").text
    past = browser.get("/units/?on=30/6/2025").text
    assert "Xã Đăk Tơ Mil" in past
    assert "Xã Đăk Mới" not in past
