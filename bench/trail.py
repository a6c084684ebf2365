"""What two sealers cost those who write: how long an act takes, alone and beside them, in turns; only ratios count.

`python -m bench.trail [--rounds 5] [--acts 150]` prints p50 and p99 on SQLite and on PostgreSQL.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import flask_migrate
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import make_url

from tests.databases import NOW, postgres, run_on
from tracker import audit, demo
from tracker.audit import sealing
from tracker.audit.verifying import check
from tracker.core.db import db, transaction
from tracker.factory import create_app
from tracker.office.models import Unit

WRITERS, SEALERS = 4, 2
EVERY = 0.1  # seconds between a sealer's looks: fifteen times as often as `tracker worker`


def write(app: Flask, acts: int, taken: list[float]) -> None:
    """So many acts of one person, each a transaction with its event."""
    with app.app_context():
        for _ in range(acts):
            began = time.perf_counter()
            with transaction():
                unit = db.session.scalars(sa.select(Unit).order_by(Unit.id).limit(1)).one()
                audit.record("unit.added", subject=unit, by=None, at=NOW, unit=unit.name)
            taken.append(1000 * (time.perf_counter() - began))
            time.sleep(0.005)  # people think
        db.session.remove()


def writers(app: Flask, acts: int) -> list[float]:
    """All of them together: milliseconds of each act."""
    taken: list[float] = []
    threads = [Thread(target=write, args=(app, acts, taken)) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


@contextmanager
def sealers(folder: Path, url: str) -> Iterator[None]:
    """Two other processes that seal all the time."""
    command = [sys.executable, "-m", "bench.trail", "--seal", url, "--folder", str(folder)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(SEALERS)]
    for one in running:
        one.stdout.readline()  # it has begun
    try:
        yield
    finally:
        for one in running:
            one.kill()
            one.wait()


def seal(folder: Path, url: str) -> None:
    """What such a process does."""
    app = create_app(folder, SQLALCHEMY_DATABASE_URI=url)
    print("ready", flush=True)
    with app.app_context():
        while True:
            sealing.seal_new()
            time.sleep(EVERY)


def measure(name: str, url: str, folder: Path, *, rounds: int, acts: int) -> None:
    """Alone and beside the sealers, in turns."""
    app = create_app(folder, SQLALCHEMY_DATABASE_URI=url)
    with app.app_context():
        flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
        demo.build(folder)
        sealing.seal_new()
        db.session.remove()
    alone: list[float] = []
    beside: list[float] = []
    writers(app, 20)
    for _ in range(rounds):
        alone += writers(app, acts)
        with sealers(folder, url):
            beside += writers(app, acts)
    with app.app_context():
        sealing.seal_new()
        with db.engine.connect() as connection:
            report = check(connection)
        db.engine.dispose()
    for label, taken in (("alone", alone), ("2 sealers", beside)):
        p50, p99 = statistics.median(taken), statistics.quantiles(taken, n=100)[98]
        print(f"{name:<12}{label:<12}{p50:>9.2f}{p99:>9.2f}{max(taken):>9.1f}")
    p50 = statistics.median(beside) / statistics.median(alone)
    p99 = statistics.quantiles(beside, n=100)[98] / statistics.quantiles(alone, n=100)[98]
    print(f"{name:<12}{'ratio':<12}{p50:>9.2f}{p99:>9.2f}   {report.sealed} sealed, {report.broken} broken")


def main() -> None:
    """Both databases, each fresh."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--rounds", type=int, default=5)
    said.add_argument("--acts", type=int, default=150)
    said.add_argument("--seal", help=argparse.SUPPRESS)
    said.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    wanted = said.parse_args()
    if wanted.seal:
        seal(wanted.folder, wanted.seal)
    print(f"{WRITERS} writers × {wanted.acts} acts × {wanted.rounds} rounds, {SEALERS} sealers every {EVERY} s")
    print(f"{'database':<12}{'':<12}{'p50 ms':>9}{'p99 ms':>9}{'max ms':>9}")
    for name in ("SQLite", "PostgreSQL"):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="giao-ban-")))
            url = f"sqlite:///{folder / 'tracker.db'}"
            if name == "PostgreSQL":
                server = stack.enter_context(postgres("giao_ban_bench"))
                run_on(server, "CREATE DATABASE {}", "giao_ban_bench")
                url = make_url(server).set(database="giao_ban_bench").render_as_string(hide_password=False)
            measure(name, url, folder, rounds=wanted.rounds, acts=wanted.acts)


if __name__ == "__main__":
    main()
