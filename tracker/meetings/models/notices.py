"""The paper that issues a meeting's conclusions, worded by staff, and what was kept of it."""

from datetime import date
from enum import IntEnum, StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.core.db import Base, Versioned, word
from tracker.documents.models import Document, RegisteredNumber, Signer, StoredFile
from tracker.meetings.models.conclusions import Conclusion
from tracker.meetings.models.meetings import Meeting


class NoticeState(StrEnum):
    """States of a notice; moves in `rules.NOTICE_MOVES`."""

    DRAFT = "draft"
    ISSUED = "issued"
    DROPPED = "dropped"


class SectionLevel(IntEnum):
    """How a section of a notice stands: headings and points are numbered, a paragraph is not."""

    PART = 1  # "I. …", a heading
    HEADING = 2  # "1. …", a heading: whom the points below address
    ITEM = 3  # "1. …", a point that shares the numbers of those headings
    LETTER = 4  # "a) …"
    DASH = 5  # "- …"
    PARAGRAPH = 6


class Notice(Base, Versioned):
    """A notice of conclusions (thông báo kết luận). One that corrects another says which; it is a notice of its own.

    `opening` and `closing` are paragraphs, `recipients` lines ("Thường trực Huyện ủy (b/c)"). Once issued it has its
    number, its document in the register, and the file as it was.
    """

    __tablename__ = "notice"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(sa.ForeignKey("meeting.id"), index=True)
    corrects_id: Mapped[int | None] = mapped_column(sa.ForeignKey("notice.id"))
    state: Mapped[NoticeState] = mapped_column(word(NoticeState), default=NoticeState.DRAFT)
    subject: Mapped[str] = mapped_column(sa.String(1000))
    opening: Mapped[str] = mapped_column(sa.Text, default="")
    closing: Mapped[str] = mapped_column(sa.Text, default="")
    recipients: Mapped[str] = mapped_column(sa.Text, default="")
    signer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("signer.id"))
    issued_on: Mapped[date | None]
    number_id: Mapped[int | None] = mapped_column(sa.ForeignKey("registered_number.id"))
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"))
    pdf_id: Mapped[int | None] = mapped_column(sa.ForeignKey("stored_file.id"))

    meeting: Mapped[Meeting] = relationship(back_populates="notices")
    corrects: Mapped["Notice | None"] = relationship(remote_side=[id])
    signer: Mapped[Signer | None] = relationship()
    number: Mapped[RegisteredNumber | None] = relationship()
    document: Mapped[Document | None] = relationship()  # whose file is the Word file that was issued
    pdf: Mapped[StoredFile | None] = relationship()
    sections: Mapped[list["NoticeSection"]] = relationship(
        back_populates="notice", order_by="NoticeSection.position, NoticeSection.id"
    )


class NoticeSection(Base, Versioned):
    """A heading, point or paragraph of a notice, as staff word it; `level` is a SectionLevel. `ended` where left out.

    `conclusion` is what it words; the conclusion itself stays as the chair recorded it.
    """

    __tablename__ = "notice_section"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notice.id"), index=True)
    position: Mapped[int]
    level: Mapped[int]
    words: Mapped[str] = mapped_column(sa.Text)
    conclusion_id: Mapped[int | None] = mapped_column(sa.ForeignKey("conclusion.id"), index=True)
    ended: Mapped[bool] = mapped_column(default=False)

    notice: Mapped[Notice] = relationship(back_populates="sections")
    conclusion: Mapped[Conclusion | None] = relationship()
