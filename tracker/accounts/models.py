"""Accounts."""

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, Versioned
from tracker.office.models import Person


class Account(Base, Versioned, UserMixin):
    """What a person signs in with. `language` is empty until chosen."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    sign_in_name: Mapped[str] = mapped_column(sa.String(60), unique=True)
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    language: Mapped[str] = mapped_column(sa.String(5), default="")
    disabled: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(lazy="joined")

    @property
    def is_active(self) -> bool:
        """What Flask-Login asks before it lets anybody in."""
        return not self.disabled
