"""The numbers that Word prints before paragraphs but does not store: "1.", "a)", "IV.", "- "."""

from collections.abc import Callable

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


class Numbering:
    """Counts the lists of one document, paragraph by paragraph, in order."""

    def __init__(self, package: Package) -> None:
        self._levels: dict[str, dict[int, Element]] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._read(package.xml("word/numbering.xml"))
        self._read_styles(package.xml("word/styles.xml"))

    def _read(self, root: Element | None) -> None:
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            levels = {int(level.get(f"{W}ilvl", "0")): level for level in abstract.iter(f"{W}lvl")}
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for number in root.iter(f"{W}num"):
            name = number.get(f"{W}numId", "")
            self._abstract[name] = _value(number, "abstractNumId") or ""
            for override in number.iter(f"{W}lvlOverride"):
                if (start := _value(override, "startOverride")) and start.isdigit():
                    self._starts[name, int(override.get(f"{W}ilvl", "0"))] = int(start)

    def _read_styles(self, root: Element | None) -> None:
        for style in root.iter(f"{W}style") if root is not None else ():
            if found := _reference(style.find(f"{W}pPr")):
                self._of_style[style.get(f"{W}styleId", "")] = found

    def prefix(self, properties: Element | None) -> str:
        """What is printed before a paragraph with these properties: "2.1. ", "- ", or nothing."""
        found = _reference(properties)
        if found is None and properties is not None:
            style = _value(properties, "pStyle")
            found = self._of_style.get(style or "")
        if found is None or found[0] == "0":
            return ""
        name, level = found
        form = self._levels.get(self._abstract.get(name, ""), {}).get(level)
        if form is None:
            return ""
        list_name = self._abstract[name]
        self._count(name, list_name, level)
        kind = _value(form, "numFmt") or "decimal"
        if kind == "bullet":
            return f"{_BULLET} "
        if kind == "none":
            return ""
        text = _value(form, "lvlText") or ""
        for place in range(level + 1):
            text = text.replace(f"%{place + 1}", self._printed(list_name, place))
        return f"{text.strip()} " if text.strip() else ""

    def _count(self, name: str, list_name: str, level: int) -> None:
        key = (list_name, level)
        if (name, level) in self._starts:
            self._counts[key] = self._starts.pop((name, level))
        elif key in self._counts:
            self._counts[key] += 1
        else:
            self._counts[key] = self._start_of(list_name, level)
        for deeper in [other for other in self._counts if other[0] == list_name and other[1] > level]:
            del self._counts[deeper]

    def _start_of(self, list_name: str, level: int) -> int:
        form = self._levels.get(list_name, {}).get(level)
        start = _value(form, "start") if form is not None else None
        return int(start) if start and start.isdigit() else 1

    def _printed(self, list_name: str, level: int) -> str:
        number = self._counts.get((list_name, level), self._start_of(list_name, level))
        form = self._levels.get(list_name, {}).get(level)
        kind = _value(form, "numFmt") if form is not None else None
        return str(_FORMS.get(kind or "decimal", str)(number)) if number < 10_000 else str(number)


def _value(element: Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val") if found is not None else None


def _reference(properties: Element | None) -> tuple[str, int] | None:
    """The list and the level that a paragraph or a style refers to."""
    numbered = properties.find(f"{W}numPr") if properties is not None else None
    if numbered is None:
        return None
    name, level = _value(numbered, "numId"), _value(numbered, "ilvl")
    return (name, int(level) if level and level.isdigit() else 0) if name else None
