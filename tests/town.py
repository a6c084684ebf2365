"""The people of the demo town by the names that tests give them, and builders of what a test needs on top.

The builders act through the services, as people would: what they make has its parts, its trail and its versions.
"""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from tests.databases import NOW
from tracker.accounts import queries as accounts
from tracker.accounts import services as account_services
from tracker.accounts.models import Account, SignInSession
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.documents import services as documents
from tracker.documents.models import Document
from tracker.documents.services import DocumentFacts
from tracker.meetings import services as meetings
from tracker.meetings.models import Meeting, MeetingSeries, Venue
from tracker.office import queries as office
from tracker.office import services as office_services
from tracker.office.models import Person, Programme, RoleKind, Unit, UnitGroup, UnitKind
from tracker.plans.models import Plan
from tracker.tasks import services as tasks
from tracker.tasks.models import Assignment, DueKind, Extension, Part, State, Task, TaskKind, TaskState
from tracker.tasks.services import Addressed, TaskFacts

# What tests call people, beside the demo's sign-in names.
ALSO_CALLED = {"officer_of_another_unit": "officer2", "head_of_another_unit": "head2"}
OWN, OTHER = "Phòng Dân tộc", "Xã Đăk Tơ Mil"  # the units of officer and head, and of officer2 and head2


