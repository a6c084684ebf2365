"""What is packed into a wheel, and that it runs where nothing else is."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

HERE = Path(__file__).parents[2]
MUST_HOLD = [
    "tracker/calendar/days.csv",
    "tracker/deploy/giao-ban-.service.d/office.conf",
    "tracker/deploy/giao-ban-worker.service",
    "tracker/demo/plan.txt",
    "tracker/demo/town.toml",
    "tracker/migrations/alembic.ini",
    "tracker/migrations/env.py",
    "tracker/migrations/script.py.mako",
    "tracker/translations/vi/LC_MESSAGES/messages.mo",
]


def run(*command: object, **settings: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, **settings)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "wheel", "--quiet"]
    run(*pip, "--no-build-isolation", "--no-deps", "--wheel-dir", folder, HERE, cwd=folder)
    return next(folder.glob("giao_ban-*.whl"))


def test_the_wheel_holds_all_that_the_program_reads(wheel):
    packed = set(ZipFile(wheel).namelist())
    kept = [path for folder in ("templates", "static") for path in (HERE / folder).rglob("*") if path.is_file()]
    wanted = {f"tracker/web/{path.relative_to(HERE).as_posix()}" for path in kept}
    wanted |= {
        f"tracker/migrations/versions/{path.name}" for path in (HERE / "tracker/migrations/versions").glob("*.py")
    }
    assert not sorted((wanted | set(MUST_HOLD)) - packed)


def test_the_wheel_holds_nothing_of_an_office(wheel):
    foreign = ("instance/", "tests/", ".venv/", "tracker.db", "secret_key")
    assert not [name for name in ZipFile(wheel).namelist() if any(part in name for part in foreign)]


@pytest.mark.proof
def test_the_wheel_serves_the_demo_from_an_empty_environment(wheel, tmp_path, unused_port):
    venv.create(tmp_path / "venv", with_pip=True)
    bin_ = tmp_path / "venv" / "bin"
    pip = [bin_ / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    run(*pip, "--require-hashes", "-r", HERE / "requirements.lock")
    run(*pip, "--no-deps", wheel)
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "DATABASE", "TRACKER"))}
    settings = {"cwd": tmp_path, "env": clean | {"TRACKER_INSTANCE": str(tmp_path / "office"), "PORT": unused_port}}
    run(bin_ / "tracker", "demo", **settings)
    server = subprocess.Popen([bin_ / "tracker", "serve"], **settings)
    try:
        assert "Giao Ban" in wait_for(f"http://127.0.0.1:{unused_port}/sign-in")
        assert wait_for(f"http://127.0.0.1:{unused_port}/static/css/giao-ban.css")
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture
def unused_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def wait_for(address: str) -> str:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")
