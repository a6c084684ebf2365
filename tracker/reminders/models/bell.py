"""How far a person has read what is good to know."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, UtcDateTime


class BellLook(Base):
    """When a person last said that they have seen what is behind the bell: what came after it is new to them."""

    __tablename__ = "bell_look"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    looked_at: Mapped[datetime] = mapped_column(UtcDateTime)
