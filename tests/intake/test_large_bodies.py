"""A file that is far too large, over a real server: a page, not a broken connection."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

MB = 1024 * 1024


@pytest.fixture
def server(tmp_path: Path) -> Iterator[int]:
    """Granian over an empty instance; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {**os.environ, "TRACKER_INSTANCE": str(tmp_path), "DATABASE_URL": ""}
    tracker = Path(sys.executable).with_name("tracker")
    with subprocess.Popen(
        [tracker, "serve", "--port", str(port), "--workers", "1"],
        env=settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        for _ in range(300):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
        process.terminate()


@pytest.mark.parametrize("pause", [0, 0.005], ids=["a fast line", "a slow line"])
def test_thirty_megabytes_are_answered_with_a_page(server, pause):
    size = 30 * MB
    head = f"POST /intake/ HTTP/1.1\r\nHost: 127.0.0.1:{server}\r\nContent-Length: {size}\r\n"
    with socket.create_connection(("127.0.0.1", server), timeout=60) as line:
        line.sendall(f"{head}Content-Type: multipart/form-data; boundary=x\r\n\r\n".encode())
        for _ in range(size // (256 * 1024)):
            line.sendall(b"x" * 256 * 1024)
            time.sleep(pause)
        answer = b""
        while b"</html>" not in answer and (piece := line.recv(65536)):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 413")
    assert "20 MB" in answer.decode()
