"""Units from the rows of an Excel file: what each row would do, and doing it.

A row is the unit of its number; without one, the unit of its name under the unit that it names. An empty cell leaves
what is there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tracker.core.errors import N_, RuleBroken
from tracker.core.folding import fold, vietnamese_key
from tracker.office import queries
from tracker.office.labels import UNIT_KIND
from tracker.office.models import Person, Unit, UnitKind
from tracker.office.naming import name_key
from tracker.office.rows import Change, Finding, Line
from tracker.office.rules import NameTaken, UnitUnderItself, is_under
from tracker.office.services.units import UnitFacts, correct_unit, enter_units, facts_of
from tracker.reading.dates import read_day
from tracker.reading.errors import NotADay
from tracker.reading.workbooks import CellTooLong, Column, Row

COLUMNS = (
    Column("number", N_("Number"), ("Số", "Mã số"), longest=10),
    Column("name", N_("Official name"), ("Tên đầy đủ", "Tên đơn vị", "Tên", "Name"), needed=True),
    Column("short_name", N_("Short name"), ("Tên ngắn", "Tên gọi tắt", "Tên viết tắt"), longest=60),
    Column("kind", N_("Kind"), ("Loại", "Loại đơn vị"), longest=60),
    Column("parent", N_("Belongs to"), ("Trực thuộc", "Đơn vị cấp trên")),
    Column("other_names", N_("Other names"), ("Tên khác", "Cách viết khác"), longest=1000),
    Column("began_on", N_("Exists from"), ("Có từ ngày", "Từ ngày"), longest=40),
)
# What offices call the kinds beside their English labels, folded.
_CALLED = {
    UnitKind.COMMITTEE: ("ban chi dao", "bcd"),
    UnitKind.PEOPLES_COMMITTEE: ("uy ban nhan dan", "ubnd"),
    UnitKind.PARTY: ("co quan dang", "dang", "to chuc dang"),
    UnitKind.FRONT: ("mat tran to quoc", "mat tran", "mttq"),
    UnitKind.MASS: ("to chuc chinh tri - xa hoi", "doan the"),
    UnitKind.DEPARTMENT: ("phong, ban", "phong", "phong ban", "so", "so, nganh"),
    UnitKind.COMMUNE: ("xa, phuong, thi tran", "xa", "phuong", "thi tran", "xa, phuong"),
    UnitKind.OTHER: ("khac",),
}
_KINDS = {fold(word): kind for kind, words in _CALLED.items() for word in (*words, kind.value, UNIT_KIND[kind])}


class CellNeeded(RuleBroken):
    """A new unit needs it."""

    message = N_("This cell is empty. A new unit needs it.")


class NoUnitOfThatNumber(RuleBroken):
    """Numbers are given here, not in the file."""

    message = N_("No unit has the number “%(words)s”. Leave the cell empty for a new unit.")


class UnknownKind(RuleBroken):
    """A kind that no unit is of."""

    message = N_("No kind is called “%(words)s”. Use the kinds of the list of units.")


class UnknownParent(RuleBroken):
    """Neither here nor in the file."""

    message = N_("No unit is called “%(words)s”, here or in this file. Mend the name, or add that unit.")


class SeveralAreCalledThat(RuleBroken):
    """A name that more than one unit has."""

    message = N_("Several units are called “%(words)s”. Say which one by its number, or enter it by hand.")


class RowSaidTwice(RuleBroken):
    """Two rows for one unit."""

    message = N_("Row %(row)s says this unit, too. Keep one of them.")


def judge_units(rows: Sequence[Row], *, on: date) -> list[Line]:
    """What each row would do on that day, in their order; only read."""
    return _Judging(rows, queries.units_with_names(on=on)).lines


def take_in_units(lines: Iterable[Line], *, by: Person, at: datetime) -> None:
    """Do what new and changed rows say: those that others belong to come first."""
    lines = list(lines)
    made: dict[int, Unit] = {}
    waiting = [line for line in lines if line.finding is Finding.NEW]
    while waiting:
        ready = [line for line in waiting if (line.facts["parent"] or 1) > 0 or line.facts["parent"] in made]
        entered = enter_units([_facts(line, made) for line in ready], by=by, at=at)
        made |= zip(map(_key, ready), entered, strict=True)
        waiting = [line for line in waiting if _key(line) not in made]
    for line in lines:
        unit = queries.get_unit(line.record_id) if line.record_id is not None else None
        if unit is not None:
            correct_unit(unit, _facts(line, made, facts_of(unit)), by=by, at=at)


def _facts(line: Line, made: Mapping[int, Unit], now: UnitFacts | None = None) -> UnitFacts:
    said = dict(line.facts)
    above = said.pop("parent")
    if above is not None:
        said["parent"] = made[above] if above < 0 else queries.get_unit(above)
    return replace(now, **said) if now is not None else UnitFacts(**said)


class _Judging:
    """All rows at once: they may name one another. Units go by their numbers, new ones by their row's, negative."""

    def __init__(self, rows: Sequence[Row], units: Sequence[Unit]) -> None:
        self._units = {unit.id: unit for unit in units}
        self._named = _index((vietnamese_key(unit.name), unit) for unit in units)
        self._found = _index((name_key(name.name), unit) for unit in units for name in unit.names)
        self.lines = [Line(row, row.cells["name"], problems=dict(row.problems)) for row in rows]
        self._rows_named = _index((vietnamese_key(line.title), line) for line in self.lines)
        for line in self.lines:
            line.facts = self._read(line)
        for line in self.lines:
            self._find(line)
        for line in self.lines:
            self._compare(line)
        self._check_twice()
        self._check_tree()

    def _read(self, line: Line) -> dict[str, Any]:
        """What the cells say by themselves; what is wrong with them goes to the line."""
        cells, facts = line.row.cells, dict[str, Any]()
        for name, read in (("kind", _kind), ("began_on", _day), ("other_names", _names)):
            try:
                if cells.get(name) and name not in line.problems:
                    facts[name] = read(cells[name])
            except RuleBroken as wrong:
                line.problems[name] = wrong
        facts |= {name: cells[name] for name in ("name", "short_name") if cells.get(name)}
        if not cells["name"]:
            line.problems.setdefault("name", CellNeeded())
        number = cells.get("number", "")
        if number and number.isascii() and number.isdigit() and int(number) in self._units:
            line.record_id = int(number)
        elif number:
            line.problems.setdefault("number", NoUnitOfThatNumber(words=number))
        return facts

    def _find(self, line: Line) -> None:
        """The unit that a row without a number means, and what it is to belong to."""
        line.facts["parent"] = None
        above = line.row.cells.get("parent", "")
        try:
            line.facts["parent"] = self._above(above) if above and "parent" not in line.problems else None
        except RuleBroken as wrong:
            line.problems["parent"] = wrong
        if line.record_id is not None or line.row.cells.get("number"):
            return
        called = self._named[vietnamese_key(line.title)]
        if above:
            under = [unit for unit in called if unit.parent_id == line.facts["parent"]]
            called = under or [unit for unit in called if unit.parent_id is None]
        if len(called) > 1:
            line.problems.setdefault("name", SeveralAreCalledThat(words=line.title))
        elif called:
            line.record_id = called[0].id

    def _above(self, words: str) -> int:
        """The unit that a name means: one that is here, or one of this file."""
        for found in (self._named[vietnamese_key(words)], self._found[name_key(words)]):
            if len({unit.id for unit in found}) > 1:
                raise SeveralAreCalledThat(words=words)
            if found:
                return int(found[0].id)
        rows = self._rows_named[vietnamese_key(words)]
        if len(rows) > 1:
            raise SeveralAreCalledThat(words=words)
        if not rows:
            raise UnknownParent(words=words)
        return rows[0].record_id or -int(rows[0].row.number)

    def _compare(self, line: Line) -> None:
        """What an existing unit's row would change; what a new one's lacks."""
        if line.record_id is None:
            if "kind" not in line.facts:
                line.problems.setdefault("kind", CellNeeded())
            line.facts.setdefault("short_name", line.title)
            if len(line.title) > 60 and line.facts["short_name"] == line.title:
                line.problems.setdefault("short_name", CellNeeded())
        unit = self._units.get(line.record_id or 0)
        now = facts_of(unit) if unit is not None else None
        before = dict(_shown(now)) if now is not None else {}
        for column in COLUMNS:
            fact, after = column.name, line.facts.get(column.name)
            if after is None or (fact == "name" and now is None):
                continue
            saved = (now.parent.id if now.parent else None) if now and fact == "parent" else getattr(now, fact, None)
            if after != saved:
                shown = UNIT_KIND[after] if fact == "kind" else line.row.cells.get(fact) or str(after)
                line.changes.append(Change(column.head, before.get(fact, ""), shown))

    def _check_twice(self) -> None:
        """Two rows for one unit, or two units of one name in one place when all is taken in."""
        first: dict[Any, Line] = {}
        for line in self.lines:
            if line.record_id is not None and (other := first.setdefault(line.record_id, line)) is not line:
                line.problems.setdefault("", RowSaidTwice(row=other.row.number))
                other.problems.setdefault("", RowSaidTwice(row=line.row.number))
        places = {unit.id: (unit.parent_id, vietnamese_key(unit.name)) for unit in self._units.values()}
        for line in self.lines:
            above = line.facts["parent"] or places.get(line.record_id or 0, (None,))[0]
            places[_key(line)] = (above, vietnamese_key(line.title))
        there = _index((place, key) for key, place in places.items())
        for line in self.lines:
            others = [key for key in there[places[_key(line)]] if key != _key(line)]
            if others and others[0] < 0:
                line.problems.setdefault("", RowSaidTwice(row=-others[0]))
            elif others and line.finding is not Finding.UNCHANGED:
                line.problems.setdefault("name", NameTaken(name=line.title))

    def _check_tree(self) -> None:
        """Nothing belongs to itself when all is taken in."""
        parents = {unit.id: unit.parent_id for unit in self._units.values()}
        parents |= {_key(line): line.facts["parent"] for line in self.lines if line.facts["parent"] is not None}
        for line in self.lines:
            above = line.facts["parent"]
            if above is not None and is_under(_key(line), above, parents):
                words = line.row.cells["parent"]
                line.problems.setdefault("parent", UnitUnderItself(unit=line.title, parent=words))


def _shown(now: UnitFacts) -> Iterable[tuple[str, str]]:
    """What is known of a unit, as the cells of its row would say it."""
    yield from (("name", now.name), ("short_name", now.short_name), ("kind", UNIT_KIND[now.kind]))
    yield "parent", now.parent.name if now.parent is not None else ""
    yield "other_names", "; ".join(now.other_names)
    yield "began_on", f"{now.began_on:%d/%m/%Y}" if now.began_on is not None else ""


def _key(line: Line) -> int:
    return line.record_id or -line.row.number


def _index(pairs: Iterable[tuple[Any, Any]]) -> Mapping[Any, list[Any]]:
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _kind(words: str) -> UnitKind:
    kind = _KINDS.get(fold(words))
    if kind is None:
        raise UnknownKind(words=words)
    return kind


def _day(words: str) -> date:
    day = read_day(words, year=1)
    if day is None or day.year < 1900:  # no year is written
        raise NotADay
    return day


def _names(words: str) -> list[str]:
    names = list(dict.fromkeys(filter(None, (" ".join(name.split()) for name in words.split(";")))))
    if any(len(name) > 200 for name in names):
        raise CellTooLong(limit=200)
    return names
