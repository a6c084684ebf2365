"""Accounts, the sessions that they are used in, and what guards them."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, UtcDateTime, Versioned, word
from tracker.office.models import Person


class MailKind(StrEnum):
    """Mail that one can do without. What tells of a password always comes."""

    SIGN_IN = "sign_in"  # signed in from a new place
    ROLES = "roles"  # roles given or ended
    REMINDERS = "reminders"  # somebody reminds one's unit of its work


class Account(Base, Versioned):
    """What a person signs in with. `language` is empty until chosen; `password_hash` until an invitation was taken up.

    `totp_secret` is set while a second factor is being set up, and counts from `totp_since` on; `totp_step` is the last
    time step whose code was used, so that no code opens twice. `muted` are the kinds of mail (MailKind) not wanted.
    `saved_filters` are what they look for again and again in lists: place (an endpoint), name, and query.
    """

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    sign_in_name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200), default="")
    password_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(sa.String(5), default="")
    muted: Mapped[list[str]] = mapped_column(sa.JSON, default=list, server_default="[]")
    saved_filters: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON, default=list, server_default="[]")
    disabled: Mapped[bool] = mapped_column(default=False)
    totp_secret: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    totp_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_step: Mapped[int] = mapped_column(default=0, server_default="0")

    person: Mapped[Person] = relationship(lazy="joined")


class SignInSession(Base, UserMixin):
    """One browser in which a person is signed in: what Flask-Login calls a user.

    The cookie carries a random token, this row its SHA-256; without the row the cookie is nothing. `seen_at` is
    brought up to date now and then; `confirmed_at` is when the password was last given. `token` is known only where
    the session is opened.
    """

    __tablename__ = "sign_in_session"
    __table_args__ = (sa.Index(None, "account_id", "began_at"),)
    __allow_unmapped__ = True  # for `token`

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(sa.String(45), default="")
    browser: Mapped[str] = mapped_column(sa.String(200), default="")

    account: Mapped[Account] = relationship(lazy="joined")
    token: str = ""

    @property
    def person(self) -> Person:
        """Whoever is signed in here."""
        return self.account.person

    def get_id(self) -> str:
        """What Flask-Login puts into the cookie."""
        return self.token


class RecoveryCode(Base):
    """A code for the day when the second factor is lost. Opens once.

    `used_at` is when it did, or when it ended with its second factor or newer codes took its place.
    """

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    code_hash: Mapped[str] = mapped_column(sa.String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class FailedSignIn(Base):
    """One try that failed, counted against the account and the address. `name_key` is a hash: it may be no name."""

    __tablename__ = "failed_sign_in"
    __table_args__ = (sa.Index(None, "name_key", "at"), sa.Index(None, "address", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(sa.String(64))
    address: Mapped[str] = mapped_column(sa.String(45))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class LinkPurpose(StrEnum):
    """What a link lets its holder do."""

    INVITATION = "invitation"
    RESET = "reset"


class EntryLink(Base):
    """A single-use link that lets its holder set a password: an invitation, or a reset. The row holds a hash of it."""

    __tablename__ = "entry_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(word(LinkPurpose))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship()


class ExternalIdentity(Base):
    """Who an account is at the office's OpenID Connect provider; `ended_at` once an admin has undone the link."""

    __tablename__ = "external_identity"
    __table_args__ = (sa.UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    issuer: Mapped[str] = mapped_column(sa.String(255))
    subject: Mapped[str] = mapped_column(sa.String(255))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship()


class KeptForm(Base):
    """What somebody had typed when their session had ended: theirs again once they have signed in.

    `fields` are [name, value] pairs as sent, `files` [name, file name] of files that were chosen and are not kept;
    `path` is where they were sent to, `page` where they were typed. Blanked when taken up or let go.
    """

    __tablename__ = "kept_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    path: Mapped[str] = mapped_column(sa.String(500))
    page: Mapped[str] = mapped_column(sa.String(500), default="")
    fields: Mapped[list[list[str]]] = mapped_column(sa.JSON)
    files: Mapped[list[list[str]]] = mapped_column(sa.JSON, default=list, server_default="[]")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
