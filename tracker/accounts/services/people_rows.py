"""People from the rows of an Excel file: what each row would do, and doing it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from tracker.accounts.queries.people_known import Held, KnownPeople, KnownPerson, known_people
from tracker.accounts.rules.people import SignInNameTaken, check_sign_in_name
from tracker.accounts.rules.people_rows import (
    EmailTwice,
    PersonTwice,
    ProgrammeUnknown,
    SignInNameTwice,
    UnitMissing,
    UnitUnknown,
    read_roles,
)
from tracker.accounts.services.people import PersonFacts, correct_person, enter_person
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import N_, RuleBroken
from tracker.core.folding import fold
from tracker.office.labels import ROLE_KIND
from tracker.office.models import Person, Programme, Unit
from tracker.office.rows import Change, Line
from tracker.office.rules import UNIT_ROLES, EmailTaken, PersonNeedsName, UnitHasEnded
from tracker.office.services import give_role, tidy
from tracker.outbox.services import checked_address
from tracker.reading.workbooks import Column, Row

COLUMNS = (
    Column("full_name", N_("Full name"), ("Họ và tên", "Họ tên", "Tên"), longest=120, needed=True),
    Column("position", N_("Position"), ("Chức vụ", "Chức danh"), longest=120),
    Column("unit", N_("Unit"), ("Đơn vị", "Cơ quan", "Cơ quan, đơn vị"), needed=True),
    Column("phone", N_("Phone"), ("Điện thoại", "Số điện thoại"), longest=40),
    Column("email", N_("E-mail"), ("Thư điện tử", "Email", "Địa chỉ thư điện tử")),
    Column("sign_in_name", N_("Sign-in name"), ("Tên đăng nhập", "Tài khoản"), longest=60),
    Column("roles", N_("Roles"), ("Vai trò",), longest=500),
)
T = TypeVar("T")
_HEADS = {column.name: column.head for column in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a row says, as it will be saved; what it leaves open is as it was. `roles` are those still to be given."""

    full_name: str
    position: str
    unit_id: int
    phone: str
    email: str
    sign_in_name: str
    roles: tuple[Held, ...]


def judge_people(rows: Sequence[Row], *, on: date) -> list[Line]:
    """What each row would do. It writes nothing."""
    known = known_people(on=on)
    lines = [_Judge(row, known).line() for row in rows]
    _find_twins(lines)
    return lines


def take_in_people(lines: Iterable[Line], *, by: Person, at: datetime) -> None:
    """Enter and mend the people of rows without problems. Accounts are opened; inviting is another act."""
    for line in lines:
        entry: Entry = line.facts
        facts = PersonFacts(
            full_name=entry.full_name,
            unit=db.session.get_one(Unit, entry.unit_id),
            position=entry.position,
            email=entry.email,
            phone=entry.phone,
            signs_in=line.record_id is None or bool(entry.sign_in_name),
            sign_in_name=entry.sign_in_name,
        )
        if line.record_id is None:
            person = enter_person(facts, by=by, at=at)
        else:
            person = db.session.get_one(Person, line.record_id)
            correct_person(person, facts, seen=person.version, by=by, at=at)
        for kind, unit_id, programme_id in entry.roles:
            unit = db.session.get_one(Unit, unit_id) if unit_id is not None else None
            programme = db.session.get_one(Programme, programme_id) if programme_id is not None else None
            first = clock.local(at).date()
            give_role(person, kind, unit=unit, programme=programme, valid_from=first, by=by, at=at)


