"""Where the office's own things are, and what the environment says about them."""

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tracker.outbox.mail import read_settings as read_mail_settings
from tracker.outbox.webhook import read_settings as read_hook_settings

MAX_REQUEST_BYTES = 25 * 1024 * 1024
_PACKAGE = Path(__file__).parent


def instance_folder() -> Path:
    """The folder of the office's own files: `TRACKER_INSTANCE`, else `instance/` here."""
    return Path(os.environ.get("TRACKER_INSTANCE") or "instance").absolute()


def shipped(name: str) -> Path:
    """`templates` or `static`: inside the installed package, or beside it in a checkout."""
    inside = _PACKAGE / "web" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def settings_for(instance: Path) -> dict[str, Any]:
    """What Flask needs to know, from the instance folder and the environment."""
    hosts, public_url = os.environ.get("TRACKER_HOSTS", ""), os.environ.get("TRACKER_URL", "").rstrip("/")
    over_tls = public_url.startswith("https://") or os.environ.get("TRACKER_TLS", "") not in ("", "0")
    mail_server, mail_from = os.environ.get("TRACKER_MAIL_SERVER", ""), os.environ.get("TRACKER_MAIL_FROM", "")
    hook_url, hook_secret = os.environ.get("TRACKER_WEBHOOK_URL", ""), os.environ.get("TRACKER_WEBHOOK_SECRET", "")
    return {
        "SECRET_KEY": _secret_key(instance),
        "SETUP_TOKEN_FILE": instance / "setup_token",  # opens the first start's page; `tracker serve` makes it
        "SQLALCHEMY_DATABASE_URI": os.environ.get("DATABASE_URL") or f"sqlite:///{instance / 'tracker.db'}",
        "TRUSTED_HOSTS": ["127.0.0.1", "localhost", "[::1]", *filter(None, [*hosts.split(","), _host(public_url)])],
        "PROXIES": _number("TRACKER_PROXIES", 0, least=0),  # in front of it, whose word for the address is believed
        "PUBLIC_URL": public_url,  # where links lead to that leave the office's pages
        "MAIL": read_mail_settings(mail_server, mail_from, public_url),
        "WEBHOOK": read_hook_settings(hook_url, hook_secret),
        "OIDC_ISSUER": os.environ.get("TRACKER_OIDC_ISSUER", ""),
        "OIDC_CLIENT_ID": os.environ.get("TRACKER_OIDC_CLIENT_ID", ""),
        "OIDC_CLIENT_SECRET": os.environ.get("TRACKER_OIDC_CLIENT_SECRET", ""),
        "OIDC_LABEL": os.environ.get("TRACKER_OIDC_LABEL", ""),
        "MAX_CONTENT_LENGTH": MAX_REQUEST_BYTES,
        "SESSION_COOKIE_NAME": "__Host-session" if over_tls else "session",  # no other host can plant the former
        "SESSION_COOKIE_SECURE": over_tls,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_IDLE": timedelta(minutes=_number("TRACKER_IDLE_MINUTES", 120)),  # a session that is not used
        "SESSION_LONGEST": timedelta(hours=_number("TRACKER_SESSION_HOURS", 14)),  # in all: a long day at the office
        "CONFIRMED_FOR": timedelta(minutes=15),  # how long a password counts for what is delicate
        "WTF_CSRF_TIME_LIMIT": None,  # a page left open overnight must still save
        "BABEL_DEFAULT_LOCALE": "vi",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Ho_Chi_Minh",
        "BABEL_TRANSLATION_DIRECTORIES": str(_PACKAGE / "translations"),
        "MIGRATIONS": str(_PACKAGE / "migrations"),
    }


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _number(variable: str, usual: int, *, least: int = 1) -> int:
    """A whole number from the environment; ValueError names the variable where it is none."""
    said = os.environ.get(variable) or str(usual)
    if not said.isdecimal() or int(said) < least:
        raise ValueError(f"{variable} must be a whole number from {least} on, not {said!r}")
    return int(said)


def make_secret(kept: Path) -> str:
    """What stands in that file: random, made when first asked for, readable by the office's own user alone."""
    if not kept.exists():
        fresh = kept.with_name(f"{kept.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):  # two first starts at once: one wins
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text(encoding="ascii").strip()


def _secret_key(instance: Path) -> str:
    """What signs the cookies."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = instance / "secret_key"
    key = make_secret(kept)
    if len(key) < 32:
        raise ValueError(f"{kept} is too short to protect sessions: delete it, and a new one is made")
    return key
