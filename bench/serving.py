"""The server as an office runs it, over a folder with a database, for as long as something is timed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

from bench.pages import wait_for

WORKERS = 2
PATIENCE = 6  # times ten seconds: on a machine that does other things, a start takes long


@contextmanager
def serving(folder: Path, url: str = "") -> Iterator[int]:
    """Start it on a free port, which is given; stop it afterwards. Without a `url` the database is in the folder."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    granian = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--factory"]
    settings = ["--host", "127.0.0.1", "--port", str(port), "--workers", str(WORKERS), "--blocking-threads", "1"]
    server = subprocess.Popen(
        [*granian, *settings, "--no-ws", "bench.served:create_app"],
        env=os.environ | {"TRACKER_INSTANCE": str(folder), "DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(PATIENCE):
            try:
                wait_for(port)
            except TimeoutError:
                continue
            break
        yield port
    finally:
        server.terminate()
        server.wait(20)
