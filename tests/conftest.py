"""What every test can ask for: the demo town in a database of its own, people signed in, queries counted."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import event
from werkzeug.exceptions import HTTPException

from tests.browser import Browser
from tests.databases import NOW, Copies, PostgresCopies, SqliteCopies, in_a_hurry, postgres
from tests.haste import STATEMENTS, compile_templates_once, look_for_garbage_among_what_is_new
from tests.town import Town
from tracker.accounts.services import passwords
from tracker.core.db import db, engine_options
from tracker.core.origin import origin
from tracker.factory import create_app

# argon2id as in the office, but of a thousandth of its work: a third of the tests of accounts would be spent in it.
CHEAP_ARGON2 = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SERVER, RUN = "GIAO_BAN_TEST_SERVER", "GIAO_BAN_TEST_RUN"  # how workers hear of the one PostgreSQL
SKIP_NOTHING = "GIAO_BAN_SKIP_NOTHING"
# Where the two databases could differ: questions, writers who meet, what columns hold, what the house asks of all.
ON_BOTH = {
    *("test_at_once", "test_clash", "test_classes", "test_counting", "test_database", "test_field_lengths"),
    *("test_hostile_requests", "test_killing", "test_lists", "test_merging", "test_migrations", "test_moves"),
    *("test_names", "test_office_field_lengths", "test_once", "test_powers", "test_queries", "test_queueing"),
    *("test_owed", "test_sealing", "test_issuing", "test_seeing", "test_services", "test_tampering", "test_trail"),
    *("test_changes", "test_figures"),
}
PAGES = {"sign_in", "client", "askers", "office"}  # fixtures of browsers and processes
DATABASES = {"sqlite": ["sqlite"], "postgres": ["postgres"], "both": ["sqlite", "postgres"]}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=DATABASES, default="sqlite", help="run the tests of the database on these")
    parser.addoption("--proof", action="store_true", help="run the long proofs too")


def pytest_configure(config: pytest.Config) -> None:
    """Make passwords cheap, and start PostgreSQL once, before xdist's workers hear of it through the environment."""
    passwords._hasher = CHEAP_ARGON2
    stack = ExitStack()
    config.add_cleanup(stack.close)
    compile_templates_once(stack)
    if config.getoption("--database") == "sqlite" or "PYTEST_XDIST_WORKER" in os.environ:
        return
    os.environ[RUN] = f"giao_ban_test_{os.getpid()}"
    os.environ[SERVER] = stack.enter_context(postgres(os.environ[RUN]))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run whatever touches a database once on each kind; all else once.

    Where both are wanted, `make test` asks PostgreSQL what ON_BOTH lists, and of that pages only for the house;
    `make proof` asks it everything.
    """
    if "database" not in metafunc.fixturenames:
        return
    kinds: list[Any] = list(DATABASES[metafunc.config.getoption("--database")])
    path = metafunc.definition.path
    through_pages = path.parent.name not in ("core", "house") and PAGES & set(metafunc.fixturenames)
    if len(kinds) > 1 and (path.stem not in ON_BOTH or through_pages):
        further = kinds[1:] if metafunc.config.getoption("--proof") else []
        kinds = [kinds[0], *(pytest.param(kind, marks=pytest.mark.proof) for kind in further)]
    metafunc.parametrize("database", kinds)


@pytest.hookimpl(trylast=True)  # after the shuffling
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long proofs to `make proof`, and what is said of one database alone to that one; browsers go first."""
    left = {item for item in items if _is_about_another(item) or (_is_proof(item) and not config.getoption("--proof"))}
    kept = [item for item in items if item not in left]
    # Begun last, one of their long tests would keep its worker busy while the others are done.
    items[:] = sorted(kept, key=lambda item: item.path.parent.name != "journeys")
    config.hook.pytest_deselected(items=list(left))
    look_for_garbage_among_what_is_new()


def _is_proof(item: pytest.Item) -> bool:
    return item.get_closest_marker("proof") is not None


