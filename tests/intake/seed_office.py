"""The units of the seed documents' district, and what staff choose where the documents leave it open."""

from collections.abc import Sequence

from tracker.core.db import transaction
from tracker.intake.models import IntakeItem, ItemKind
from tracker.office import services as office
from tracker.office.models import Programme, Unit, UnitGroup, UnitKind

COMMUNES = ("Tân Lập", "Đăk Ruồng", "Đăk Tờ Re", "Đăk Tơ Lung", "Đăk Kôi", "Đăk Pnê")
# name, kind, other ways to write it
UNITS: Sequence[tuple[str, UnitKind, tuple[str, ...]]] = (
    ("Ủy ban nhân dân huyện Kon Rẫy", UnitKind.PEOPLES_COMMITTEE, ("UBND huyện",)),
    ("Ban Chỉ đạo Cuộc vận động huyện Kon Rẫy", UnitKind.COMMITTEE, ("Ban Chỉ đạo Cuộc vận động huyện", "Ban Chỉ đạo Cuộc vận động")),
    ("Phòng Dân tộc", UnitKind.DEPARTMENT, ()),
    ("Phòng Tài chính - Kế hoạch", UnitKind.DEPARTMENT, ()),
    ("Ban Dân vận Huyện ủy", UnitKind.PARTY, ()),
    ("Ủy ban Mặt trận Tổ quốc Việt Nam huyện Kon Rẫy", UnitKind.FRONT, ("UBMTTQVN huyện",)),
    *((f"Xã {name}", UnitKind.COMMUNE, ()) for name in COMMUNES),
    ("Thị trấn Đăk Rve", UnitKind.COMMUNE, ()),
)
HERE = (UnitKind.DEPARTMENT, UnitKind.PARTY, UnitKind.FRONT)
GROUPS: Sequence[tuple[str, tuple[UnitKind, ...], tuple[str, ...]]] = (
    ("Các phòng, ban, đơn vị", (UnitKind.DEPARTMENT,), ()),
    ("UBND các xã, thị trấn", (UnitKind.COMMUNE,), ()),
    ("Các cơ quan, đơn vị cấp huyện", HERE, ("cơ quan, đơn vị, phòng, ban, ngành cấp huyện",)),
    ("Các cơ quan, đơn vị, địa phương", (*HERE, UnitKind.COMMUNE), ()),
    ("Các tổ chức cơ sở Đảng", (UnitKind.PARTY,), ("các TCCS Đảng",)),
    ("Đảng ủy các xã, thị trấn", (UnitKind.COMMUNE,), ("Đảng ủy",)),
    (
        "Ban Chỉ đạo Cuộc vận động các xã, thị trấn",
        (UnitKind.COMMUNE,),
        ("BCĐ Cuộc vận động các xã, thị trấn",),
    ),
)


def build(town) -> Programme:
    """The district's programme, run by the demo's staff, so that tests sign in as they are used to."""
    with transaction():
        units = [
            office.add_unit(name, short_name=name[:60], kind=kind, other_names=others, by=None, at=town.now)
            for name, kind, others in UNITS
        ]
        for name, kinds, others in GROUPS:
            office.add_group(name, kinds=kinds, other_names=others, by=None, at=town.now)
        members: list[Unit] = units[2:]
        return office.add_programme(
            "Cuộc vận động của huyện",
            short_name="Cuộc vận động",
            standing_unit=units[5],
            members=members,
            by=None,
            at=town.now,
        )


def choose(item: IntakeItem, *, lead: Unit, group: UnitGroup) -> dict[str, object]:
    """What staff tick for a directive: a unit where nobody is named, a group where "liên quan" leaves it open."""
    missing = not item.proposal["leads"]
    chosen = {"leads": [f"unit-{lead.id}"], "doing": [], "joining": [] if missing else [f"group-{group.id}"]}
    return {"chosen": chosen} if item.kind in (ItemKind.TASK, ItemKind.CONCLUSION) else {}
