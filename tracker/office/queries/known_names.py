"""By which names the units and groups of a programme are known, those that have ended too."""

from dataclasses import dataclass
from datetime import date

from tracker.office.naming import NameBook, Named
from tracker.office.queries.groups import name_book
from tracker.office.queries.succession import FormerUnits, former_units


@dataclass(frozen=True, slots=True)
class NamesThen:
    """Names of units that exist, and of those that have ended: these mean the one unit that took over."""

    book: NameBook
    former: FormerUnits

    def find(self, name: str) -> Named | None:
        """The unit or group of that name; None where it is unknown, leaves open who is meant, or several took over."""
        named = self.book.find(name)
        if named is not None:
            return named
        ended = self.former.book.find(name)
        heir = self._heir(ended.unit_id) if ended is not None else None
        return Named(unit_id=heir) if heir is not None else None

    def now(self, value: str) -> str | None:
        """A unit or group that was chosen ("unit-3"), as it is now; None where it ended and nobody alone took over."""
        unit_id = _unit_id(value)
        if unit_id not in self.former.names:
            return value
        heir = self._heir(unit_id)
        return f"unit-{heir}" if heir is not None else None

    def called(self, value: str) -> str:
        """What a chosen unit that has ended was called."""
        return self.former.names.get(_unit_id(value) or 0, value)

    def _heir(self, unit_id: int | None) -> int | None:
        heirs = self.former.heirs.get(unit_id or 0, ())
        return heirs[0] if len(heirs) == 1 else None


def _unit_id(value: str) -> int | None:
    kind, _, number = value.partition("-")
    return int(number) if kind == "unit" else None


def names_known(programme_id: int, *, on: date) -> NamesThen:
    """By which names units and groups of a programme are known on a day; a unit that has ended means its successor."""
    book = name_book(on=on, programme_id=programme_id)
    return NamesThen(book, former_units(on=on, programme_id=programme_id))
