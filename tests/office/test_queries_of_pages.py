"""The office's pages ask the database no more when there is more to show."""

from tests.house.test_lists import fill, questions
from tracker.core.db import db, transaction
from tracker.office import services
from tracker.office.models import UnitKind, UnitName, UnitSuccession


def test_a_unit_a_group_and_a_programme_ask_no_more_when_they_grow(town, sign_in, count_queries):
    unit, group, programme = town.unit("UBND huyện"), town.group("các xã"), town.programme
    with transaction():
        group.listed.append(unit)
        town.unit("Phòng Dân tộc").parent_id = unit.id
    pages = {
        f"/units/{unit.id}": 14,
        f"/units/{unit.id}/edit": 7,
        f"/unit-groups/{group.id}": 8,
        f"/unit-groups/{group.id}/edit": 7,
        f"/programmes/{programme.id}": 7,
        f"/programmes/{programme.id}/edit": 7,
        "/units/?q=xa": 7,
        "/units/?on=1/1/2026&ended=1": 7,
    }
    asked = {address: len(questions(count_queries, sign_in, address, "admin")) for address in pages}
    fill(town, 20)
    for n in range(20):
        below = town.new_unit(f"Phòng Thử {n}", kind=UnitKind.DEPARTMENT)
        town.new_person(f"Người {n}", unit=unit)
        with transaction():
            below.parent_id = unit.id
            group.listed.append(below)
            unit.names.append(UnitName(name=f"Tên khác {n}", official=False))
            services.add_group(f"Nhóm {n}", listed=[unit], by=None, at=town.now)
        with transaction():
            db.session.add(UnitSuccession(former_id=below.id, successor_id=unit.id, since=town.today))
            services.edit_group(
                group,
                name=group.name,
                kinds=[UnitKind(kind) for kind in group.kinds],
                listed=list(group.listed),
                other_names=group.other_names,
                seen=group.version,
                by=town.person("admin"),
                at=town.now,
            )
    for address, most in pages.items():
        after = questions(count_queries, sign_in, address, "admin")
        told = f"{address}:\n\n" + "\n\n".join(after)
        assert len(after) == asked[address], told
        assert len(after) <= most, told
