"""How long the pages of where units stand take in a town of an office's size, and how many times that in a province's.

`python -m bench.standings [--rounds 7] [--database both]` builds both towns (`demo.size`) on each database, serves them
side by side, and prints medians with one client beside a bare page of each in the same run.
"""

import argparse
import os
import statistics
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import flask_migrate
import sqlalchemy as sa
from sqlalchemy.engine import make_url

from bench.pages import BARE, Client, officers_unit
from bench.serving import serving
from tests.databases import postgres, run_on
from tracker import demo
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.demo import size
from tracker.factory import create_app
from tracker.tasks.models import Assignment

SMALL, LARGE = "office", "province"
PAGES = [
    ("staff", "/standings/"),
    ("staff", "/standings/?span=year"),
    ("officer", "/standings/"),
    ("staff", "/standings/{unit}"),
    ("staff", "/standings/{unit}?span=year"),
    ("staff", "/standings/{unit}/records"),
    ("staff", "/due/"),
]


@contextmanager
def town(name: str, url: str) -> Iterator[tuple[int, int]]:
    """A town of that size on a server of its own: the port, and the officer's unit."""
    with TemporaryDirectory(prefix="giao-ban-") as place:
        folder = Path(place)
        app = create_app(folder, SQLALCHEMY_DATABASE_URI=url or f"sqlite:///{folder / 'tracker.db'}")
        with app.app_context():
            flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
            demo.build(folder)
            wanted = size.SIZES[name]
            assert wanted is not None
            with transaction():
                size.grow(wanted, at=clock.now())
            parts, unit_id = db.session.scalar(sa.select(sa.func.count()).select_from(Assignment)), officers_unit()
            db.session.remove()
            if url:
                with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.exec_driver_sql("VACUUM ANALYZE")  # what autovacuum does within the hour
            db.engine.dispose()
        print(f"{name}: {wanted.units} units, {wanted.tasks} tasks, {parts} parts in {wanted.quarters} quarters")
        with serving(folder, url) as port:
            yield port, unit_id


def measure(towns: list[tuple[int, int]], rounds: int) -> None:
    """Rounds of each page in both towns in turn."""
    clients = [{who: Client(port) for who in ("staff", "officer")} for port, _ in towns]
    for of_town in clients:
        for who, client in of_town.items():
            client.sign_in(who)
    taken: dict[tuple[str, str], tuple[list[float], list[float]]] = {("staff", BARE): ([], [])}
    taken |= {page: ([], []) for page in PAGES}
    for number in range(rounds + 1):
        for (who, page), times in taken.items():
            for place, (_, unit_id) in enumerate(towns):
                address = page.format(unit=unit_id)
                one = clients[place][who].time(address, 1)
                if number:  # the first round warms
                    times[place].append(one)
    bare = [statistics.median(times) for times in taken["staff", BARE]]
    print(f"{'page':<30}{'who':<9}{SMALL:>10}{'x bare':>8}{LARGE:>10}{'x bare':>8}{'ratio':>8}")
    for (who, page), times in taken.items():
        small, large = (statistics.median(one) for one in times)
        figures = f"{small:>10.1f}{small / bare[0]:>8.1f}{large:>10.1f}{large / bare[1]:>8.1f}{large / small:>8.2f}"
        print(f"{page:<30}{who:<9}{figures}")


def main() -> None:
    """Build both towns, serve them, measure; on each database in turn."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--rounds", type=int, default=7)
    said.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    wanted = said.parse_args()
    if wanted.database != "postgres":
        print("\nSQLite: 2 workers, one client")
        with town(SMALL, "") as small, town(LARGE, "") as large:
            measure([small, large], wanted.rounds)
    if wanted.database != "sqlite":
        print("\nPostgreSQL: 2 workers, one client")
        with ExitStack() as stack:
            run = f"giao_ban_bench_{os.getpid()}"
            server, towns = stack.enter_context(postgres(run)), []
            for name in (SMALL, LARGE):
                run_on(server, "CREATE DATABASE {}", f"{run}_{name}")
                stack.callback(run_on, server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", f"{run}_{name}")
                url = make_url(server).set(database=f"{run}_{name}").render_as_string(hide_password=False)
                towns.append(stack.enter_context(town(name, url)))
            measure(towns, wanted.rounds)


if __name__ == "__main__":
    main()
