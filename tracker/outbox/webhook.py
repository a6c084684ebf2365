"""Posting a message to the address that whoever runs the machine has set up: nobody can name another in a page."""

import hmac
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from tracker.core import clock
from tracker.outbox.mail import SECONDS_OF_SILENCE, cut_off_after
from tracker.outbox.models import OutboxAttachment, OutboxMessage
from tracker.outbox.rules import Failed

SHORTEST_SECRET = 32
MOST_READ = 300  # bytes of an answer: enough to say what was wrong
# What says something of one message; any other answer but 2xx is about the address, and holds for all messages.
_ABOUT_THE_MESSAGE = frozenset({400, 409, 413, 415, 422})
_OWN_MACHINE = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class HookSettings:
    """Where to, and with which secret the receiver knows that it came from here."""

    url: str
    secret: str = field(repr=False)


def read_settings(url: str, secret: str) -> HookSettings | None:
    """What the environment says; None where no address is named. Raises ValueError, in words for whoever sets it up."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _OWN_MACHINE):
        raise ValueError("TRACKER_WEBHOOK_URL must begin with https:// (http:// only for this machine itself)")
    try:
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is none: said now, not when the worker calls
        named = False
    if not named or parts.username or not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError("TRACKER_WEBHOOK_URL must look like https://host/path, without a password in it")
    if len(secret) < SHORTEST_SECRET or not secret.isascii():
        raise ValueError(f"TRACKER_WEBHOOK_SECRET must be {SHORTEST_SECRET} or more plain letters and figures")
    return HookSettings(url, secret)


def signature(secret: str, *, moment: int, body: bytes) -> str:
    """HMAC-SHA256 of "moment.body": nobody can change the one or the other, or send an old message as a new one."""
    return hmac.new(secret.encode(), f"{moment}.".encode() + body, sha256).hexdigest()


class Hook:
    """The receiver, called anew for each message: there are a few a day."""

    def __init__(self, settings: HookSettings) -> None:
        self._settings = settings

    def send(self, message: OutboxMessage, files: Sequence[OutboxAttachment] = (), *, within: float) -> Failed | None:
        """Post the text; None when it was taken. Redirections are not followed: the address is the one set up."""
        parts, body = urlsplit(self._settings.url), message.body.encode()
        line = _line(parts, timeout=min(SECONDS_OF_SILENCE, within))
        try:
            line.connect()
            with cut_off_after(within, line.sock):
                line.request("POST", _target(parts), body, self._heads(message, body))
                return _outcome(line.getresponse())
        except (OSError, HTTPException) as trouble:
            return Failed(f"{type(trouble).__name__}: {trouble}", server_is_gone=True)
        finally:
            line.close()

    def close(self) -> None:
        """Nothing stays open between two messages."""

    def _heads(self, message: OutboxMessage, body: bytes) -> dict[str, str]:
        moment = int(clock.now().timestamp())
        return {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Giao-Ban",
            "X-Giao-Ban-Id": message.message_id,  # the same at every try
            "X-Giao-Ban-Timestamp": str(moment),
            "X-Giao-Ban-Signature": f"sha256={signature(self._settings.secret, moment=moment, body=body)}",
        }


def _line(parts: SplitResult, *, timeout: float) -> HTTPConnection:
    host = parts.hostname or ""
    if parts.scheme == "https":
        return HTTPSConnection(host, parts.port, timeout=timeout, context=ssl.create_default_context())
    return HTTPConnection(host, parts.port, timeout=timeout)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _outcome(answer: HTTPResponse) -> Failed | None:
    if 200 <= answer.status < 300:
        return None
    words = answer.read(MOST_READ).decode(errors="replace")
    about_message = answer.status in _ABOUT_THE_MESSAGE
    return Failed(f"{answer.status} {words}", for_good=about_message, server_is_gone=not about_message)
