"""Where the office's own things are, and what the environment says about them."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any

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
    hosts = os.environ.get("TRACKER_HOSTS", "")
    return {
        "SECRET_KEY": _secret_key(instance),
        "SQLALCHEMY_DATABASE_URI": os.environ.get("DATABASE_URL") or f"sqlite:///{instance / 'tracker.db'}",
        "TRUSTED_HOSTS": ["127.0.0.1", "localhost", "[::1]", *filter(None, hosts.split(","))],
        "MAX_CONTENT_LENGTH": MAX_REQUEST_BYTES,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,  # a page left open overnight must still save
        "BABEL_DEFAULT_LOCALE": "vi",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Ho_Chi_Minh",
        "BABEL_TRANSLATION_DIRECTORIES": str(_PACKAGE / "translations"),
        "MIGRATIONS": str(_PACKAGE / "migrations"),
    }


def _secret_key(instance: Path) -> str:
    """Made on the first start, readable by the office's own user alone."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = instance / "secret_key"
    if not kept.exists():
        fresh = instance / f"secret_key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):  # two first starts at once: one key wins
            os.link(fresh, kept)
        fresh.unlink()
    key = kept.read_text(encoding="ascii").strip()
    if len(key) < 32:
        raise ValueError(f"{kept} is too short to protect sessions: delete it, and a new one is made")
    return key
