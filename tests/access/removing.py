"""Every check of a policy, removed one at a time: what the code would be without it."""

import ast
import importlib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType

import tracker
from tracker.office.models import Person

ROOMS = Path(tracker.__file__).parent


@dataclass(frozen=True, slots=True)
class Removed:
    """One function of a policy without one of its conditions. `number` counts them within the function."""

    module: str
    function: str
    number: int
    what: str

    def __str__(self) -> str:
        return f"{self.module}:{self.function}:{self.number}"

    @property
    def room(self) -> str:
        """The room whose policy it is."""
        return self.module.split(".")[1]

    @contextmanager
    def applied(self) -> Iterator[None]:
        """The application lives without the condition in here: whoever holds the function runs the other code."""
        function = _functions(self.module)[self.function]
        kept = function.__code__
        _, tree = _variants(function)[self.number]
        made: dict[str, FunctionType] = {}
        exec(compile(tree, f"<{self}>", "exec"), function.__globals__, made)
        function.__code__ = made[function.__name__].__code__
        try:
            yield
        finally:
            function.__code__ = kept


def conditions() -> list[Removed]:
    """All conditions of all policies, and of the powers that they ask for."""
    modules = [f"tracker.{path.parent.name}.policy" for path in sorted(ROOMS.glob("*/policy.py"))]
    return [
        Removed(module, name, number, what)
        for module in [*modules, Person.__module__]
        for name, function in _functions(module).items()
        for number, (what, _) in enumerate(_variants(function))
    ]


def _functions(module: str) -> dict[str, FunctionType]:
    """The functions of a policy by name; of the office's models, what a person's powers are asked by."""
    if module == Person.__module__:
        held = {f"Person.{name}": getattr(value, "fget", value) for name, value in vars(Person).items()}
    else:
        held = dict(vars(importlib.import_module(module)))
    own = {name: value for name, value in held.items() if inspect.isfunction(value) and value.__module__ == module}
    return {name: value for name, value in own.items() if not value.__name__.startswith("__")}


def _variants(function: FunctionType) -> list[tuple[str, ast.Module]]:
    """What is removed, and the function's code without it."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    count = len(list(_removals(tree)))
    variants = []
    for number in range(count):
        copy = deepcopy(tree)
        what, remove = list(_removals(copy))[number]
        remove()
        variants.append((what, ast.fix_missing_locations(copy)))
    return variants


def _removals(tree: ast.Module) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each condition in words, and how to take it out: what demands, holds; what allows, never does."""
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    in_lists = "ColumnElement" in ast.unparse(definition.returns or ast.Constant(""))
    if ast.unparse(definition.returns or ast.Constant("")) in ("bool", "sa.ColumnElement[bool]"):
        everything = ast.Return(_constant(True, in_lists))
        if ast.unparse(definition.body[-1]) != ast.unparse(everything):  # else there is nothing to take away
            yield "all of it", lambda: definition.body.__setitem__(slice(None), [everything])
    for node in (node for statement in definition.body for node in ast.walk(statement)):  # no annotations
        if isinstance(node, ast.BoolOp):
            demands = isinstance(node.op, ast.And)
            for place, operand in enumerate(node.values):
                yield ast.unparse(operand), _put(node.values, place, _constant(demands, in_lists=False))
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd | ast.BitOr) and in_lists:
            for side in ("left", "right"):
                constant = _constant(isinstance(node.op, ast.BitAnd), in_lists=True)
                yield ast.unparse(getattr(node, side)), _set(node, side, constant)
        elif isinstance(node, ast.If):
            yield ast.unparse(node.test), _set(node, "test", _constant(False, in_lists=False))
        elif isinstance(node, ast.comprehension):
            for place, test in enumerate(node.ifs):
                yield ast.unparse(test), _put(node.ifs, place, _constant(True, in_lists=False))


def _put(values: list[ast.expr], place: int, constant: ast.expr) -> Callable[[], None]:
    return lambda: values.__setitem__(place, constant)


def _set(node: ast.AST, side: str, constant: ast.expr) -> Callable[[], None]:
    return lambda: setattr(node, side, constant)


def _constant(value: bool, in_lists: bool) -> ast.expr:
    return ast.parse(f"sa.{str(value).lower()}()" if in_lists else str(value), mode="eval").body