def _is_about_another(item: pytest.Item) -> bool:
    only, call = item.get_closest_marker("only_on"), getattr(item, "callspec", None)
    return only is not None and call is not None and call.params["database"] not in only.args


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (CI), a test that was is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and os.environ.get(SKIP_NOTHING):
        reporter.write_line("Here nothing may be skipped.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests wrote down with `record_property("what was measured", figure)`."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, figure in report.user_properties:
            terminalreporter.write_line(f"{report.nodeid.partition('[')[0].rpartition('::')[2]}: {name}: {figure}")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all workers see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def kinds(shared_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Copies]]:
    """The databases of this worker, each kind made when first asked for."""
    made: dict[str, Copies] = {}
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")

    def of(kind: str) -> Copies:
        if kind not in made and kind == "sqlite":
            made[kind] = SqliteCopies(shared_folder, tmp_path_factory.mktemp("databases"))
        elif kind not in made:
            made[kind] = PostgresCopies(shared_folder, os.environ[SERVER], os.environ[RUN], worker)
        return made[kind]

    if worker == "gw1" and SERVER in os.environ:
        of("postgres")  # its town is built while the first worker builds that of SQLite
    yield of
    for copies in made.values():
        if isinstance(copies, PostgresCopies):
            copies.drop()


@pytest.fixture(scope="session")
def apps() -> dict[str, Flask]:
    """One application a worker and database: templates and statements stay compiled."""
    return {}


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Which kind of database this run of the test is on; asking for it makes a test run on each."""
    return str(request.param)


@pytest.fixture
def frozen_time() -> Iterator[None]:
    """It is NOW, and stays so; `time_machine.travel` inside a test goes elsewhere."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def copies(database: str, kinds: Callable[[str], Copies]) -> Copies:
    """The databases that this test may spoil."""
    return kinds(database)


@pytest.fixture
def app(
    database: str,
    copies: Copies,
    apps: dict[str, Flask],
    shared_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    frozen_time: None,
) -> Iterator[Flask]:
    """The application over a fresh copy of the demo town, with an empty folder of files."""
    if database not in apps:
        folder = tmp_path_factory.mktemp("office")
        shutil.copyfile(shared_folder / "office" / "demo.json", folder / "demo.json")
        apps[database] = create_app(
            folder,
            SQLALCHEMY_DATABASE_URI=copies.url,
            SQLALCHEMY_ENGINE_OPTIONS=engine_options(copies.url) | STATEMENTS,
            TESTING=True,
            WTF_CSRF_ENABLED=False,
            SERVER_NAME=None,
        )
        in_a_hurry(apps[database]).test_client_class = Browser
    app = apps[database]
    origin.set("command line")  # a test before may have worked as the worker does
    _forget_connections(app)
    copies.renew()
    shutil.rmtree(Path(app.instance_path, "files"), ignore_errors=True)
    kept = dict(app.config)
    yield app
    app.config.clear()
    app.config.update(kept)
    _forget_connections(app)


@pytest.fixture
def make_app(app: Flask) -> Iterator[Callable[..., Flask]]:
    """A further application over the same database and folder: `make_app(TRUSTED_HOSTS=[…])`."""
    further: list[Flask] = []

    def make(**changes: Any) -> Flask:
        settings = {"TESTING": True, "WTF_CSRF_ENABLED": False} | changes
        url = app.config["SQLALCHEMY_DATABASE_URI"]
        made = create_app(Path(app.instance_path), SQLALCHEMY_DATABASE_URI=url, **settings)
        made.test_client_class = Browser
        further.append(made)
        return made

    yield make
    for made in further:
        _forget_connections(made)


@pytest.fixture
def app_context(app: Flask) -> Iterator[None]:
    """An application context for the test's own reading and writing; requests never share it."""
    with app.app_context():
        yield


@pytest.fixture
def town(app_context: None) -> Town:
    """The people, units and plan of the demo town, and builders of more."""
    return Town()


@pytest.fixture
def client(app: Flask) -> Browser:
    """A stranger's browser."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask, town: Town) -> Callable[..., Browser]:
    """`sign_in("officer")`: a browser in which that person is signed in already, without typing a password."""

    def enter(who: str) -> Browser:
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["_user_id"], session["_fresh"] = town.session_of(who).token, True
        return browser

    return enter


@pytest.fixture
def csrf(app: Flask) -> None:
    """Forms must carry their token, as outside the tests."""
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture
def plain_refusals(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals without their page, which says the same each time: for who asks thousands of times whether it is one."""
    handlers: dict[Any, Any] = app.error_handler_spec[None][None]
    monkeypatch.setitem(handlers, HTTPException, lambda refusal: refusal.get_response())


@pytest.fixture
def htmx() -> dict[str, str]:
    """Headers of a request that htmx makes: `client.get("/work", headers=htmx)`."""
    return {"HX-Request": "true"}


@pytest.fixture
def count_queries(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_queries() as asked: …` gathers the statements that the database was asked, BEGIN and COMMIT aside."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        asked: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith("BEGIN"):
                asked.append(statement)

        with app.app_context():
            engine: sa.Engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield asked
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return counting


def _forget_connections(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
