"""What the cells of a table of tasks say: units, kinds, quarters, times, as offices write them. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tracker.core.errors import N_, Doubt, RuleBroken
from tracker.core.folding import fold
from tracker.core.periods import Quarter
from tracker.office.naming import Named
from tracker.reading.dates import Deadline, read_deadline
from tracker.reading.errors import NotADate
from tracker.reading.times import cell_time
from tracker.reading.units import split_units
from tracker.tasks.models import Recurrence, TaskKind

MOST_WORDS_OF_A_NAME = 6  # pieces between commas: "Ban Dân vận, Mặt trận, các đoàn thể"
_PIECE = re.compile(r"[^,]+?(?=\s*,|\s+và\s+|\s*$)")
_QUARTER = re.compile(r"(?:quy\s*)?(?P<number>iv|iii|ii|i|[1-4])(?:\s*[/-]?\s*(?:nam\s*)?(?P<year>[12]\d{3}))?")
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_HALF_YEARLY = re.compile(r"(?:hang|hang moi|moi|dinh ky) (?:6|sau) thang|(?:6|sau) thang (?:1|mot) lan")
_RHYTHMS = {"hang thang": Recurrence.MONTHLY, "hang quy": Recurrence.QUARTERLY, "hang nam": Recurrence.YEARLY}
_NOTHING = " -–—…./"
_KINDS = {
    TaskKind.REGULAR: ("thuong xuyen", "nhiem vu thuong xuyen", "ca nam", "regular", "regular task"),
    TaskKind.QUARTERLY: ("quy", "trong quy", "theo quy", "nhiem vu quy", "nhiem vu trong quy", "quarterly"),
    TaskKind.AD_HOC: ("dot xuat", "nhiem vu dot xuat", "phat sinh", "ad hoc", "ad hoc task"),
}
_CALLED = {words: kind for kind, names in _KINDS.items() for words in names}


class NoSuchKind(RuleBroken):
    """A kind that a row cannot give."""

    message = N_("No kind of task is called “%(words)s”. Write “thường xuyên”, “trong quý” or “đột xuất”.")


class NotAQuarter(RuleBroken):
    """Words that say no quarter."""

    message = N_("“%(words)s” is not a quarter. Write for example III or III/2026.")


class QuarterMissing(RuleBroken):
    """Neither the row nor the page says of which quarter."""

    message = N_("Neither a quarter nor a deadline says when this is to be done. Fill one of them in.")


class TitleMissing(RuleBroken):
    """A row that does not say what."""

    message = N_("Say what is to be done.")


class NamesUnknown(RuleBroken):
    """Units that nobody here is called by."""

    message = N_("Nobody in this programme is called %(names)s. Check the name, or add it to the unit's other names.")


class NamesUnknownButNear(RuleBroken):
    """The same, where others are called almost so."""

    message = N_("Nobody in this programme is called %(names)s. Perhaps: %(near)s.")


class LooksLike(Doubt):
    """A task of that name is there, in the same quarter."""

    message = N_("This looks like task %(number)s, which is there already: left out unless you tick it.")


class RowTwice(Doubt):
    """Another row says the same."""

    message = N_("Row %(row)s says the same: left out unless you tick it.")


class WaitsForEvent(Doubt):
    """A time that is no day: what the task waits for."""

    message = N_("“%(words)s” names no day: the task waits for it.")


class DayLeftOut(Doubt):
    """A regular task is due at the end of each period."""

    message = N_("A regular task is due at the end of each period: “%(words)s” is left out.")


class SourceUnknown(Doubt):
    """A document that the register does not hold."""

    message = N_("“%(words)s” is not in the register of documents: it is kept with the clause.")


class Names(Protocol):
    """By which names units are known: `office.queries.names_known`."""

    def find(self, name: str) -> Named | None:
        """The unit or group of that name."""


@dataclass(frozen=True, slots=True)
class Time:
    """What a cell says of a task's time; `event` is what it waits for where no day is said."""

    deadline: Deadline | None = None
    recurs: bool = False
    recurrence: Recurrence | None = None
    event: str = ""


def read_kind(words: str) -> TaskKind | None:
    """The kind of a task; None for an empty cell. Raises NoSuchKind."""
    if not words.strip(_NOTHING):
        return None
    kind = _CALLED.get(fold(words).strip(" ."))
    if kind is None:
        raise NoSuchKind(words=words[:60])
    return kind


def read_quarter(words: str, *, year: int) -> Quarter | None:
    """ "III", "Quý 3", "quý III/2026"; None for an empty cell. Raises NotAQuarter."""
    if not words.strip(_NOTHING):
        return None
    found = _QUARTER.fullmatch(fold(words).strip(" ."))
    if found is None:
        raise NotAQuarter(words=words[:60])
    number = _NUMERALS.get(found["number"]) or int(found["number"])
    return Quarter(int(found["year"] or year), number)


def read_time(words: str, *, year: int) -> Time:
    """A day or a period, how often, or what is waited for. Raises NoSuchDay."""
    if not words.strip(_NOTHING):
        return Time()
    plain = fold(words).strip(" .")
    if plain in _RHYTHMS or _CALLED.get(plain) is TaskKind.REGULAR:
        return Time(recurs=True, recurrence=_RHYTHMS.get(plain))
    if _HALF_YEARLY.search(plain):
        return Time(recurs=True, recurrence=Recurrence.HALF_YEARLY)
    said = cell_time(words, year)
    if said.recurrence is not None:
        return Time(recurs=True, recurrence=None if said.recurrence == "regular" else Recurrence(said.recurrence))
    if len(said.quarter) > 1:  # "Quý II, III": until the last of them
        return Time(Deadline(max(said.quarter).last_day, "by", words, "quarter", min(said.quarter).first_day))
    try:
        return Time(read_deadline(words, year=year))
    except NotADate:
        return Time(event=words)


def units_in(cell: str, names: Names) -> tuple[list[Named], list[str]]:
    """The units and groups that a cell names, each once, and the names that nobody is known by.

    They stand in lines, between semicolons or commas; a name may itself have commas in it.
    """
    found: dict[Named, None] = {}
    unknown: list[str] = []
    for line in re.split(r"[;\n]", cell):
        for named in _named_in(line.strip(" .,-–+•"), names):
            if isinstance(named, str):
                unknown.append(named)
            else:
                found.setdefault(named)
    return list(found), list(dict.fromkeys(unknown))


def _named_in(line: str, names: Names) -> Iterator[Named | str]:
    """What is known, the longest name first; what is not, as a list of units is read elsewhere."""
    pieces = [piece.span() for piece in _PIECE.finditer(line)]
    strange: list[tuple[int, int]] = []
    at = 0
    while at < len(pieces):
        longest = _longest(line, pieces[at : at + MOST_WORDS_OF_A_NAME], names)
        if longest is None:
            strange.append(pieces[at])
            at += 1
            continue
        yield from _strangers(line, strange)
        strange = []
        named, count = longest
        yield named
        at += count
    yield from _strangers(line, strange)


def _longest(line: str, pieces: Sequence[tuple[int, int]], names: Names) -> tuple[Named, int] | None:
    for count in range(len(pieces), 0, -1):
        words = re.sub(r"^[,\s]*(?:và\s+)?", "", line[pieces[0][0] : pieces[count - 1][1]])
        named = names.find(words)
        if named is not None:
            return named, count
    return None


def _strangers(line: str, strange: Sequence[tuple[int, int]]) -> Iterable[str]:
    if not strange:
        return ()
    words = re.sub(r"^[,\s]*(?:và\s+)?", "", line[strange[0][0] : strange[-1][1]])
    return split_units(words) or (words,)
