"""For every part of an address a record: of the asker's unit, of another's, of another programme, of one that ended.

"Own" is seen from officer and head; all others are asked about the same records. Services make them, as in the office.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

import sqlalchemy as sa

from tests.access.agenda import MAKERS as OF_AGENDA
from tests.access.chasing import MAKERS as OF_LETTERS
from tests.access.feeding import MAKERS as OF_FEEDS
from tests.access.inviting import MAKERS as OF_INVITING
from tests.access.notices import MAKERS as OF_NOTICES
from tests.access.of_standing import MAKERS as OF_STANDING
from tests.access.pilots import MAKERS as OF_PILOTS
from tests.access.reports import MAKERS as OF_REPORTS
from tests.town import OTHER, OWN, Town
from tracker.accounts import services as accounts
from tracker.accounts.models import SignInSession
from tracker.core.db import db, transaction
from tracker.documents import services as documents
from tracker.documents.accepting import Sent
from tracker.documents.models import Document, NumberRegister, RegisterReset, Signer
from tracker.documents.queries import registers_of
from tracker.home.access import Object
from tracker.intake import services as intake
from tracker.intake.models import Intake
from tracker.meetings import services as meetings
from tracker.meetings.models import Conclusion, Meeting
from tracker.office import services as office
from tracker.office.models import Person, Programme, Role, RoleKind, Unit, UnitGroup
from tracker.outbox.health import note_run
from tracker.outbox.models import OutboxMessage
from tracker.outbox.services import queue_mail
from tracker.plans import services as plans
from tracker.plans.models import Amendment, Comparator, Plan, Target
from tracker.plans.services import TargetFacts
from tracker.succession import services as succession
from tracker.succession.decisions import Decision, Successor
from tracker.succession.models import ChangeKind, UnitChange
from tracker.tasks import services as tasks
from tracker.tasks.models import Evidence, Extension, Finding, Part, Task
from tracker.tasks.services import Addressed

THIRD = "Phòng Văn hóa và Thông tin"  # a unit that nobody of the roles acts for
HELD = {Object.OWN: OWN, Object.OTHER: OTHER, Object.ELSEWHERE: THIRD, Object.ENDED: OWN}
EVERYWHERE = (Object.OWN, Object.OTHER, Object.ELSEWHERE, Object.ENDED)
OF_PROGRAMMES = (Object.OWN, Object.ELSEWHERE, Object.ENDED)
_READER = RoleKind.OBSERVER
IN_ALL = {"staff": RoleKind.STAFF, "chair": RoleKind.CHAIR, "observer": _READER, "auditor": _READER}
PAPER = """KẾ HOẠCH

Thực hiện phong trào số {number} năm 2026

I. NHIỆM VỤ CỤ THỂ

1. Quý IV/2026

