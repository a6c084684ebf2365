"""A mail server in a process of its own: it keeps what it takes in a folder, and is as difficult as it is told to be.

What stands before the @ of the addressee says how, whatever number follows it: busy (451 twice, then taken), gone
(550), relay (554 5.7.1), refused (554 after the text), drop (the line is cut after the text), lost (the text is kept,
and once the line is cut before the answer), slow (half a second before the answer).
"""

import argparse
import asyncio
import json
import secrets
import ssl
import sys
import time
from collections import Counter
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

USER, PASSWORD = b"giao-ban", b"m@t khau:/"


def kind(address: str) -> str:
    return address.partition("@")[0].rstrip("0123456789")


class Difficult:
    def __init__(self, folder: Path, pause: float) -> None:
        self.folder, self.pause, self.seen = folder, pause, Counter()

    async def handle_RCPT(self, _server, _session, envelope: Envelope, address: str, _options) -> str:
        how = kind(address)
        self.seen[address] += 1
        if how == "busy" and self.seen[address] <= 2:
            return "451 4.2.0 Come again later"
        if how == "gone":
            return "550 5.1.1 Nobody of that name here"
        if how == "relay":
            return "554 5.7.1 Relay access denied"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        how = kind(envelope.rcpt_tos[0])
        if how == "refused":
            return "554 5.6.0 Not like that"
        if how != "drop":
            self.keep(session, envelope)
        if how == "drop" or (how == "lost" and self.seen[envelope.rcpt_tos[0]] == 1):
            server.transport.abort()
        await asyncio.sleep(0.5 if how == "slow" else self.pause)
        return "250 OK"

    def keep(self, session: Session, envelope: Envelope) -> None:
        name = secrets.token_hex(8)
        facts = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "signed_in": session.authenticated,
            "at": time.time(),
        }
        (self.folder / f"{name}.eml").write_bytes(envelope.content)
        (self.folder / f"{name}.tmp").write_text(json.dumps(facts))
        (self.folder / f"{name}.tmp").rename(self.folder / f"{name}.json")


def main() -> None:
    wanted = argparse.ArgumentParser()
    wanted.add_argument("folder", type=Path)
    wanted.add_argument("--port", type=int, required=True)
    wanted.add_argument("--certificate", help="offers STARTTLS with it; it holds its key too")
    wanted.add_argument("--sign-in", action="store_true", help="takes mail only after AUTH")
    wanted.add_argument("--pause", type=float, default=0.0, help="seconds before each mail is answered for")
    told = wanted.parse_args()
    more = {}
    if told.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(told.certificate)
        more["tls_context"] = context
    if told.sign_in:
        more |= {"auth_required": True, "auth_require_tls": bool(told.certificate)}
        more["authenticator"] = lambda _server, _session, _envelope, _mechanism, given: AuthResult(
            handled=False, success=(given.login, given.password) == (USER, PASSWORD)
        )
    server = Controller(Difficult(told.folder, told.pause), hostname="127.0.0.1", port=told.port, **more)
    server.start()
    print("ready", flush=True)  # noqa: T201  whoever started it waits for this
    sys.stdin.read()  # until they are gone
    server.stop()


if __name__ == "__main__":
    main()
