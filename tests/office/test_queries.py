"""Reading the office."""

from datetime import timedelta

from tracker.core.db import transaction
from tracker.office import queries
from tracker.office.models import UnitKind


def test_the_demo_has_the_shape_of_a_district(town):
    units = queries.units(on=town.today)
    kinds = [unit.kind for unit in units]
    committees = kinds.count(UnitKind.COMMITTEE) + kinds.count(UnitKind.PEOPLES_COMMITTEE)
    assert (committees, kinds.count(UnitKind.COMMUNE), len(units)) == (2, 7, 18)
    assert 24 <= sum(unit.people for unit in units) <= 27


def test_a_group_means_the_members_of_its_kinds(town):
    communes = queries.expand(town.group("các xã"), programme_id=town.programme.id, on=town.today)
    assert len(communes) == 7
    assert {unit.kind for unit in communes} == {UnitKind.COMMUNE}
    assert [unit.sort_key for unit in communes] == sorted(unit.sort_key for unit in communes)


def test_a_group_means_only_units_of_the_programme(town):
    programme = town.another_programme(members=["xã Đăk Tơ Mil", "Phòng Dân tộc"])
    found = queries.expand(town.group("UBND các xã, thị trấn"), programme_id=programme.id, on=town.today)
    assert [unit.name for unit in found] == ["Xã Đăk Tơ Mil"]


def test_a_group_means_no_unit_that_has_ended(town):
    commune = town.unit("xã Ia Lơ Bưm")
    with transaction():
        commune.ended_on = town.today
    group, programme_id = town.group("các xã"), town.programme.id
    assert commune not in queries.expand(group, programme_id=programme_id, on=town.today)
    assert commune in queries.expand(group, programme_id=programme_id, on=town.today - timedelta(days=1))


def test_a_unit_that_is_listed_in_a_group_belongs_to_it_too(town):
    group, party = town.group("các phòng chuyên môn"), town.unit("Ban Dân vận Huyện ủy")
    with transaction():
        group.listed.append(party)
    assert party in queries.expand(group, programme_id=town.programme.id, on=town.today)


def test_the_name_book_knows_every_unit_and_group_of_the_demo(town):
    book = queries.name_book(on=town.today)
    for unit in queries.units(on=town.today):
        assert book.find(unit.name.upper()).unit_id == unit.id
    for group in queries.groups():
        for name in (group.name, *group.other_names):
            assert book.find(name).group_id == group.id


def test_the_name_book_forgets_units_that_have_ended(town):
    with transaction():
        town.unit("xã Ia Lơ Bưm").ended_on = town.today
    assert queries.name_book(on=town.today).find("Xã Ia Lơ Bưm") is None


def test_a_person_has_the_programmes_of_their_unit_and_roles(town):
    other = town.another_programme(members=["xã Đăk Tơ Mil"])
    assert queries.programmes_of(town.person("officer")) == [town.programme]
    assert queries.programmes_of(town.person("officer2")) == [town.programme, other]
    assert queries.programmes_of(town.person("staff")) == [town.programme]
    assert queries.programmes_of(town.person("admin")) == [town.programme, other]


def test_a_programme_that_has_ended_is_left_out(town):
    with transaction():
        programme = town.programme
        programme.ended_on = town.today
    assert queries.programmes_of(town.person("staff")) == []


def test_the_names_of_a_programme_are_those_of_its_members(town):
    other = town.another_programme(members=["Xã Đăk Tơ Mil"])
    book = queries.name_book(on=town.today, programme_id=other.id)
    assert book.find("xã Đăk Tơ Mil") is not None
    assert book.find("Phòng Dân tộc") is None
