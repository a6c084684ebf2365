"""Who leads and who joins, where one cell or one line names both: "Phòng A chủ trì, phối hợp với Phòng B"."""

import re

from tracker.reading.letters import regex
from tracker.reading.units import split_units

_NAMED = re.compile(r"(?:(?:đơn vị|cơ quan)\s+)?(chủ trì|phối hợp)\s*:\s*", re.IGNORECASE)
_LEADS = re.compile(r"\s*\(?\s*(?:làm\s+)?(?:chủ trì|đầu mối)(?:\s+thực hiện)?\s*\)?[,;.]?", re.IGNORECASE)
_JOINS = re.compile(
    r"\s*\(?\s*(?:và\s+)?phối hợp(?:\s+(?:thực hiện|chặt chẽ))?(?:\s+(?:với|cùng))?\s*\)?", re.IGNORECASE
)
_DOES = regex(r"\s+(?:thực hiện|phụ trách|tham mưu)(?!\w)")


def says_both(value: str) -> bool:
    """Whether a value tells leading units from those that join in."""
    return bool(_LEADS.search(value) or _JOINS.search(value))


def shared_out(value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The leading and the coordinating units of a value; without such words all of them lead."""
    parts = _NAMED.split(value)
    if len(parts) > 1:
        said = {name.lower(): split_units(units) for name, units in zip(parts[1::2], parts[2::2], strict=True)}
        return said.get("chủ trì", ()), said.get("phối hợp", ())
    cut = _LEADS.search(value) or _JOINS.search(value)
    if cut is None:
        return split_units(_DOES.split(value)[0]), ()
    return split_units(value[: cut.start()]), split_units(_JOINS.sub(" ", value[cut.end() :]))
