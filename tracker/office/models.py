"""Units, groups of units, people, programmes and roles."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, Versioned, word


class UnitKind(StrEnum):
    """What a unit is; groups are made by kind ("các phòng, ban")."""

    COMMITTEE = "committee"  # ban chỉ đạo
    PEOPLES_COMMITTEE = "peoples_committee"  # ủy ban nhân dân
    PARTY = "party"  # cấp ủy, ban của Đảng
    FRONT = "front"  # Mặt trận Tổ quốc
    MASS = "mass"  # tổ chức chính trị - xã hội
    DEPARTMENT = "department"  # phòng, ban
    COMMUNE = "commune"  # xã, phường, thị trấn
    OTHER = "other"


class Unit(Base, Versioned):
    """A body that can owe work. `name` is what it is called now; UnitName keeps what it was and is called elsewhere.

    It exists from `began_on` to the day before `ended_on`; an empty one is open.
    """

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    short_name: Mapped[str] = mapped_column(sa.String(60))
    sort_key: Mapped[str] = mapped_column(sa.String(800), index=True)
    kind: Mapped[UnitKind] = mapped_column(word(UnitKind))
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None]

    names: Mapped[list["UnitName"]] = relationship(back_populates="unit")

    def exists_on(self, day: date) -> bool:
        """Whether it has begun and not ended; `queries.units.exists_on` for lists."""
        return (self.began_on is None or self.began_on <= day) and (self.ended_on is None or self.ended_on > day)


class UnitName(Base):
    """A name of a unit with its first and last day, or (`official` false) another way that documents write it.

    `short_name` belongs to official names.
    """

    __tablename__ = "unit_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    short_name: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    official: Mapped[bool] = mapped_column(default=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    unit: Mapped[Unit] = relationship(back_populates="names")


class UnitSuccession(Base):
    """A unit that another took over from, from a day on: many to one (merged), one to many (split)."""

    __tablename__ = "unit_succession"

    former_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), primary_key=True, index=True)
    since: Mapped[date]


class UnitGroup(Base, Versioned):
    """Units that documents address together: all of some kinds (`kinds`), or a list (`listed`), or both."""

    __tablename__ = "unit_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    kinds: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    other_names: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    ended_on: Mapped[date | None]

    listed: Mapped[list[Unit]] = relationship(secondary="unit_group_member")


class UnitGroupMember(Base):
    """A unit listed in a group."""

    __tablename__ = "unit_group_member"

    group_id: Mapped[int] = mapped_column(sa.ForeignKey("unit_group.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), primary_key=True)


class Programme(Base, Versioned):
    """What a steering committee runs for years; `standing_unit` gathers the reports."""

    __tablename__ = "programme"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(400))
    short_name: Mapped[str] = mapped_column(sa.String(60))
    standing_unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    ended_on: Mapped[date | None]

    members: Mapped[list[Unit]] = relationship(secondary="programme_member")
    standing_unit: Mapped[Unit] = relationship()


class ProgrammeMember(Base):
    """A unit that takes part in a programme."""

    __tablename__ = "programme_member"

    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), primary_key=True, index=True)


class RoleKind(StrEnum):
    """What a role lets a person do; see domain.md, "Who may do what"."""

    OFFICER = "officer"
    HEAD = "head"
    STAFF = "staff"
    CHAIR = "chair"
    OBSERVER = "observer"
    ADMIN = "admin"


class Role(Base, Versioned):
    """A person's part in a unit (officer, head), in a programme (staff, chair, observer) or in the office (admin).

    In force from `valid_from` to `valid_to`, both included. `auditor` marks an observer who may read the trail.
    """

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    kind: Mapped[RoleKind] = mapped_column(word(RoleKind))
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"))
    programme_id: Mapped[int | None] = mapped_column(sa.ForeignKey("programme.id"))
    auditor: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


@dataclass(frozen=True, slots=True)
class Power:
    """A role that is in force today, as plain values that outlive a transaction."""

    kind: RoleKind
    unit_id: int | None = None
    programme_id: int | None = None
    auditor: bool = False


class Person(Base, Versioned):
    """Somebody of the office. `powers` are set by `queries.get_person`, for one day; they are not stored."""

    __tablename__ = "person"
    __table_args__ = (
        # one address, one person, of those who have not left
        sa.Index(
            "uq_person_email",
            "email",
            unique=True,
            sqlite_where=sa.text("email != '' AND ended_on IS NULL"),
            postgresql_where=sa.text("email != '' AND ended_on IS NULL"),
        ),
    )
    __allow_unmapped__ = True  # for `powers`

    id: Mapped[int] = mapped_column(primary_key=True)
    full_name: Mapped[str] = mapped_column(sa.String(120))
    sort_key: Mapped[str] = mapped_column(sa.String(500), index=True)
    folded: Mapped[str] = mapped_column(sa.String(120), default="", server_default="")  # the name without marks
    position: Mapped[str] = mapped_column(sa.String(120), default="")
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"))
    email: Mapped[str] = mapped_column(sa.String(200), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    ended_on: Mapped[date | None]

    unit: Mapped[Unit] = relationship(lazy="joined")
    powers: tuple[Power, ...] = ()

    def acts_for(self, unit_id: int) -> bool:
        """Is officer or head of that unit."""
        return any(p.kind in (RoleKind.OFFICER, RoleKind.HEAD) and p.unit_id == unit_id for p in self.powers)

    def heads(self, unit_id: int) -> bool:
        """Is head of that unit."""
        return Power(RoleKind.HEAD, unit_id=unit_id) in self.powers

    def runs(self, programme_id: int) -> bool:
        """Is staff or chair of that programme."""
        return any(p.kind in (RoleKind.STAFF, RoleKind.CHAIR) and p.programme_id == programme_id for p in self.powers)

    @property
    def runs_some_programme(self) -> bool:
        """Is staff or chair of some programme that goes on."""
        return any(self.runs(programme_id) for programme_id in self.observed_programme_ids)

    def chairs(self, programme_id: int) -> bool:
        """Is chair of that programme."""
        return Power(RoleKind.CHAIR, programme_id=programme_id) in self.powers

    def observes(self, programme_id: int) -> bool:
        """May read all of that programme: observer, staff or chair."""
        return programme_id in self.observed_programme_ids

    @property
    def own_unit_ids(self) -> frozenset[int]:
        """The units that the person is officer or head of."""
        return frozenset(
            p.unit_id for p in self.powers if p.kind in (RoleKind.OFFICER, RoleKind.HEAD) and p.unit_id is not None
        )

    @property
    def observed_programme_ids(self) -> frozenset[int]:
        """The programmes that the person may read whole."""
        kinds = (RoleKind.STAFF, RoleKind.CHAIR, RoleKind.OBSERVER)
        return frozenset(p.programme_id for p in self.powers if p.kind in kinds and p.programme_id is not None)

    @property
    def is_admin(self) -> bool:
        """Looks after the office's units, people and settings."""
        return any(p.kind == RoleKind.ADMIN for p in self.powers)

    @property
    def is_auditor(self) -> bool:
        """Observes with the mark that opens the trail."""
        return any(p.auditor for p in self.powers)
