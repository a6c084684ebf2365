"""Setting up the office leaves a trail."""

from tracker.audit.queries import story_of
from tracker.core.db import transaction
from tracker.office import services
from tracker.office.models import RoleKind, UnitKind


def test_a_unit_is_entered_under_all_its_names(town):
    with transaction():
        unit = services.add_unit(
            "Trạm Khuyến nông",
            short_name="Trạm KN",
            kind=UnitKind.OTHER,
            other_names=["Trạm KN huyện"],
            by=town.person("admin"),
            at=town.now,
        )
    assert town.unit("trạm kn huyện") is unit
    event = story_of(unit)[0]
    assert (event.name, event.by_name, event.at) == ("unit.added", "Lê Quang Thiệp", town.now)


def test_a_person_and_a_role_are_told_on_the_persons_page(town):
    with transaction():
        person = services.add_person(
            "Y Mới", position="Chuyên viên", unit=town.unit("Phòng Dân tộc"), by=town.person("admin"), at=town.now
        )
        services.give_role(person, RoleKind.STAFF, programme=town.programme, by=town.person("admin"), at=town.now)
    assert [event.name for event in story_of(person)] == ["role.given", "person.added"]
    assert town.programme.short_name in story_of(person)[0].facts["scope"]


def test_a_group_and_a_programme_are_told_too(town):
    with transaction():
        group = services.add_group("Các hội", kinds=[UnitKind.MASS], by=town.person("admin"), at=town.now)
    assert [event.name for event in story_of(group)] == ["group.added"]
    assert [event.name for event in story_of(town.another_programme())] == ["programme.added"]
