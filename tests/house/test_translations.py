"""Vietnamese is complete: every message of code and templates, with the same places for figures and names."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

HERE = Path(__file__).parents[2]
CATALOGUE = HERE / "tracker" / "translations" / "vi" / "LC_MESSAGES" / "messages.po"
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "lazy_gettext": None}
PLACE = re.compile(r"%\(\w+\)[sd]|%%|%[sd]")


def messages() -> set[str | tuple[str, ...]]:
    """All that is marked for translation."""
    settings = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    method_map = [(mapping["pattern"], mapping["method"]) for mapping in settings]
    found = set()
    for folder in ("tracker", "templates"):
        local = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in method_map]
        own = [pair for pair, (pattern, _) in zip(local, method_map, strict=True) if pattern.startswith(folder)]
        options = {pattern: {"silent": "false"} for pattern, method in own if method == "jinja2"}
        for _, _, message, _, _ in extract_from_dir(HERE / folder, own, options, KEYWORDS):
            found.add(message if isinstance(message, str) else message[:2])
    return found


@pytest.fixture(scope="module")
def vietnamese() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="vi")


def test_no_message_is_asked_for_where_it_is_not_found():
    """Within an f-string: what collects the messages does not look there."""
    hidden = [
        f"{path.relative_to(HERE)}:{call.lineno} {call.args[0].value}"
        for path in (HERE / "tracker").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in KEYWORDS
        if call.args and isinstance(call.args[0], ast.Constant)
    ]
    assert not hidden, "\n".join(hidden)


def test_every_message_is_in_vietnamese(vietnamese):
    missing = []
    for message in messages():
        entry = vietnamese.get(message if isinstance(message, str) else message[0])
        said = entry and (entry.string if isinstance(entry.string, str) else entry.string[0])
        if not said or entry.fuzzy:
            missing.append(message)
    assert not sorted(missing, key=str), (
        f"{len(missing)} messages: `make messages`, then write them in {CATALOGUE.name}"
    )


def test_translations_keep_the_places_of_the_message(vietnamese):
    spoiled = {}
    for entry in vietnamese:
        if not entry.id:
            continue
        english = entry.id if isinstance(entry.id, str) else entry.id[-1]
        for said in [entry.string] if isinstance(entry.string, str) else entry.string:
            if said and sorted(set(PLACE.findall(said))) != sorted(set(PLACE.findall(english))):
                spoiled[english] = said
    assert not spoiled


def test_the_catalogue_holds_nothing_that_nobody_says(vietnamese):
    said = {message if isinstance(message, str) else message[0] for message in messages()}
    kept = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in vietnamese if entry.id}
    assert not kept - said, "`make messages` takes them out"