class Town:
    """The demo town at NOW, inside the test's own application context."""

    now: datetime = NOW
    today: date = NOW.date()
    quarter: Quarter = Quarter.of(NOW.date())

    # Who and what is there ----------------------------------------------------------------------------------------

    def account(self, who: str) -> Account:
        """Somebody's account, named as in the demo: admin chair staff observer auditor head officer head2 officer2."""
        found = accounts.named(ALSO_CALLED.get(who, who))
        assert found is not None, f"nobody signs in as {who}"
        return found

    def session_of(self, who: str) -> SignInSession:
        """A session of theirs, opened now without a trace; its `token` is what their browser's cookie carries."""
        token = secrets.token_urlsafe(32)
        opened = SignInSession(
            token_hash=account_services.token_hash(token),
            account_id=self.account(who).id,
            began_at=clock.now(),
            seen_at=clock.now(),
            confirmed_at=clock.now(),
        )
        with transaction():
            db.session.add(opened)
        opened.token = token
        return opened

    def person(self, who: str) -> Person:
        """That person, with the powers of today."""
        found = office.get_person(self.account(who).person_id, self.today)
        assert found is not None, f"{who} has left"
        return found

    def unit(self, name: str) -> Unit:
        """A unit by any name that documents give it."""
        called_so = db.session.scalars(sa.select(Unit).where(Unit.name == name, Unit.ended_on.is_(None))).all()
        if len(called_so) == 1:  # nearly always: the book of all names is many times as long to read
            return called_so[0]
        named = office.name_book(on=self.today).find(name)
        assert named is not None, f"no unit is called {name}"
        assert named.unit_id is not None, f"{name} is a group"
        return db.session.get_one(Unit, named.unit_id)

    def group(self, name: str) -> UnitGroup:
        """A group of units by any of its names."""
        named = office.name_book(on=self.today).find(name)
        assert named is not None, f"no group is called {name}"
        assert named.group_id is not None, f"{name} is one unit"
        return db.session.get_one(UnitGroup, named.group_id)

    @property
    def programme(self) -> Programme:
        """The campaign that everybody of the demo works in."""
        return db.session.scalars(sa.select(Programme).order_by(Programme.id).limit(1)).one()

    @property
    def plan(self) -> Plan:
        """The campaign's plan of this year."""
        return db.session.scalars(sa.select(Plan).where(Plan.year == self.today.year).order_by(Plan.id).limit(1)).one()

    @property
    def document(self) -> Document:
        """The plan's document, with its text."""
        return self.plan.document

    # Builders -----------------------------------------------------------------------------------------------------

    def task(
        self,
        title: str = "Rà soát hộ cần hỗ trợ vườn nhà",
        *,
        lead: str | Unit | None = OWN,
        joining: Sequence[str | Unit] = (),
        doing: Sequence[str | Unit] = (),
        group: str | None = None,
        due: date | None = None,
        quarter: Quarter | None = None,
        kind: TaskKind = TaskKind.QUARTERLY,
        state: TaskState = TaskState.ACTIVE,
        text: str = "",
        programme: Programme | None = None,
        by: str = "staff",
    ) -> Task:
        """A task. `lead` answers for it, `joining` take part; with `doing` or a `group` each owes its own part."""
        facts = TaskFacts(
            title=title,
            text=text,
            kind=kind,
            quarter=quarter or self.quarter,
            due_on=due,
            due_kind=DueKind.FIXED if due else DueKind.NONE,
        )
        addressed = [Addressed(Part.COORDINATE, unit=self._unit(unit)) for unit in joining]
        addressed += [Addressed(Part.IMPLEMENT, unit=self._unit(unit)) for unit in doing]
        if group is not None:
            addressed.append(Addressed(Part.IMPLEMENT, group=self.group(group)))
        elif lead is not None and not doing:
            addressed.append(Addressed(Part.LEAD, unit=self._unit(lead)))
        programme_id = (programme or self.programme).id
        with transaction():
            return tasks.add_task(
                facts, addressed, programme_id=programme_id, by=self.person(by), at=self.now, state=state
            )

    def assignment(
        self,
        *,
        unit: str | Unit = OWN,
        task: Task | None = None,
        state: State = State.ASSIGNED,
        due: date | None = None,
        percent: int = 40,
        words: str = "Đã họp dân, đang lập danh sách.",
        quarter: Quarter | None = None,
        title: str = "Rà soát hộ cần hỗ trợ vườn nhà",
    ) -> Assignment:
        """A unit's part in a task (in a new one that it leads, unless a task is given), brought to that state."""
        held_by = self._unit(unit)
        task = task or self.task(title, lead=held_by, due=due, quarter=quarter)
        part = next(a for a in task.assignments if a.unit_id == held_by.id and quarter in (None, a.quarter))
        staff, officer = self.person("staff"), self._anyone_of(held_by)
        with transaction():
            if state in (State.IN_PROGRESS, State.SUBMITTED, State.ACCEPTED, State.RETURNED):
                tasks.update_progress(part, percent=percent, words=words, seen=part.version, by=officer, at=self.now)
            if state in (State.SUBMITTED, State.ACCEPTED, State.RETURNED):
                tasks.submit_assignment(part, words=words, seen=part.version, by=officer, at=self.now)
            if state is State.ACCEPTED:
                tasks.accept_assignment(part, by=staff, at=self.now)
            if state is State.RETURNED:
                tasks.return_assignment(part, words="Thiếu danh sách hộ kèm theo.", by=staff, at=self.now)
        assert part.state is state, f"this builder does not know how a part comes to be {state}"
        return part

    def more_time_asked(self, title: str = "Việc cần thêm thời gian", *, unit: str | Unit = OWN) -> Extension:
        """A part due tomorrow, for which more time was asked."""
        part = self.assignment(unit=unit, title=title, due=self.today + timedelta(days=1))
        wanted, by = self.today + timedelta(days=9), self._anyone_of(part.unit)
        with transaction():
            return tasks.ask_extension(part, wanted_on=wanted, words="Chờ số liệu.", by=by, at=self.now)

    def tasks(self, count: int, *, unit: str | Unit = OWN, **facts: object) -> list[Task]:
        """Many tasks of one unit, for lists that must not ask more often when they grow."""
        held_by = self._unit(unit)
        return [self.task(f"Việc thêm số {n}", lead=held_by, **facts) for n in range(1, count + 1)]  # type: ignore[arg-type]

    def new_document(
        self, notation: str = "77/TB-UBND", *, text: str = "", programme: Programme | None = None
    ) -> Document:
        """A further document of the register."""
        facts = DocumentFacts(type_name="Thông báo", notation=notation, issued_on=self.today)
        programme_id, staff = (programme or self.programme).id, self.person("staff")
        with transaction():
            return documents.register_document(facts, text=text, programme_id=programme_id, by=staff, at=self.now)

    def new_meeting(
        self, title: str = "Họp chuyên đề", *, quarter: Quarter | None = None, programme: Programme | None = None
    ) -> Meeting:
        """A further meeting, planned."""
        programme_id = (programme or self.programme).id
        with transaction():
            return meetings.plan_meeting(
                title, programme_id=programme_id, quarter=quarter or self.quarter, by=self.person("staff"), at=self.now
            )

    def new_series(
        self,
        name: str = "Hội nghị giao ban thêm",
        *,
        hosts: str | None = "UBND các xã, thị trấn",
        programme: Programme | None = None,
    ) -> MeetingSeries:
        """A further series of meetings at eight o'clock, five working days before the quarter's end."""
        group = self.group(hosts) if hosts is not None else None
        facts = meetings.SeriesFacts(name=name, hosts=group, starts_at=time(8), days_before_end=5)
        with transaction():
            return meetings.add_series(
                facts, programme=programme or self.programme, by=self.person("staff"), at=self.now
            )

    def new_venue(self, name: str = "Nhà rông làng Kon Hra", *, host: str | Unit | None = OTHER) -> Venue:
        """A further venue with two hundred seats."""
        facts = meetings.VenueFacts(name=name, host=self._unit(host) if host is not None else None, seats=200)
        with transaction():
            return meetings.add_venue(facts, by=self.person("staff"), at=self.now)

    @property
    def meeting(self) -> Meeting:
        """This quarter's review meeting, as the plan foresees it: planned, not opened."""
        planned = sa.select(Meeting).where(Meeting.quarter == self.quarter).order_by(Meeting.id).limit(1)
        return db.session.scalars(planned).one()

    def another_programme(
        self, name: str = "Phong trào “Đường làng sáng đèn”", *, members: Sequence[str | Unit] = (OTHER,)
    ) -> Programme:
        """A programme that concerns none of the demo's accounts, but for the units named as its members."""
        with transaction():
            return office_services.add_programme(
                name,
                short_name="Đường làng sáng đèn",
                standing_unit=self.unit("Phòng Văn hóa và Thông tin"),
                members=[self._unit(unit) for unit in members],
                by=None,
                at=self.now,
            )

    def new_unit(self, name: str, *, kind: UnitKind = UnitKind.COMMUNE, member: bool = True) -> Unit:
        """A further unit, in the campaign unless told otherwise."""
        with transaction():
            unit = office_services.add_unit(name, short_name=name, kind=kind, by=None, at=self.now)
            if member:
                programme = self.programme
                programme.members.append(unit)
        return unit

    def new_person(
        self,
        full_name: str,
        *,
        unit: str | Unit = OWN,
        role: RoleKind | None = RoleKind.OFFICER,
        programme: Programme | None = None,
        sign_in_name: str | None = None,
        password: str = "giao-ban-demo",
    ) -> Person:
        """A further person with one role, and an account when they are given a name to sign in with."""
        held_by = self._unit(unit)
        in_unit = role in (RoleKind.OFFICER, RoleKind.HEAD)
        of = (programme or self.programme) if role is not None and not in_unit and role is not RoleKind.ADMIN else None
        with transaction():
            person = office_services.add_person(full_name, position="Chuyên viên", unit=held_by, by=None, at=self.now)
            if role is not None:
                office_services.give_role(
                    person, role, unit=held_by if in_unit else None, programme=of, by=None, at=self.now
                )
            if sign_in_name is not None:
                account_services.add_account(person, sign_in_name=sign_in_name, password=password, by=None, at=self.now)
        found = office.get_person(person.id, self.today)
        assert found is not None
        return found

    def find_task(self, words: str) -> Task:
        """The one task of the demo whose title or text holds the words, with or without marks."""
        return db.session.scalars(sa.select(Task).where(Task.folded.contains(fold(words), autoescape=True))).one()

    # ----------------------------------------------------------------------------------------------------------------

    def _unit(self, unit: str | Unit) -> Unit:
        return self.unit(unit) if isinstance(unit, str) else unit

    def _anyone_of(self, unit: Unit) -> Person:
        """An officer of the unit, or its head, or whoever is there, to act for it."""
        people = db.session.scalars(sa.select(Person).where(Person.unit_id == unit.id).order_by(Person.id)).all()
        if not people:
            return self.new_person("Người của đơn vị", unit=unit)
        known = [found for person in people if (found := office.get_person(person.id, self.today)) is not None]
        return max(known, key=lambda person: person.acts_for(unit.id))
