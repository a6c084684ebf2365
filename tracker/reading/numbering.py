"""The numbers that Word prints before paragraphs but does not store: "1.", "a)", "IV.", "- "."""

from collections.abc import Callable
from dataclasses import dataclass

from tracker.reading.packages import Element, Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_BULLET = "-"
_DEEPEST = 8  # Word has nine levels
_LONGEST_TEXT = 40
_LARGEST = 10_000  # beyond it letters and Roman figures are no numbers any more


def roman(number: int) -> str:
    """4 -> "IV"."""
    digits = ""
    for value, letters in _ROMAN:
        while number >= value:
            digits, number = digits + letters, number - value
    return digits


def letter(number: int) -> str:
    """1 -> "a", 27 -> "aa", as Word counts."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


_FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": letter,
    "upperLetter": lambda number: letter(number).upper(),
    "lowerRoman": lambda number: roman(number).lower(),
    "upperRoman": roman,
}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is printed: "upperRoman", "%1.", from 1."""

    form: str
    text: str
    start: int


class Numbering:
    """Counts the lists of one document, paragraph by paragraph, in order."""

    def __init__(self, package: Package) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}  # by abstract list
        self._abstract: dict[str, str] = {}  # of each list that paragraphs refer to
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._read(package.xml("word/numbering.xml"))
        self._read_styles(package.xml("word/styles.xml"))

    def _read(self, root: Element | None) -> None:
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            levels = {_number(level.get(f"{W}ilvl"), 0): _level(level) for level in abstract.iter(f"{W}lvl")}
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for listed in root.iter(f"{W}num"):
            name = listed.get(f"{W}numId", "")
            self._abstract[name] = _value(listed, "abstractNumId") or ""
            for override in listed.iter(f"{W}lvlOverride"):
                if start := _value(override, "startOverride"):
                    self._restarts[name, _number(override.get(f"{W}ilvl"), 0)] = _number(start, 1)

    def _read_styles(self, root: Element | None) -> None:
        for style in root.iter(f"{W}style") if root is not None else ():
            if found := _reference(style.find(f"{W}pPr")):
                self._of_style[style.get(f"{W}styleId", "")] = found

    def prefix(self, properties: Element | None) -> str:
        """What is printed before a paragraph with these properties: "2.1. ", "- ", or nothing."""
        found = _reference(properties)
        if found is None and properties is not None:
            found = self._of_style.get(_value(properties, "pStyle") or "")
        if found is None or found[0] == "0":
            return ""
        name, level = found
        abstract = self._abstract.get(name, "")
        levels = self._levels.get(abstract, {})
        if level not in levels or level > _DEEPEST:
            return ""
        counts = self._counts.setdefault(abstract, {})
        self._count(counts, levels, name, level)
        if levels[level].form == "bullet":
            return f"{_BULLET} "
        if levels[level].form == "none":
            return ""
        text = levels[level].text
        for place in range(level + 1):
            text = text.replace(f"%{place + 1}", _printed(counts, levels, place))
        return f"{text.strip()} " if text.strip() else ""

    def _count(self, counts: dict[int, int], levels: dict[int, _Level], name: str, level: int) -> None:
        if (name, level) in self._restarts:
            counts[level] = self._restarts.pop((name, level))
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in range(level + 1, _DEEPEST + 1):
            counts.pop(deeper, None)


def _level(element: Element) -> _Level:
    form, text = _value(element, "numFmt") or "decimal", _value(element, "lvlText") or ""
    return _Level(form, text[:_LONGEST_TEXT], _number(_value(element, "start"), 1))


def _printed(counts: dict[int, int], levels: dict[int, _Level], place: int) -> str:
    if place not in levels:
        return ""
    number = counts.get(place, levels[place].start)
    return _FORMS.get(levels[place].form, str)(number) if number < _LARGEST else str(number)


def _number(written: str | None, otherwise: int) -> int:
    """A small number of an attribute; what is none, or absurd, counts as the other."""
    return int(written) if written and written.isascii() and written.isdecimal() and len(written) < 7 else otherwise


def _value(element: Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _reference(properties: Element | None) -> tuple[str, int] | None:
    """The list and the level that a paragraph or a style refers to."""
    numbered = properties.find(f"{W}numPr") if properties is not None else None
    if numbered is None:
        return None
    name = _value(numbered, "numId")
    return (name, _number(_value(numbered, "ilvl"), 0)) if name else None
