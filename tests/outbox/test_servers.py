"""The office's mail server as its settings name it: TLS, signing in, and settings that cannot be meant."""

from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.outbox.conftest import SENDER, messages
from tracker.outbox.mail import read_settings
from tracker.outbox.worker import send_due

WITH_PASSWORD = "smtp://giao-ban:m%40t%20khau%3A%2F@127.0.0.1:{port}"
URL = "https://giao-ban.vi-du.gov.vn"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of 127.0.0.1 with its key; nobody vouches for it but itself."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]),
    )
    from_to = (datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, tzinfo=UTC))
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, *from_to)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


def test_a_server_that_offers_tls_gets_the_mail_by_tls(start_server, queue, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server = start_server("--certificate", str(certificate))
    queue()
    assert send_due(server.settings()) == 1
    assert server.facts[0]["tls"]


def test_a_password_is_given_only_under_tls(start_server, queue, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server = start_server("--certificate", str(certificate), "--sign-in")
    queue()
    assert send_due(server.settings(WITH_PASSWORD)) == 1
    assert server.facts[0]["signed_in"]


def test_a_server_without_tls_does_not_get_the_password(start_server, queue):
    server = start_server("--sign-in")
    queue()
    assert send_due(server.settings(WITH_PASSWORD)) == 0
    assert messages()[0].last_error.startswith("SMTPNotSupportedError: STARTTLS")


def test_a_password_crosses_in_the_open_where_somebody_said_so(start_server, queue):
    server = start_server("--sign-in")
    queue()
    assert send_due(server.settings(WITH_PASSWORD + "?starttls=never")) == 1


def test_a_wrong_password_is_waited_for_and_not_told(start_server, queue):
    server = start_server("--sign-in")
    queue()
    assert send_due(server.settings("smtp://giao-ban:wrong-word@127.0.0.1:{port}?starttls=never")) == 0
    [message] = messages()
    assert message.last_error.startswith("535 ")
    assert "wrong-word" not in message.last_error
    assert message.given_up_at is None


def test_a_certificate_that_nobody_vouches_for_gets_nothing(start_server, queue, certificate):
    server = start_server("--certificate", str(certificate))
    queue()
    assert send_due(server.settings()) == 0
    assert "CERTIFICATE_VERIFY_FAILED" in messages()[0].last_error
    assert not server.facts


def test_a_server_that_speaks_another_language_delays_the_mail(server, queue):
    queue()
    assert send_due(server.settings("smtps://127.0.0.1:{port}")) == 0
    assert messages()[0].last_error.startswith("SSL")


def test_no_server_is_no_settings():
    assert read_settings("", SENDER, URL) is None


def test_an_address_says_all():
    found = read_settings("smtps://an:b%40c@thu.vi-du.vn", SENDER, URL)
    assert found is not None
    assert (found.host, found.port, found.implicit_tls, found.user, found.password) == (
        "thu.vi-du.vn",
        465,
        True,
        "an",
        "b@c",
    )
    assert "b@c" not in repr(found)


@pytest.mark.parametrize(
    ("server", "sender", "url", "words"),
    [
        ("thu.vi-du.vn", SENDER, URL, "TRACKER_MAIL_SERVER must look like"),
        ("http://thu.vi-du.vn", SENDER, URL, "TRACKER_MAIL_SERVER must look like"),
        ("smtp://thu.vi-du.vn?starttls=yes", SENDER, URL, "starttls"),
        ("smtp://an:m%E1%BA%ADt@thu.vi-du.vn", SENDER, URL, "ASCII"),
        ("smtp://thu.vi-du.vn", "", URL, "TRACKER_MAIL_FROM"),
        ("smtp://thu.vi-du.vn", "Giao Ban", URL, "TRACKER_MAIL_FROM"),
        ("smtp://thu.vi-du.vn", SENDER, "", "TRACKER_URL"),
        ("smtp://thu.vi-du.vn", SENDER, "giao-ban.vi-du.gov.vn", "TRACKER_URL"),
    ],
)
def test_settings_that_cannot_be_meant_stop_the_start(server, sender, url, words):
    with pytest.raises(ValueError, match=words):
        read_settings(server, sender, url)
