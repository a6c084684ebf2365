"""When the office, a programme, and a person want to be reminded."""

from datetime import time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core.db import Base, Versioned, word
from tracker.core.owed import OwedKind


class ReminderRule(Base, Versioned):
    """When one kind of thing is reminded of in a programme, where that differs from what is shipped.

    Figures are working days. `before` the deadline; `after_first` after it (0: not at all), then on the first working
    day of every `again_weeks`th week (0: never again). The ladder says from how many days late on the head, staff and
    chair read of it too (None: never).
    """

    __tablename__ = "reminder_rule"
    __table_args__ = (sa.UniqueConstraint("programme_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"))
    kind: Mapped[OwedKind] = mapped_column(word(OwedKind))
    before: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    on_day: Mapped[bool] = mapped_column(default=True)
    after_first: Mapped[int] = mapped_column(default=1)
    again_weeks: Mapped[int] = mapped_column(default=1)
    head_after: Mapped[int | None]
    staff_after: Mapped[int | None]
    chair_after: Mapped[int | None]


class ReminderTimes(Base, Versioned):
    """At what hours the office reminds: one row. Nothing leaves from `quiet_from` to `quiet_to`, nor on days off.

    A mail lists at most `most_entries`, and says how many there are besides.
    """

    __tablename__ = "reminder_times"

    id: Mapped[int] = mapped_column(primary_key=True)
    send_at: Mapped[time]
    quiet_from: Mapped[time]
    quiet_to: Mapped[time]
    most_entries: Mapped[int]


class ReminderChoice(Base, Versioned):
    """What a person chose: the kinds of which they want no word before the day itself. The day and after always come.

    `send_at` is their own hour, not before the office's.
    """

    __tablename__ = "reminder_choice"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    not_before_due: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    send_at: Mapped[time | None]