- Giao Phòng Dân tộc chủ trì rà soát các mô hình; hoàn thành trước ngày 30/11/2026.
"""


class World:
    """The records, each made when first asked for; `end()` ends the programme that is to have ended."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.values: dict[tuple[str, Object], str] = {}

    def build(self) -> "World":
        """All records of all sorts; then what is to have ended, ends."""
        for part, (objects, make) in MAKERS.items():
            for of in objects:
                self.values[part, of] = str(make(self, of))
        with transaction():
            self.ended.ended_on = self.town.today - timedelta(days=1)
            note_run("seal the trail", worker="may-1", at=self.town.now)  # else the health line says that none works
        return self

    def programme(self, of: Object) -> Programme:
        """The campaign, or the other programme, or the one that ended."""
        return {Object.ELSEWHERE: self.elsewhere, Object.ENDED: self.ended}.get(of, self.town.programme)

    @cached_property
    def elsewhere(self) -> Programme:
        """One that concerns none of those who are asked."""
        return self.town.another_programme(members=[THIRD])

    @cached_property
    def ended(self) -> Programme:
        """One in which all had the part that they have in the campaign."""
        ended = self.town.another_programme("Phong trào đã xong", members=[OWN, OTHER])
        with transaction():
            for who, kind in IN_ALL.items():
                office.give_role(
                    self.town.person(who), kind, programme=ended, by=None, at=self.town.now, valid_from=None
                )
        return ended

    def task(self, of: Object) -> Task:
        """Led by one unit alone."""
        return self.town.task(f"Việc của {of}", lead=HELD[of], programme=self.programme(of))

    def evidence(self, of: Object) -> Evidence:
        """A file of a part that is not handed in."""
        part = self.task(of).assignments[0]
        sent = [Sent("anh.png", b"")]
        with transaction():
            return tasks.attach_evidence(part, sent, by=self.town.person("head"), at=self.town.now)[0]

    def extension(self, of: Object) -> Extension:
        """More time asked for, not decided."""
        due = self.town.today + timedelta(days=9)
        part = self.town.task(
            "Việc cần thêm thời gian", lead=HELD[of], programme=self.programme(of), due=due
        ).assignments[0]
        facts = {"by": self.town.person("head"), "at": self.town.now}
        with transaction():
            return tasks.ask_extension(part, wanted_on=due + timedelta(days=9), words="Chờ số liệu.", **facts)

    def document(self, of: Object) -> Document:
        """Confirmed, with its file."""
        document = self.intake(of).document
        with transaction():
            documents.confirm_document(document, by=self.town.person("staff"), at=self.town.now)
        return document

    def intake(self, of: Object) -> Intake:
        """A small plan, read and not yet accepted."""
        text = PAPER.format(number=len(self.values) + 100)
        with transaction():
            return intake.take_in(
                text.encode(),
                "kế hoạch.txt",
                programme=self.programme(of),
                by=self.town.person("staff"),
                at=self.town.now,
            )

    def meeting(self, of: Object) -> Meeting:
        """Planned, not opened."""
        return self.town.new_meeting(f"Họp {of}", programme=self.programme(of))

    def inspection(self, of: Object) -> Task:
        """A task marked as an inspection, which one unit alone leads."""
        task = self.task(of)
        with transaction():
            task.inspection = True
        return task

    def finding(self, of: Object) -> Finding:
        """What an inspection found at a unit of nobody who is asked."""
        inspection, unit, by = self.inspection(of), self.town.unit(THIRD), self.town.person("staff")
        with transaction():
            return tasks.record_finding(inspection, unit=unit, text="Sổ sách chưa đủ", by=by, at=self.town.now)

    def conclusion(self, of: Object) -> Conclusion:
        """A draft that addresses one unit alone, while its meeting lasts."""
        meeting = self.town.new_meeting(f"Họp về {of}", programme=self.programme(of))
        facts = {"by": self.town.person("staff"), "at": self.town.now}
        with transaction():
            meetings.open_meeting(meeting, **facts)
            addressed = [Addressed(Part.IMPLEMENT, unit=self.unit(of))]
            said = meetings.ConclusionFacts(text=f"Kết luận về {of}", addressed=addressed)
            return meetings.add_conclusion(meeting, said, **facts)

    def unit(self, of: Object) -> Unit:
        """Whose the record is."""
        return self.town.unit(HELD[of])

    def plan(self, of: Object) -> Plan:
        """A year's plan."""
        document = self.document(of)
        with transaction():
            return plans.add_plan(document, year=2020, by=self.town.person("staff"), at=self.town.now)

    def target(self, of: Object) -> Target:
        """One of a year's plan."""
        goal = TargetFacts(text="Hai mô hình", comparator=Comparator.AT_LEAST, value=Decimal(2), measure="mô hình")
        plan = self.plan(of)
        with transaction():
            return plans.add_target(plan, goal, by=self.town.person("staff"), at=self.town.now)

    def amendment(self, of: Object) -> Amendment:
        """A target's figure is raised."""
        goal = TargetFacts(text="Ba mô hình", comparator=Comparator.AT_LEAST, value=Decimal(3), measure="mô hình")
        target, facts = self.target(of), {"by": self.town.person("staff"), "at": self.town.now}
        with transaction():
            return plans.amend_target(target, goal, since=target.began_on, words="Họp ngày 5/10", **facts)

    def person(self, of: Object) -> Person:
        """Somebody of a unit, with an account; or who has left."""
        count = len(self.values)
        person = self.town.new_person(f"Người Thứ {count}", unit=self.unit(of), sign_in_name=f"nguoi{count}")
        if of is Object.ENDED:
            with transaction():
                db.session.get_one(Person, person.id).ended_on = self.town.today
        return person

    def role(self, of: Object) -> Role:
        """A role of somebody of a unit."""
        return db.session.scalars(sa.select(Role).where(Role.person_id == self.person(of).id)).one()

    def session(self, of: Object) -> SignInSession:
        """Another browser of the officer's, or of the other unit's officer."""
        return self.town.session_of("officer" if of is Object.OWN else "officer2")

    def group(self, _of: Object) -> UnitGroup:
        """A group of units."""
        return self.town.group("UBND các xã, thị trấn")

    def change(self, _of: Object) -> UnitChange:
        """A unit that is to be renamed."""
        unit = self.town.new_unit("Xã Sắp Đổi Tên")
        named = Successor("Xã Đã Đổi Tên", "Xã Đã Đổi Tên", unit.kind)
        decision = Decision(
            kind=ChangeKind.RENAME, on=self.town.today + timedelta(days=30), unit_ids=(unit.id,), successors=(named,)
        )
        with transaction():
            return succession.decide(decision, by=self.town.person("admin"), at=self.town.now)

    def signer(self, of: Object) -> Signer:
        """Who signs for a programme."""
        facts = documents.SignerFacts(authority="TM. BAN CHỈ ĐẠO", position="Trưởng ban", full_name=f"Người Ký {of}")
        with transaction():
            return documents.add_signer(self.programme(of), facts, by=self.town.person("admin"), at=self.town.now)

    def register(self, of: Object) -> NumberRegister:
        """A register of the committee's terms, of numbers for one type of papers that has no other."""
        known = registers_of(self.programme(of).id)
        code = f"T{len(known)}"
        facts = documents.RegisterFacts(name=f"Sổ {code}", types=[code], reset=RegisterReset.TERM)
        with transaction():
            return documents.add_register(self.programme(of), facts, by=self.town.person("admin"), at=self.town.now)

    def message(self, _of: Object) -> OutboxMessage:
        """A mail that was given up."""
        with transaction():
            message = queue_mail(
                to_name="A Brol",
                to_address="a@example.vn",
                subject="Thư",
                body="Thư",
                dedupe_key="thu",
                at=self.town.now,
            )
            assert message is not None
            message.given_up_at = self.town.now
        return message

    def token(self, _of: Object) -> str:
        """Of a link to a new password that still opens."""
        account = self.town.account("officer2")
        with transaction():
            return accounts.send_reset(account, by=self.town.person("admin"), at=self.town.now)


