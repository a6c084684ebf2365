"""The form of a grid: as many cells as it has targets and units, and what the person saw in each of them.

A cell is called v12-34 (the share of target 12 for unit 34) or n12-34 (how many that unit has). Those that a browser
does not send stay as they are.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from flask import request
from flask_babel import get_locale, gettext
from markupsafe import Markup, escape
from wtforms import HiddenField

from tracker.core.errors import RuleBroken
from tracker.core.forms import Form
from tracker.core.problems import said
from tracker.office.models import Unit
from tracker.plans.queries.grid import Grid, GridRow
from tracker.plans.rules.cells import read_count, read_figure
from tracker.plans.rules.checks import Share
from tracker.plans.rules.shares import Cell
from tracker.plans.services.allocating import CellChange

NOTHING = Share()
_FIGURE, _COUNT = re.compile(r"-?[0-9]{0,20}(\.[0-9]{1,10})?"), re.compile(r"[0-9]{0,20}")
FEW = 500  # cells, of which each says which keyboard a phone opens
Read = TypeVar("Read", Decimal, int)


@dataclass(frozen=True, slots=True)
class CellWords:
    """What stands beside a cell that was not saved: why not, or what another saved meanwhile (`clash`)."""

    problem: str
    clash: bool
    saved: str
    by_name: str


@dataclass(frozen=True, slots=True)
class CellTyped:
    """A cell that was typed into and not saved; closed where nothing may be typed any more."""

    unit_id: int
    value: str
    count: str
    closed: bool
    words: CellWords


class GridForm(Form):
    """What was typed into a grid. `read` gives the changes; what cannot be saved is said beside its cell."""

    seen = HiddenField()

    def __init__(self) -> None:
        super().__init__()
        sent = request.form if self.is_submitted() else {}
        self.values = dict(_cells(sent, "v"))
        self.counts = dict(_cells(sent, "n"))
        self.problems: dict[Cell, str] = {}
        self.clashes: dict[Cell, str] = {}  # whose figure is saved meanwhile
        self.changed: set[Cell] = set()

    @property
    def typed(self) -> set[Cell]:
        """The cells that were sent with something in them."""
        return {cell for sent in (self.values, self.counts) for cell, text in sent.items() if text.strip()}

    def read(self, grid: Grid) -> list[CellChange]:
        """The cells in which something else was typed than the person saw; those that make no sense are told."""
        seen, comma = _seen(self.seen.data or ""), _comma()
        changes = []
        for row in (row for row in grid.rows if not row.before):
            shares = seen.get(row.id, {})
            for unit in grid.units:
                cell = row.id, unit.id
                if cell in self.values or cell in self.counts:
                    before = shares.get(unit.id, NOTHING)
                    wanted = self._share(row, cell, before, comma)
                    if wanted != before or cell in self.problems:
                        self.changed.add(cell)
                        changes.append(CellChange(*cell, before, wanted))
        return changes

    def tell(self, cells: Mapping[Cell, RuleBroken]) -> None:
        """Put refusals beside their cells."""
        self.problems |= {cell: said(refusal) for cell, refusal in cells.items()}

    def line(
        self, grid: Grid, row: GridRow, units: Sequence[Unit], *, may_edit: bool, counts: bool
    ) -> Iterator[Markup | CellTyped]:
        """The cells of a row: runs of those that stand as they are saved, and between them those that do not."""
        comma, closed = _comma(), not may_edit or row.before or grid.is_over(row)
        many = escape(gettext("how many")) if counts else None
        mode = ' inputmode="decimal"' if len(units) * len(grid.rows) < FEW else ""  # of thousands, the page says it
        target, run = row.id, []
        for unit in units:
            unit_id, share = unit.id, row.shares.get(unit.id, NOTHING)
            value, count = written(share.value, comma), "" if share.count is None else str(share.count)
            shut, cell = closed or grid.has_ended(unit), (target, unit_id)
            if cell not in self.changed or row.before:
                run.append(_closed(value, count if counts else "") if shut else _open(cell, value, count, mode, many))
                continue
            saved = f"{value or '–'} ({count})" if count else value
            told = CellWords(self.problems.get(cell, ""), cell in self.clashes, saved, self.clashes.get(cell, ""))
            yield _markup(run)
            yield CellTyped(unit_id, self.values.get(cell, value), self.counts.get(cell, count), shut, told)
            run = []
        yield _markup(run)

    def _share(self, row: GridRow, cell: Cell, before: Share, comma: bool) -> Share:
        """What a cell says now. Where it cannot be read, its problem is noted, and it stays as it was."""
        terms = row.layer.terms

        def figure(typed: str) -> Decimal | None:
            return read_figure(typed, measure=terms.measure, goal=terms.value)

        count = "" if before.count is None else str(before.count)
        return Share(
            self._read(cell, self.values, written(before.value, comma), before.value, figure),
            self._read(cell, self.counts, count, before.count, read_count),
        )

    def _read(
        self, cell: Cell, sent: Mapping[Cell, str], shown: str, before: Read | None, read: Callable[[str], Read | None]
    ) -> Read | None:
        typed = sent.get(cell, shown).strip()
        if typed == shown:
            return before
        try:
            return read(typed)
        except RuleBroken as refusal:
            self.problems[cell] = said(refusal)
            return before


def _open(cell: Cell, value: str, count: str, mode: str, many: Markup | None) -> str:
    target, unit = cell
    labels = f"t{target} u{unit}"
    second = (
        f'<input class="many" name="n{target}-{unit}" value="{count}" inputmode="numeric" placeholder="{many}"'
        f' aria-labelledby="{labels} n">'
        if many is not None
        else ""
    )
    return f'<td><input name="v{target}-{unit}" value="{value}"{mode} aria-labelledby="{labels}">{second}</td>'


def _closed(value: str, count: str) -> str:
    return f'<td class="closed">{value}{f" ({count})" if count else ""}</td>'


def _markup(run: Iterable[str]) -> Markup:
    """Cells as HTML, made here and not in the template: of thousands that takes a third of the time.

    There is nothing in them but numbers.
    """
    return Markup("".join(run))  # noqa: S704  figures and numbers of records


def written(value: Decimal | None, comma: bool) -> str:
    """A figure as people read it here: "16,5"."""
    if value is None:
        return ""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if comma else text


def seen_now(rows: Iterable[GridRow], units: Sequence[Unit]) -> str:
    """What the person has before them, and the shares of units that are not shown, as the form sends it back.

    Figures have points. The page adds them up from here while somebody types.
    """
    told = {
        row.id: ["|".join(of(row.shares.get(unit.id, NOTHING)) for unit in units) for of in (_value, _count)]
        for row in rows
        if not row.before
    }
    return json.dumps({"units": [unit.id for unit in units], "rows": told}, separators=(",", ":"))


def _value(share: Share) -> str:
    return written(share.value, comma=False)


def _count(share: Share) -> str:
    return "" if share.count is None else str(share.count)


def _seen(sent: str) -> dict[int, dict[int, Share]]:
    """The same, read back; where it makes no sense, nothing was seen, so that whatever is saved is told first."""
    try:
        told: dict[str, Any] = json.loads(sent)
        return {
            int(target): dict(zip(told["units"], map(_share_of, *(part.split("|") for part in parts)), strict=True))
            for target, parts in told["rows"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError):
        return {}


def _share_of(value: str, count: str) -> Share:
    """Raises ValueError for figures that no page of ours has sent: a billion digits, no number at all."""
    if not (_FIGURE.fullmatch(value) and _COUNT.fullmatch(count)):
        raise ValueError("no figure of a grid")
    return Share(Decimal(value) if value else None, int(count) if count else None)


def _cells(sent: Mapping[str, str], kind: str) -> Iterator[tuple[Cell, str]]:
    for name, text in sent.items():
        target, dash, unit = name[1:].partition("-")
        if name[:1] == kind and dash and _is_number(target) and _is_number(unit):
            yield (int(target), int(unit)), text


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _comma() -> bool:
    return str(get_locale()) == "vi"
