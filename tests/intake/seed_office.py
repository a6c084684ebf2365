"""The office of the seed documents: their district's units, its programme and one of its staff."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.databases import NOW
from tracker.core.db import transaction
from tracker.office import queries, services
from tracker.office.models import Person, Programme, RoleKind, Unit, UnitGroup, UnitKind

COMMUNES = ("Xã Tân Lập", "Xã Đăk Ruồng", "Xã Đăk Tờ Re", "Xã Đăk Tơ Lung", "Xã Đăk Kôi", "Xã Đăk Pnê")
# name, kind, other ways to write it
UNITS: Sequence[tuple[str, UnitKind, tuple[str, ...]]] = (
    ("Ủy ban nhân dân huyện Kon Rẫy", UnitKind.PEOPLES_COMMITTEE, ("UBND huyện",)),
    (
        "Ban Chỉ đạo Cuộc vận động huyện Kon Rẫy",
        UnitKind.COMMITTEE,
        ("Ban Chỉ đạo Cuộc vận động huyện", "Ban Chỉ đạo Cuộc vận động"),
    ),
    ("Phòng Dân tộc", UnitKind.DEPARTMENT, ()),
    ("Phòng Tài chính - Kế hoạch", UnitKind.DEPARTMENT, ()),
    ("Ban Dân vận Huyện ủy", UnitKind.PARTY, ()),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam huyện Kon Rẫy", UnitKind.FRONT, ("UBMTTQVN huyện",)),
    *((name, UnitKind.COMMUNE, ()) for name in (*COMMUNES, "Thị trấn Đăk Rve")),
)
OF_DISTRICT = (UnitKind.DEPARTMENT, UnitKind.PARTY, UnitKind.FRONT)
GROUPS: Sequence[tuple[str, Sequence[UnitKind], tuple[str, ...]]] = (
    ("Các phòng, ban, đơn vị", (UnitKind.DEPARTMENT,), ()),
    ("UBND các xã, thị trấn", (UnitKind.COMMUNE,), ()),
    ("Các cơ quan, đơn vị cấp huyện", OF_DISTRICT, ("cơ quan, đơn vị, phòng, ban, ngành cấp huyện",)),
    ("Các cơ quan, đơn vị, địa phương", (*OF_DISTRICT, UnitKind.COMMUNE), ()),
    ("Các tổ chức cơ sở Đảng", (UnitKind.PARTY,), ("các TCCS Đảng",)),
    ("Đảng ủy các xã, thị trấn", (UnitKind.COMMUNE,), ("Đảng ủy",)),
    ("BCĐ Cuộc vận động các xã, thị trấn", (UnitKind.COMMUNE,), ()),
)


@dataclass(frozen=True)
class SeedOffice:
    """What the tests of the seeds need to know of it."""

    programme: Programme
    staff: Person
    units: dict[str, Unit]
    groups: dict[str, UnitGroup]


def build() -> SeedOffice:
    """Set it up in an empty database."""
    with transaction():
        units = {
            name: services.add_unit(name, short_name=name[:60], kind=kind, other_names=others, by=None, at=NOW)
            for name, kind, others in UNITS
        }
        groups = {
            name: services.add_group(name, kinds=list(kinds), other_names=others, by=None, at=NOW)
            for name, kinds, others in GROUPS
        }
        front = units["Ủy ban Mặt trận Tổ quốc Việt Nam huyện Kon Rẫy"]
        programme = services.add_programme(
            "Cuộc vận động", short_name="Cuộc vận động", standing_unit=front, members=[*units.values()], by=None, at=NOW
        )
        person = services.add_person("Y Thường Trực", position="Chuyên viên", unit=front, by=None, at=NOW)
        services.give_role(person, RoleKind.STAFF, programme=programme, by=None, at=NOW)
    staff = queries.get_person(person.id, NOW.date())
    assert staff is not None
    return SeedOffice(programme, staff, units, groups)