class _Judge:
    """One row against all that is known; every column is looked at, so that all that is wrong is said at once."""

    def __init__(self, row: Row, known: KnownPeople) -> None:
        self._cells = {name: tidy(text) for name, text in row.cells.items()}
        self._row, self._known = row, known
        self._problems = dict(row.problems)

    def line(self) -> Line:
        """What comes of it."""
        name = self._try("full_name", self._full_name) or ""
        unit_id = self._try("unit", self._unit) or 0
        email = self._try("email", self._email) or ""
        sign_in_name = self._try("sign_in_name", self._sign_in_name) or ""
        known = self._whose(name, unit_id, email, sign_in_name)
        roles = self._try("roles", lambda: self._roles(unit_id)) or []
        held = self._known.held.get(known.id, set()) if known is not None else set()
        entry = Entry(
            full_name=name,
            position=self._cells.get("position") or (known.position if known else ""),
            unit_id=unit_id,
            phone=self._cells.get("phone") or (known.phone if known else ""),
            email=email or (known.email if known else ""),
            sign_in_name=sign_in_name or (known.sign_in_name if known else ""),
            roles=tuple(dict.fromkeys(role for role in roles if role not in held)),
        )
        changes = self._changes(known, entry)
        record_id = known.id if known is not None else None
        return Line(self._row, name, record_id, changes, self._problems, entry)

    def _try(self, column: str, read: Callable[[], T]) -> T | None:
        """What a cell says; where it is refused, that is noted, once."""
        if column in self._problems:
            return None
        try:
            return read()
        except RuleBroken as refusal:
            self._problems[column] = refusal
            return None

    def _full_name(self) -> str:
        if not self._cells["full_name"]:
            raise PersonNeedsName
        return self._cells["full_name"]

    def _unit(self) -> int:
        name = self._cells["unit"]
        if not name:
            raise UnitMissing
        found = self._known.units.find(name)
        if found is not None and found.unit_id is not None:
            return found.unit_id
        gone = self._known.ended_units.find(name)
        if gone is not None and gone.unit_id is not None:
            raise UnitHasEnded(unit=name)
        raise UnitUnknown(name=name[:100])

    def _email(self) -> str:
        address = self._cells.get("email", "")
        return checked_address(address).lower() if address else ""

    def _sign_in_name(self) -> str:
        name = self._cells.get("sign_in_name", "")
        return check_sign_in_name(name) if name else ""

    def _whose(self, name: str, unit_id: int, email: str, sign_in_name: str) -> KnownPerson | None:
        """Who the row is about, if they are here already: by address, by sign-in name, else by name and unit."""
        by_email, by_sign_in = self._known.by_email.get(email), self._known.by_sign_in_name.get(sign_in_name)
        if by_email is not None and fold(by_email.full_name) != fold(name):
            self._problems.setdefault("email", EmailTaken(person=by_email.full_name))
        found = by_email or by_sign_in
        meant = by_sign_in is not None and by_sign_in is found and fold(by_sign_in.full_name) == fold(name)
        if sign_in_name in self._known.names_taken and not meant:
            self._problems.setdefault("sign_in_name", SignInNameTaken(name=sign_in_name))
        alike = self._known.by_looks.get((fold(name), unit_id), [])
        if found is None and len(alike) == 1 and not (email and alike[0].email):
            return alike[0]
        return found

    def _roles(self, unit_id: int) -> list[Held]:
        return [
            (kind, unit_id, None) if kind in UNIT_ROLES else (kind, None, self._programme(scope))
            for kind, scope in read_roles(self._cells.get("roles", ""))
        ]

    def _programme(self, scope: str) -> int:
        """The programme that is named; where none is, the only one that goes on."""
        going = dict(self._known.programmes.values())
        if scope and fold(scope) in self._known.programmes:
            return self._known.programmes[fold(scope)][0]
        if scope or len(going) != 1:
            raise ProgrammeUnknown(example=next(iter(going.values()), "–"))
        return next(iter(going))

    def _changes(self, known: KnownPerson | None, entry: Entry) -> list[Change]:
        """What would be another than it is; of somebody new, what was understood rather than copied."""
        changes = [
            Change(_HEADS[fact], before, after)
            for fact in ("full_name", "position", "phone", "email", "sign_in_name")
            if known is not None and (before := getattr(known, fact)) != (after := getattr(entry, fact))
        ]
        names = self._known.unit_names
        if entry.unit_id and (known is None or entry.unit_id != known.unit_id):
            changes.append(Change(_HEADS["unit"], names[known.unit_id] if known else "", names[entry.unit_id]))
        return changes + [Change(_HEADS["roles"], "", ROLE_KIND[kind]) for kind, _, _ in entry.roles]


def _find_twins(lines: Sequence[Line]) -> None:
    """Rows that would meet in one person, one address or one sign-in name."""
    addresses: dict[str, int] = {}
    names: dict[str, int] = {}
    people: dict[object, int] = {}
    for line in lines:
        entry: Entry = line.facts
        number = line.row.number
        who: object = line.record_id or entry.email or (fold(entry.full_name), entry.unit_id)
        if entry.email and addresses.setdefault(entry.email, number) != number:
            line.problems.setdefault("email", EmailTwice(row=addresses[entry.email]))
        elif entry.full_name and people.setdefault(who, number) != number:
            line.problems.setdefault("", PersonTwice(row=people[who]))
        if entry.sign_in_name and names.setdefault(entry.sign_in_name, number) != number:
            line.problems.setdefault("sign_in_name", SignInNameTwice(row=names[entry.sign_in_name]))
