"""The forms that come with the tracker, for the duties that plans and notices lay on units."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tracker.core.folding import fold
from tracker.reports.models import ItemKind
from tracker.reports.rules.forms import Asked


@dataclass(frozen=True, slots=True)
class ShippedForm:
    """A form by its key, and what it asks. `when` are words of duties that it is made for, without marks."""

    key: str
    name: str
    when: tuple[str, ...]
    items: tuple[Asked, ...]


@cache
def shipped_forms() -> tuple[ShippedForm, ...]:
    """All of them; the last is for anything."""
    told = tomllib.loads(files("tracker.reports").joinpath("shipped.toml").read_text(encoding="utf-8"))
    return tuple(
        ShippedForm(
            form["key"],
            form["name"],
            tuple(form["when"]),
            tuple(Asked(**item | {"kind": ItemKind(item["kind"])}) for item in form["items"]),
        )
        for form in told["forms"]
    )


def form_called(key: str) -> ShippedForm | None:
    """The form of that key."""
    return next((form for form in shipped_forms() if form.key == key), None)


def form_fitting(words: str) -> ShippedForm:
    """The form that a duty of these words is offered."""
    folded = fold(words)
    fitting = (form for form in shipped_forms() if any(one in folded for one in form.when))
    return next(fitting, shipped_forms()[-1])
