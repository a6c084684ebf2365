"""Which units and groups of the office a proposal means. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tracker.office.naming import Named
from tracker.tasks.models import Part

PARTS = {"leads": Part.LEAD, "doing": Part.IMPLEMENT, "joining": Part.COORDINATE}


class Names(Protocol):
    """All names of the office: `office.queries.names_known`."""

    def find(self, name: str) -> Named | None:
        """The unit or group of that name; None where it is unknown or leaves open who is meant."""

    def now(self, value: str) -> str | None:
        """A unit or group that was chosen, as it is now; None where a unit has ended and nobody alone took over."""

    def called(self, value: str) -> str:
        """What a chosen unit that has ended was called."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Who does what: values as forms have them ("unit-3", "group-2") by part, and the names nobody is known by."""

    by_part: Mapping[Part, tuple[str, ...]]
    unknown: tuple[str, ...] = ()

    @property
    def values(self) -> list[tuple[Part, str]]:
        """Part and value, leads first."""
        return [(part, value) for part, values in self.by_part.items() for value in values]

    @property
    def has_lead(self) -> bool:
        """Whether somebody is to do it, and not only to join in."""
        return bool(self.by_part[Part.LEAD] or self.by_part[Part.IMPLEMENT])


def who_is_meant(proposal: Mapping[str, Any], names: Names) -> Meant:
    """Those whom staff have chosen, else those whom the document names; each once, in their first part."""
    chosen = proposal.get("chosen")
    if chosen is not None:
        values = {part: [(value, names.now(value)) for value in chosen.get(key, ())] for key, part in PARTS.items()}
        still = {part: [now for _, now in pairs if now is not None] for part, pairs in values.items()}
        gone = [names.called(value) for pairs in values.values() for value, now in pairs if now is None]
        return Meant(_each_once(still), tuple(dict.fromkeys(gone)))
    found: dict[Part, list[str]] = {part: [] for part in PARTS.values()}
    unknown: list[str] = []
    for key, part in PARTS.items():
        for printed in proposal.get(key, ()):
            named = names.find(printed)
            if named is None:
                unknown.append(printed)
            else:
                found[part].append(value_of(named))
    return Meant(_each_once(found), tuple(dict.fromkeys(unknown)))


def value_of(named: Named) -> str:
    """How forms and proposals write a unit or a group."""
    return f"unit-{named.unit_id}" if named.unit_id is not None else f"group-{named.group_id}"


def _each_once(by_part: Mapping[Part, Iterable[str]]) -> dict[Part, tuple[str, ...]]:
    seen: set[str] = set()
    once: dict[Part, tuple[str, ...]] = {}
    for part, values in by_part.items():
        once[part] = tuple(value for value in dict.fromkeys(values) if value not in seen)
        seen.update(values)
    return once
