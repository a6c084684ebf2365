"""What the fields of a form that was sent are called, when the form itself is not at hand."""

from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from typing import Any

from wtforms import BooleanField, FileField, HiddenField, PasswordField, SelectFieldBase

from tracker.core.forms import Form


class Sort(Enum):
    """How a field is filled."""

    TYPED = "typed"
    CHOSEN = "chosen"
    FILE = "file"
    HIDDEN = "hidden"


Fields = Mapping[str, tuple[str, Sort]]  # by name: the label, and how it is filled
_SORTS: tuple[tuple[tuple[type[Any], ...], Sort], ...] = (
    ((SelectFieldBase, BooleanField), Sort.CHOSEN),
    ((FileField,), Sort.FILE),
    ((HiddenField, PasswordField), Sort.HIDDEN),
)


def fields_like(names: Collection[str], *, room: str) -> Fields:
    """The fields of the room's form that has most of these names, and fewest others. Empty where none has any."""
    known = [fields for form in _forms_of(room) if set(fields := _fields(form)).intersection(names)]
    return max(known, key=lambda fields: (len(set(fields).intersection(names)), -len(fields)), default={})


def _forms_of(room: str) -> Iterator[type[Form]]:
    waiting = [Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith(f"tracker.{room}."):
            yield form


def _fields(form: type[Form]) -> Fields:
    """As the class declares them; WTForms makes fields of them only for a form that is filled."""
    declared = {name: getattr(form, name, None) for name in dir(form)}
    return {name: (_label(one), _sort(one)) for name, one in declared.items() if hasattr(one, "field_class")}


def _label(declared: Any) -> str:
    return str(declared.kwargs.get("label") or next(iter(declared.args), ""))


def _sort(declared: Any) -> Sort:
    found = next((sort for classes, sort in _SORTS if issubclass(declared.field_class, classes)), Sort.TYPED)
    return Sort.HIDDEN if "widget" in declared.kwargs and _is_hidden(declared.kwargs["widget"]) else found


def _is_hidden(widget: Any) -> bool:
    return getattr(widget, "input_type", "") == "hidden"
