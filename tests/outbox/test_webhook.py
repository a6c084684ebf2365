"""What is posted to the other system: signed, the same at every try, and only where whoever runs the machine said."""

import hmac
import threading
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from tests.outbox.conftest import free_port, messages
from tracker.outbox.models import Channel
from tracker.outbox.webhook import Hook, HookSettings, read_settings
from tracker.outbox.worker import send_due

SECRET = "mot-khoa-bi-mat-dai-hon-ba-muoi-hai-ky-tu"
BODY = '{"event": "digest", "items": [{"title": "Rà soát “vườn nhà”"}]}'


class Receiver:
    """A server that notes what it got, and answers what it was told to."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answer, self.location = 200, ""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append((self.path, dict(self.headers), body))
                self.send_response(receiver.answer)
                if receiver.location:
                    self.send_header("Location", receiver.location)
                self.end_headers()
                self.wfile.write(b"said so")

            def log_message(self, *_said: Any) -> None:
                """Keep quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def settings(self) -> HookSettings:
        found = read_settings(f"http://127.0.0.1:{self.server.server_port}/nhan?tu=giao-ban", SECRET)
        assert found is not None
        return found


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    found = Receiver()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def post(queue):
    """Queue the digest, and send what is due."""
    queue("ngoai", body=BODY, channel=Channel.WEBHOOK)
    return lambda settings: send_due(None, {Channel.WEBHOOK: Hook(settings)})


def test_the_receiver_can_check_who_sent_it_and_when(receiver, post, town):
    assert post(receiver.settings) == 1
    [(path, heads, body)] = receiver.got
    assert (path, body.decode()) == ("/nhan?tu=giao-ban", BODY)
    moment = heads["X-Giao-Ban-Timestamp"]
    assert int(moment) == int(town.now.timestamp())
    right = hmac.new(SECRET.encode(), f"{moment}.{BODY}".encode(), sha256).hexdigest()
    assert heads["X-Giao-Ban-Signature"] == f"sha256={right}"
    assert heads["X-Giao-Ban-Id"] == messages()[0].message_id
    assert messages()[0].sent_at == town.now


@pytest.mark.parametrize("answer", [500, 503, 429, 404, 401, 302])
def test_what_was_not_taken_is_tried_again_under_the_same_number(receiver, post, later, answer):
    receiver.answer, receiver.location = answer, f"http://127.0.0.1:{free_port()}/elsewhere"
    assert post(receiver.settings) == 0
    assert messages()[0].last_error.startswith(str(answer))
    receiver.answer = 204
    with later(2):
        assert post(receiver.settings) == 1
    assert len({heads["X-Giao-Ban-Id"] for _, heads, _ in receiver.got}) == 1
    assert len({heads["X-Giao-Ban-Signature"] for _, heads, _ in receiver.got}) == 2  # of another moment
    assert {path for path, _, _ in receiver.got} == {"/nhan?tu=giao-ban"}  # no redirection was followed


def test_what_the_receiver_finds_wrong_is_given_up_and_says_why(receiver, post):
    receiver.answer = 422
    post(receiver.settings)
    assert (messages()[0].given_up_at is not None, messages()[0].last_error) == (True, "422 said so")


def test_a_receiver_that_is_gone_is_tried_again_later(post):
    gone = read_settings(f"http://127.0.0.1:{free_port()}/", SECRET)
    assert post(gone) == 0
    assert (messages()[0].given_up_at, messages()[0].tries) == (None, 1)
    assert "ConnectionRefusedError" in messages()[0].last_error


@pytest.mark.parametrize(
    "url",
    [
        "http://he-thong.vi-du.vn/nhan",  # open to whoever listens on the way
        "ftp://he-thong.vi-du.vn/",
        "file:///etc/passwd",
        "https://ten:mat-khau@he-thong.vi-du.vn/",
        "https:///nhan",
        "https://he-thong.vi-du.vn:99999/nhan",
        "https://he-thong.vi-du.vn:mot/nhan",
        "https://he-thong.vi-du.vn/a b",
        "https://he-thong.vi-du.vn/\r\nHost: khac",
    ],
)
def test_an_address_that_is_no_good_is_refused_when_the_program_starts(url):
    with pytest.raises(ValueError, match="TRACKER_WEBHOOK_URL"):
        read_settings(url, SECRET)


def test_a_short_secret_is_refused_and_a_good_one_is_never_printed():
    with pytest.raises(ValueError, match="TRACKER_WEBHOOK_SECRET"):
        read_settings("https://he-thong.vi-du.vn/", "ngan")
    assert SECRET not in repr(read_settings("https://he-thong.vi-du.vn/", SECRET))
    assert read_settings("", "") is None
