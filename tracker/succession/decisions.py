"""What is decided about units: which, what becomes of them, on which day, and who gets what. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from tracker.office.models import UnitKind
from tracker.succession.models import ChangeKind, UnitChange


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit that takes over: one to be made, or (`id`) one that is there."""

    name: str
    short_name: str
    kind: UnitKind
    parent_id: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What goes to another than the main successor; successors are counted from 0.

    `parts`: assignment to successor; `people`: person to successor; `heads`: successor to the person who stays head.
    """

    parts: Mapping[int, int] = field(default_factory=dict)
    people: Mapping[int, int] = field(default_factory=dict)
    heads: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A change of units. The unit renamed is among `unit_ids`, its new name among `successors`."""

    kind: ChangeKind
    on: date
    unit_ids: tuple[int, ...]
    successors: tuple[Successor, ...] = ()
    main: int = 0
    legal_basis: str = ""
    choices: Choices = field(default_factory=Choices)

    @property
    def taken_over_by(self) -> frozenset[int]:
        """Units that are there already and take over."""
        return frozenset(successor.id for successor in self.successors if successor.id is not None)


def written(decision: Decision) -> dict[str, Any]:
    """As `UnitChange` keeps it."""
    chosen = {name: {str(k): v for k, v in given.items()} for name, given in asdict(decision.choices).items()}
    return {
        "kind": decision.kind,
        "takes_effect_on": decision.on,
        "legal_basis": decision.legal_basis,
        "new_units": [asdict(successor) for successor in decision.successors],
        "choices": {"main": decision.main, **chosen},
    }


def read(change: UnitChange) -> Decision:
    """What was decided, from where it is kept."""
    chosen = {
        name: {int(k): v for k, v in change.choices.get(name, {}).items()} for name in ("parts", "people", "heads")
    }
    return Decision(
        kind=change.kind,
        on=change.takes_effect_on,
        unit_ids=tuple(unit.id for unit in change.units),
        successors=tuple(Successor(**{**facts, "kind": UnitKind(facts["kind"])}) for facts in change.new_units),
        main=change.choices.get("main", 0),
        legal_basis=change.legal_basis,
        choices=Choices(**chosen),
    )


def with_choices(decision: Decision, choices: Choices) -> Decision:
    """The same, with what was chosen in the preview; what names no successor is left out."""
    places = range(len(decision.successors))
    return replace(
        decision,
        choices=Choices(
            parts={part: place for part, place in choices.parts.items() if place in places},
            people={person: place for person, place in choices.people.items() if place in places},
            heads={place: person for place, person in choices.heads.items() if place in places},
        ),
    )
