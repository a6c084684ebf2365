"""Browsers for the measurements: they sign in, ask for pages, and say how far a part has come, as people do."""

import http.client
import re
import secrets
import statistics
import time
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf_token"')


class Client:
    """One browser on one connection that stays open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, *, piece: bool = False
    ) -> tuple[int, str]:
        """Status and content; a `piece` is what htmx asks for."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if piece:
            headers["HX-Request"] = "true"
        self._connection.request(method, path, urlencode(fields) if fields is not None else None, headers)
        answer = self._connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self._cookies[name] = rest.partition(";")[0]
        return answer.status, answer.read().decode(errors="replace")  # files are weighed, not read

    def sign_in(self, who: str) -> None:
        """As one of the demo's people."""
        fields = {
            "sign_in_name": who,
            "password": "giao-ban-demo",
            "csrf_token": token_of(self.ask("GET", "/sign-in")[1]),
        }
        status, _ = self.ask("POST", "/sign-in", fields)
        assert status in (302, 303), f"{who} could not sign in: {status}"

    def time(self, path: str, times: int) -> float:
        """Median milliseconds."""
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            status, _ = self.ask("GET", path)
            taken.append(1000 * (time.perf_counter() - began))
            assert status == 200, f"{path}: {status}"
        return statistics.median(taken)


class Updating:
    """Somebody who says again and again how far one part has come; each time a form of its own."""

    def __init__(self, client: Client, part_id: int) -> None:
        self._client, self._path = client, f"/assignments/{part_id}/update"
        status, page = client.ask("GET", self._path)
        assert status == 200, f"{self._path}: {status}"
        found = re.search(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"', page)
        assert found is not None
        self._version, self._token = int(found[1] or found[2]), token_of(page)

    def once(self) -> float:
        """Milliseconds of one update."""
        fields = {
            "percent": str(10 + self._version % 80),
            "words": f"Đã xong thêm một thôn, lần {self._version}.",
            "version": str(self._version),
            "csrf_token": self._token,
            "form_key": secrets.token_urlsafe(24),
        }
        began = time.perf_counter()
        status, page = self._client.ask("POST", self._path, fields, piece=True)
        taken = 1000 * (time.perf_counter() - began)
        assert status == 200, f"{self._path}: {status} {page[:300]}"
        self._version += 1
        return taken


def token_of(page: str) -> str:
    """The token of a page's forms."""
    found = TOKEN.search(page)
    return next(filter(None, found.groups())) if found else ""
