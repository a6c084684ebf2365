"""What it costs that a whole room follows a meeting: so many phones that each ask every two or three seconds.

`python -m bench.meetings [--phones 200] [--seconds 60] [--every 0] [--database both]` serves the demo as an office does
(`tracker serve`), asks from another process, prints how long an answer takes and how much of a core the server used.
With `--every 20` a conclusion is recorded each twenty seconds, which all phones then fetch.
"""

import argparse
import asyncio
import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

import flask_migrate
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy.engine import make_url

from bench.pages import wait_for
from tests.databases import postgres, run_on
from tests.town import OWN, Town
from tracker import demo
from tracker.core import clock
from tracker.core.db import db, transaction
from tracker.factory import create_app
from tracker.meetings import services
from tracker.meetings.services import ConclusionFacts
from tracker.tasks.models import Part
from tracker.tasks.services import Addressed

PERIOD = 2.65  # seconds between two questions of a phone, on average
FOLLOWERS = ("officer", "head", "officer2", "head2", "observer", "staff", "chair")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Heard:
    """What the phones were answered: milliseconds of each 204 and of each list, and what went wrong."""

    nothing_new: list[float] = field(default_factory=list)
    lists: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


async def phone(port: int, path: str, cookie: str, until: float, heard: Heard) -> None:
    """One page that follows, on one connection that stays open."""
    await asyncio.sleep(random.random() * PERIOD)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    since = "0"
    while time.monotonic() < until:
        began = time.perf_counter()
        headers = f"Host: 127.0.0.1:{port}\r\nHX-Request: true\r\nCookie: {cookie}"
        ask = f"GET {path}&since={since} HTTP/1.1\r\n{headers}\r\n\r\n"
        writer.write(ask.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"(?i)content-length: (\d+)", head)
        body = await reader.readexactly(int(length[1])) if length else b""
        status, taken = head.split(" ", 2)[1], 1000 * (time.perf_counter() - began)
        if status == "204":
            heard.nothing_new.append(taken)
        elif status == "200" and (found := re.search(rb"since=(\d+)", body)):
            heard.lists.append(taken)
            since = found[1].decode()
        else:
            heard.wrong.append(head.partition("\r\n")[0])
        await asyncio.sleep(max(0.0, PERIOD - (time.perf_counter() - began)))
    writer.close()


def follow(port: int, path: str, cookies: list[str], seconds: float) -> Heard:
    """All phones, in a process of their own."""
    heard, until = Heard(), time.monotonic() + seconds

    async def all_of_them() -> None:
        await asyncio.gather(*(phone(port, path, cookie, until, heard) for cookie in cookies))

    asyncio.run(all_of_them())
    return heard


def seconds_used(pid: int) -> float:
    """Processor seconds of a process and of all that it started, so far."""
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(stat[11]) + int(stat[12])) / TICKS + sum(seconds_used(int(child)) for child in children)


@contextmanager
def served(folder: Path, url: str) -> Iterator[tuple[int, int]]:
    """`tracker serve` over that database: its port and its number."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    server = subprocess.Popen(
        [str(Path(sys.executable).with_name("tracker")), "serve", "--port", str(port)],
        env=os.environ | {"TRACKER_INSTANCE": str(folder), "DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def open_meeting(app: Flask, phones: int) -> tuple[int, list[str]]:
    """The quarter's meeting, with ten conclusions; and the cookies of so many browsers that are signed in."""
    town, at = Town(), clock.now()
    chair, to = town.person("chair"), [Addressed(Part.IMPLEMENT, unit=town.unit(OWN))]
    with transaction():
        services.open_meeting(town.meeting, by=chair, at=at)
        for number in range(10):
            facts = ConclusionFacts(text=f"Rà soát mô hình vườn nhà ở thôn {number + 1}", addressed=to)
            services.add_conclusion(town.meeting, facts, by=chair, at=at)
    signing = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signing is not None
    name = app.config["SESSION_COOKIE_NAME"]
    tokens = [town.session_of(FOLLOWERS[n % len(FOLLOWERS)]).token for n in range(phones)]  # type: ignore[attr-defined]
    return town.meeting.id, [f"{name}={signing.dumps({'_user_id': token, '_fresh': True})}" for token in tokens]


