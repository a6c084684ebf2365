"""The schemes that come with the tracker."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tracker.core.errors import N_, Message
from tracker.standing.rules.schemes import Scheme

CERTAINTY: dict[str, Message] = {
    "found": N_("found in an official text or the press"),
    "secondary": N_("taken from a secondary source"),
    "known": N_("not yet compared with the official text"),
}


@dataclass(frozen=True, slots=True)
class ShippedScheme:
    """A scheme by its key, for the years that it is for; an empty last year is open."""

    key: str
    name: str
    source: str
    first_year: int
    last_year: int | None
    scheme: Scheme


@cache
def shipped_schemes() -> tuple[ShippedScheme, ...]:
    """All of them, the oldest first."""
    told = tomllib.loads(files("tracker.standing").joinpath("schemes.toml").read_text(encoding="utf-8"))
    return tuple(
        ShippedScheme(one["key"], one["name"], one["source"], one["first_year"], one.get("last_year"), Scheme.read(one))
        for one in told["schemes"]
    )


def shipped_called(key: str) -> ShippedScheme | None:
    """The one of that key."""
    return next((one for one in shipped_schemes() if one.key == key), None)
