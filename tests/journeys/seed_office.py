"""The office of the seed documents: the units that the plan names, three people, one programme."""

from datetime import datetime
from typing import Any

from tracker.accounts import services as accounts
from tracker.calendar.services import load_shipped_days
from tracker.core.db import transaction
from tracker.documents import services as documents
from tracker.documents.models import PaperStyle, RegisterReset
from tracker.documents.services import LetterheadFacts, RegisterFacts, SignerFacts
from tracker.office import services as office
from tracker.office.models import Programme, RoleKind, UnitKind

DEPARTMENTS = ("Phòng Dân tộc", "Phòng Tài chính - Kế hoạch", "Phòng Văn hóa và Thông tin")
COMMUNES = (
    "Xã Tân Lập",
    "Xã Đăk Ruồng",
    "Xã Đăk Tờ Re",
    "Xã Đăk Tơ Lung",
    "Xã Đăk Kôi",
    "Xã Đăk Pne",
    "Thị trấn Đăk Rve",
)
PASSWORD = "giao-ban-demo"


def build(at: datetime) -> None:
    """Enter it all, inside an application context over an empty database."""
    with transaction():
        load_shipped_days()
        known = {"by": None, "at": at}
        committee = office.add_unit(
            "Ban Chỉ đạo Cuộc vận động huyện", short_name="BCĐ", kind=UnitKind.COMMITTEE, **known
        )
        front = office.add_unit(
            "Ủy ban Mặt trận Tổ quốc Việt Nam huyện", short_name="UBMTTQVN huyện", kind=UnitKind.FRONT, **known
        )
        people = office.add_unit(
            "Ủy ban nhân dân huyện", short_name="UBND huyện", kind=UnitKind.PEOPLES_COMMITTEE, **known
        )
        departments = [
            office.add_unit(name, short_name=name, kind=UnitKind.DEPARTMENT, **known) for name in DEPARTMENTS
        ]
        communes = [office.add_unit(name, short_name=name, kind=UnitKind.COMMUNE, **known) for name in COMMUNES]
        office.add_group("Các phòng, ban, đơn vị", kinds=[UnitKind.DEPARTMENT], **known)
        office.add_group("UBND các xã, thị trấn", kinds=[UnitKind.COMMUNE], **known)
        programme = office.add_programme(
            "Cuộc vận động của huyện",
            short_name="Cuộc vận động",
            standing_unit=front,
            members=[committee, front, people, *departments, *communes],
            **known,
        )
        for name, unit, role in (
            ("officer", departments[0], RoleKind.OFFICER),
            ("staff", front, RoleKind.STAFF),
            ("chair", committee, RoleKind.CHAIR),
        ):
            person = office.add_person(f"Y {name.title()}", position="", unit=unit, **known)
            own = {"unit": unit} if role is RoleKind.OFFICER else {"programme": programme}
            office.give_role(person, role, **own, **known)
            accounts.add_account(person, sign_in_name=name, password=PASSWORD, **known)
        set_up_papers(programme, by=person, at=at)


def set_up_papers(programme: Programme, **known: Any) -> None:
    """How the committee's papers look, who signs them, and one register for all of them, as the seeds have it."""
    head = {
        "issuer": "BAN CHỈ ĐẠO\nCUỘC VẬN ĐỘNG HUYỆN",
        "superior": "HUYỆN ỦY KON RẪY",
        "place": "Kon Rẫy",
        "sign": "BCĐ",
    }
    documents.set_letterhead(programme, LetterheadFacts(style=PaperStyle.PARTY, drafter="", **head), seen=0, **known)
    signer = {"authority": "T/M BAN CHỈ ĐẠO", "position": "PHÓ TRƯỞNG BAN", "full_name": "Y Chair"}
    documents.add_signer(programme, SignerFacts(**signer), **known)
    documents.add_register(programme, RegisterFacts(name="Sổ văn bản", types=[], reset=RegisterReset.YEARLY), **known)