def record(number: int) -> None:
    """Somebody in the room records one more."""
    town = Town()
    facts = ConclusionFacts(text=f"Họp dân lần {number}", addressed=[Addressed(Part.IMPLEMENT, unit=town.unit(OWN))])
    with transaction():
        services.add_conclusion(town.meeting, facts, by=town.person("staff"), at=clock.now())


def measure(folder: Path, url: str, phones: int, seconds: float, every: float) -> None:
    """Serve, follow, tell."""
    settings = {"SQLALCHEMY_DATABASE_URI": url or f"sqlite:///{folder / 'tracker.db'}"}
    app = create_app(folder, **settings)
    with app.app_context():
        flask_migrate.upgrade(directory=app.config["MIGRATIONS"])
        demo.build(folder)
        app = create_app(folder, **settings)  # the key that the server will sign with is written by now
        meeting_id, cookies = open_meeting(app, phones)
        db.session.remove()
        path = f"/meetings/{meeting_id}/follow?state=in_session"
        with served(folder, url) as (port, pid), ProcessPoolExecutor(1) as elsewhere:
            elsewhere.submit(follow, port, path, cookies[:20], PERIOD).result()  # what is compiled once, is
            time.sleep(1)
            before, began, recorded = seconds_used(pid), time.monotonic(), 0
            room = elsewhere.submit(follow, port, path, cookies, seconds)
            while not room.done():
                time.sleep(0.2)
                if every and time.monotonic() - began > every * (recorded + 1):
                    recorded += 1
                    record(recorded)
            heard, used = room.result(), seconds_used(pid) - before
        db.session.remove()
        db.engine.dispose()
    share = used / (time.monotonic() - began)
    print(f"answers: {len(heard.nothing_new)} that nothing is new, {len(heard.lists)} lists; wrong: {heard.wrong[:3]}")
    for name, times in (("nothing new", heard.nothing_new), ("a list", heard.lists)):
        if len(times) > 1:
            cuts = statistics.quantiles(times, n=100)
            print(f"{name:<12} p50 {cuts[49]:>7.1f} ms   p95 {cuts[94]:>7.1f} ms   slowest {max(times):>7.1f} ms")
    print(f"processor: {used:.1f} s in {used / share:.0f} s, {share:.3f} of a core (goal below 0.333)")


def main() -> None:
    """Build, serve, measure, on each database."""
    said = argparse.ArgumentParser(description=__doc__)
    said.add_argument("--phones", type=int, default=200)
    said.add_argument("--seconds", type=float, default=60)
    said.add_argument("--every", type=float, default=0, help="Seconds between two conclusions; 0: none is recorded.")
    said.add_argument("--database", choices=("both", "sqlite", "postgres"), default="both")
    wanted = said.parse_args()
    with ExitStack() as stack:
        urls = {} if wanted.database == "postgres" else {"SQLite": ""}
        if wanted.database != "sqlite":
            run = f"giao_ban_bench_{os.getpid()}"
            server = stack.enter_context(postgres(run))
            run_on(server, "CREATE DATABASE {}", run)
            stack.callback(run_on, server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", run)
            urls["PostgreSQL"] = make_url(server).set(database=run).render_as_string(hide_password=False)
        for name, url in urls.items():
            print(f"\n{name}: {wanted.phones} phones, {wanted.seconds:.0f} s, a conclusion every {wanted.every:.0f} s")
            with TemporaryDirectory(prefix="giao-ban-") as folder:
                measure(Path(folder), url, wanted.phones, wanted.seconds, wanted.every)


if __name__ == "__main__":
    main()
