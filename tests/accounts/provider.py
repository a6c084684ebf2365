"""An OpenID Connect provider in a process of its own, whose clock stands at NOW as the tests' does.

with provider() as office_login:
    office_login.knows("sub-1", email="…", email_verified=True)
    answer = office_login.asks(address_that_our_page_redirects_to, as_="sub-1")   # where it sends the browser back
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import requests

PATIENCE = 10


@dataclass(frozen=True)
class Provider:
    """What a test does at the provider, by HTTP."""

    issuer: str

    def knows(self, subject: str, **claims: object) -> None:
        """Somebody has an account there."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=PATIENCE).raise_for_status()

    def asks(self, address: str, *, as_: str) -> str:
        """Somebody signs in there; the address that the browser is sent back to."""
        answer = requests.post(address, data={"sub": as_}, allow_redirects=False, timeout=PATIENCE)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def is_denied(self, address: str) -> str:
        """Somebody thinks better of it there."""
        answer = requests.post(address, data={"action": "deny"}, allow_redirects=False, timeout=PATIENCE)
        return answer.headers["Location"]


@contextmanager
def provider() -> Iterator[Provider]:
    """Run it on a free port of this machine."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.accounts.provider_process"]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    running = subprocess.Popen(command, env=os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1"}, **quiet)
    try:
        yield Provider(f"http://127.0.0.1:{int(running.stdout.readline())}")
    finally:
        running.terminate()
        running.communicate()
