"""How the office's mail leaves: which server takes it, and what a message looks like on the way."""

import logging
import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.headerregistry import Address, ContentTypeHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from hashlib import sha256
from threading import Timer
from urllib.parse import parse_qs, unquote, urlsplit

from tracker.outbox.models import OutboxAttachment, OutboxMessage
from tracker.outbox.rules import Failed
from tracker.outbox.services import AddressMalformed, checked_address, one_line

SECONDS_OF_SILENCE = 15  # until a server that says nothing counts as gone
_PORTS = {"smtp": 25, "smtps": 465}
_STARTTLS = ("offered", "required", "never")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """Who sends, and through which server."""

    host: str
    port: int
    implicit_tls: bool
    starttls: str
    from_name: str
    from_address: str
    user: str = ""
    password: str = field(default="", repr=False)


def read_settings(server: str, sender: str, public_url: str) -> MailSettings | None:
    """What `smtp://user:password@host:port?starttls=…` and `Name <address>` say; None where no server is named.

    Raises ValueError, in words for whoever sets the office's machine up.
    """
    if not server:
        return None
    if not sender or not public_url:
        raise ValueError(
            "TRACKER_MAIL_SERVER needs TRACKER_MAIL_FROM (who sends) and TRACKER_URL (where links lead to)"
        )
    if urlsplit(public_url).scheme not in ("http", "https") or not urlsplit(public_url).hostname:
        raise ValueError("TRACKER_URL must be the office's address, like https://giao-ban.vi-du.gov.vn")
    parts = urlsplit(server)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("TRACKER_MAIL_SERVER must look like smtp://user:password@host:587 or smtps://host")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if not (user + password).isascii():
        raise ValueError("user and password in TRACKER_MAIL_SERVER must be plain ASCII; most servers take nothing else")
    # A password never crosses the network in the open, unless somebody says so.
    starttls = parse_qs(parts.query).get("starttls", ["required" if user else "offered"])[0]
    if starttls not in _STARTTLS:
        raise ValueError(f"starttls in TRACKER_MAIL_SERVER must be one of {', '.join(_STARTTLS)}")
    name, address = parseaddr(sender)
    try:
        address = checked_address(address)
    except AddressMalformed:
        raise ValueError("TRACKER_MAIL_FROM must look like Giao Ban <giao-ban@vi-du.gov.vn>") from None
    return MailSettings(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        implicit_tls=parts.scheme == "smtps",
        starttls=starttls,
        from_name=one_line(name, 120),
        from_address=address,
        user=user,
        password=password,
    )


class Connection:
    """A server that takes mails, one after another; it is called when the first is there."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._smtp: smtplib.SMTP | None = None

    def send(self, message: OutboxMessage, files: Sequence[OutboxAttachment], *, within: float) -> Failed | None:
        """Hand one message over with its files, cut off after `within` seconds. None when the server has taken it."""
        try:
            self._hand_over(message, files, within)
        except smtplib.SMTPRecipientsRefused as refusal:
            code, words = next(iter(refusal.recipients.values()))
            return _refused(code, words)
        except smtplib.SMTPDataError as refusal:
            return _refused(refusal.smtp_code, refusal.smtp_error)
        except smtplib.SMTPResponseException as refusal:  # the sender or the password: the settings, not the message
            self.close()
            return Failed(_said(refusal.smtp_code, refusal.smtp_error), server_is_gone=True)
        except (OSError, smtplib.SMTPException) as trouble:
            self.close()
            return Failed(f"{type(trouble).__name__}: {trouble}", server_is_gone=True)
        except Exception as trouble:
            log.exception("message %s cannot be written", message.id)
            self.close()
            return Failed(f"{type(trouble).__name__}: {trouble}")
        return None

    def _hand_over(self, message: OutboxMessage, files: Sequence[OutboxAttachment], within: float) -> None:
        if self._smtp is None or self._smtp.sock is None:
            self._smtp = _call(self._settings)
        content = written(message, self._settings, files).as_bytes()
        with cut_off_after(within, self._smtp.sock):
            self._smtp.sendmail(self._settings.from_address, [message.to_address], content)

    def close(self) -> None:
        """Take leave."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._smtp.close()
            self._smtp = None


def _refused(code: int, words: bytes | str) -> Failed:
    """5xx is for good, but 5.7.x: that server lets us send nothing, until somebody sets it right."""
    said = _said(code, words)
    return Failed(said, for_good=code >= 500 and " 5.7." not in said)


def _said(code: int, words: bytes | str) -> str:
    return f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"


def _call(settings: MailSettings) -> smtplib.SMTP:
    trusted = ssl.create_default_context()
    smtp: smtplib.SMTP
    if settings.implicit_tls:
        smtp = smtplib.SMTP_SSL(settings.host, settings.port, timeout=SECONDS_OF_SILENCE, context=trusted)
    else:
        smtp = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS_OF_SILENCE)
    try:
        smtp.ehlo_or_helo_if_needed()
        offered = smtp.has_extn("starttls")
        if not settings.implicit_tls and (
            settings.starttls == "required" or (offered and settings.starttls != "never")
        ):
            smtp.starttls(context=trusted)
            smtp.ehlo()
        if settings.user:
            smtp.login(settings.user, settings.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


@contextmanager
def cut_off_after(seconds: float, line: socket.socket | None) -> Iterator[None]:
    """A server that says a word now and then would hold a message for longer than its lease."""

    def cut() -> None:
        with suppress(OSError):
            if line is not None:
                line.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def written(message: OutboxMessage, settings: MailSettings, files: Sequence[OutboxAttachment] = ()) -> EmailMessage:
    """The mail as it leaves: the same at every try."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(settings.from_name, addr_spec=settings.from_address)
    mail["To"] = Address(message.to_name, addr_spec=message.to_address)
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(message.queued_at)
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"  # nobody's "I am away" answers it
    mail.set_content(message.body, charset="utf-8", cte="quoted-printable")
    # The lines between the parts are made from the Message-ID, else they were others at every try.
    if message.html:
        mail.add_alternative(message.html, subtype="html", charset="utf-8", cte="quoted-printable")
        mail.set_boundary(f"=_{sha256(f'{message.message_id} html'.encode()).hexdigest()[:32]}")
    for file in files:
        _attach(mail, file)
    if files:
        mail.set_boundary(f"=_{sha256(message.message_id.encode()).hexdigest()[:32]}")
    return mail


def _attach(mail: EmailMessage, file: OutboxAttachment) -> None:
    """Under its own name, whatever letters that has (RFC 2231)."""
    head = EmailMessage(policy=SMTP)
    head["Content-Type"] = file.media_type
    kind: ContentTypeHeader = head["Content-Type"]
    mail.add_attachment(
        file.content, kind.maintype, kind.subtype, filename=file.name, params=dict(kind.params), cte="base64"
    )