# Part of an address: the records that it is asked about, and how each is made.
MAKERS: dict[str, tuple[tuple[Object, ...], Callable[[World, Object], object]]] = {
    "task_id": (EVERYWHERE, lambda world, of: world.task(of).id),
    "assignment_id": (EVERYWHERE, lambda world, of: world.task(of).assignments[0].id),
    "inspection_id": (EVERYWHERE, lambda world, of: world.inspection(of).id),
    "finding_id": (EVERYWHERE, lambda world, of: world.finding(of).id),
    "evidence_id": (EVERYWHERE, lambda world, of: world.evidence(of).id),
    "extension_id": (EVERYWHERE, lambda world, of: world.extension(of).id),
    "meeting_id": (OF_PROGRAMMES, lambda world, of: world.meeting(of).id),
    "venue_id": ((Object.NONE,), lambda world, of: world.town.new_venue("Nhà họp của bảng quyền").id),
    "series_id": (OF_PROGRAMMES, lambda world, of: world.town.new_series(programme=world.programme(of)).id),
    "conclusion_id": (EVERYWHERE, lambda world, of: world.conclusion(of).id),
    "document_id": (OF_PROGRAMMES, lambda world, of: world.document(of).id),
    "target_id": (OF_PROGRAMMES, lambda world, of: world.target(of).id),
    "amendment_id": (OF_PROGRAMMES, lambda world, of: world.amendment(of).id),
    "plan_id": (OF_PROGRAMMES, lambda world, of: world.plan(of).id),
    "intake_id": (OF_PROGRAMMES, lambda world, of: world.intake(of).id),
    "item_id": (OF_PROGRAMMES, lambda world, of: world.intake(of).items[0].id),
    "unit_id": ((Object.OWN, Object.OTHER), lambda world, of: world.unit(of).id),
    "person_id": ((Object.OWN, Object.OTHER, Object.ENDED), lambda world, of: world.person(of).id),
    "role_id": ((Object.OWN, Object.OTHER), lambda world, of: world.role(of).id),
    "session_id": ((Object.OWN, Object.OTHER), lambda world, of: world.session(of).id),
    "programme_id": (OF_PROGRAMMES, lambda world, of: world.programme(of).id),
    "group_id": ((Object.NONE,), lambda world, of: world.group(of).id),
    "change_id": ((Object.NONE,), lambda world, of: world.change(of).id),
    "signer_id": (OF_PROGRAMMES, lambda world, of: world.signer(of).id),
    "register_id": (OF_PROGRAMMES, lambda world, of: world.register(of).id),
    **OF_AGENDA,
    **OF_PILOTS,
    **OF_REPORTS,
    **OF_FEEDS,
    **OF_LETTERS,
    **OF_STANDING,
    **OF_INVITING,
    **OF_NOTICES,
    "day_id": ((Object.NONE,), lambda _world, _of: 20260902),
    "message_id": ((Object.NONE,), lambda world, of: world.message(of).id),
    "token": ((Object.NONE,), World.token),
}
