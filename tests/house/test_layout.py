"""Where things live, how long files are, and who may import whom."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parents[2]
OWN_FOLDERS = ("tracker", "tests", "templates", "bench", "docs", "static/css", "static/js")
OWN_KINDS = {".py", ".html", ".css", ".js", ".toml"}
LONGEST = 300
DATA = {"tracker/demo/town.toml"}  # a list of invented people and tasks is as long as it is
ASKS_THE_CLOCK = re.compile(r"\b(?:datetime|date)\.(?:now|today|utcnow)\(|\btime\.time\(")
MODEL_MUST_NOT = re.compile(r"\bselect\(|\bsession\b|url_for|render_template|\bclock\.")


def own_files() -> list[Path]:
    found = [path for folder in OWN_FOLDERS for path in (HERE / folder).rglob("*") if path.suffix in OWN_KINDS]
    return [path for path in found if "versions" not in path.parts and str(path.relative_to(HERE)) not in DATA]


def named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(HERE)) for path in paths]


def python_files(pattern: str = "**/*.py") -> list[Path]:
    return [path for path in (HERE / "tracker").glob(pattern) if "migrations" not in path.parts]


def test_no_file_of_ours_is_longer_than_a_person_reads_at_once():
    long = {
        str(path.relative_to(HERE)): lines
        for path in own_files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert not long


def test_the_contracts_of_imports_hold():
    lint = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert lint.returncode == 0, lint.stdout + lint.stderr


def test_nothing_is_imported_inside_a_function():
    found = [
        f"{path.relative_to(HERE)}:{inner.lineno}"
        for path in python_files()
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not found


def test_only_the_clock_asks_the_machine_for_the_time():
    clock = HERE / "tracker" / "core" / "clock.py"
    asking = [path for path in python_files() if path != clock and ASKS_THE_CLOCK.search(path.read_text("utf-8"))]
    assert not named(asking)


@pytest.mark.parametrize("path", python_files("*/models.py"), ids=lambda path: path.parent.name)
def test_models_hold_facts_and_no_queries_addresses_or_clock(path):
    code = re.sub(r'""".*?"""|#.*', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not MODEL_MUST_NOT.findall(code)


def test_services_never_commit_and_never_open_a_transaction():
    rooms = [*python_files("*/services.py"), *python_files("*/services/*.py")]
    assert rooms
    breaking = [path for path in rooms if re.search(r"\.commit\(|transaction\(", path.read_text(encoding="utf-8"))]
    assert not named(breaking)


def test_no_file_names_a_machine_or_a_registry():
    foreign = re.compile(r"--(?:extra-)?index-url|--find-links|\bregistry\.|/simple/|/home/\w+/|/root/|0\.0\.0\.0")
    beside = [HERE / "Makefile", HERE / "pyproject.toml", HERE / ".ci" / "run", *HERE.glob("requirements*.lock")]
    naming = [path for path in [*own_files(), *beside] if path != Path(__file__)]
    assert not named([path for path in naming if foreign.search(path.read_text(encoding="utf-8"))])
