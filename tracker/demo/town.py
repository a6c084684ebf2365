"""What there is in the demo town so far, by the keys of its data file."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import cycle
from typing import Any

from tracker.demo.diary import Diary
from tracker.office.models import Person, Programme, Unit, UnitGroup
from tracker.tasks.models import Part
from tracker.tasks.services import Addressed

Facts = dict[str, Any]


@dataclass
class Town:
    """The town; `diary` holds what is still to happen in it."""

    facts: Facts
    diary: Diary
    units: dict[str, Unit] = field(default_factory=dict)
    groups: dict[str, UnitGroup] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    programme: Programme = field(init=False)
    courses: Iterator[str] = field(init=False)
    words: dict[str, Iterator[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.courses = cycle(self.facts["rotation"]["of"])
        self.words = {step: cycle(said) for step, said in self.facts["words"].items()}

    def addressed(self, to: list[str]) -> list[Addressed]:
        """ "lead ethnic" and "coordinate bodies", by the keys of units and groups."""
        named = [said.split() for said in to]
        return [Addressed(Part(part), unit=self.units.get(key), group=self.groups.get(key)) for part, key in named]


def shipped(name: str) -> str:
    """A file that lies beside this one."""
    return files("tracker.demo").joinpath(name).read_text(encoding="utf-8")
