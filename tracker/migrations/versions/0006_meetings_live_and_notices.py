"""Meetings live, and their notices."""

import sqlalchemy as sa
from alembic import op

from tracker.core.folding import fold

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Conclusions had a place of their own each.
_PLACES_BY_THEMSELVES = """
UPDATE conclusion SET position = (
    SELECT count(*) FROM conclusion AS other WHERE other.meeting_id = conclusion.meeting_id
    AND (other.position < conclusion.position OR (other.position = conclusion.position AND other.id <= conclusion.id))
)"""


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "outbox_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_attachment")),
        sa.UniqueConstraint("sha256", "name", name=op.f("uq_outbox_attachment_sha256_name")),
    )
    op.create_table(
        "meeting_series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("hosts_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.Column("days_before_end", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hosts_id"], ["unit_group.id"], name=op.f("fk_meeting_series_hosts_id_unit_group")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_meeting_series_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_series")),
    )
    with op.batch_alter_table("meeting_series", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_series_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "agenda_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_agenda_item_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_agenda_item_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_item")),
    )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agenda_item_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reply", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("replied_by_id", sa.Integer(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("present_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("present_name", sa.String(length=200), nullable=False),
        sa.Column("present_by_id", sa.Integer(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_invitation_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["present_by_id"], ["person.id"], name=op.f("fk_invitation_present_by_id_person")),
        sa.ForeignKeyConstraint(["replied_by_id"], ["person.id"], name=op.f("fk_invitation_replied_by_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_invitation_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("meeting_id", "unit_id", name=op.f("uq_invitation_meeting_id_unit_id")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=1000), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("number_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("pdf_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["corrects_id"], ["notice.id"], name=op.f("fk_notice_corrects_id_notice")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_notice_document_id_document")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_notice_meeting_id_meeting")),
        sa.ForeignKeyConstraint(
            ["number_id"], ["registered_number.id"], name=op.f("fk_notice_number_id_registered_number")
        ),
        sa.ForeignKeyConstraint(["pdf_id"], ["stored_file.id"], name=op.f("fk_notice_pdf_id_stored_file")),
        sa.ForeignKeyConstraint(["signer_id"], ["signer.id"], name=op.f("fk_notice_signer_id_signer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "meeting_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_meeting_paper_agenda_item_id_agenda_item")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_meeting_paper_by_id_person")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_meeting_paper_file_id_stored_file")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_paper_meeting_id_meeting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_paper")),
    )
    with op.batch_alter_table("meeting_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_paper_meeting_id"), ["meeting_id"], unique=False)

    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conclusion_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_confirmation_by_id_person")),
        sa.ForeignKeyConstraint(
            ["conclusion_id"], ["conclusion.id"], name=op.f("fk_confirmation_conclusion_id_conclusion")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_confirmation_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
    )
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_confirmation_conclusion_id"), ["conclusion_id"], unique=False)

    op.create_table(
        "notice_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("conclusion_id", sa.Integer(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conclusion_id"], ["conclusion.id"], name=op.f("fk_notice_section_conclusion_id_conclusion")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name=op.f("fk_notice_section_notice_id_notice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_section")),
    )
    with op.batch_alter_table("notice_section", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_section_conclusion_id"), ["conclusion_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_section_notice_id"), ["notice_id"], unique=False)

    with op.batch_alter_table("conclusion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=20), server_default="task", nullable=False))
        batch_op.add_column(sa.Column("numbered", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("folded", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("agenda_item_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("wording", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("through_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("frequency", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("target_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("figure", sa.Numeric(precision=18, scale=4), nullable=True))
        batch_op.add_column(sa.Column("allocations", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("duty_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("amendment_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("notice_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_conclusion_meeting_id_position"), type_="unique")
        batch_op.create_index(batch_op.f("ix_conclusion_duty_id"), ["duty_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conclusion_meeting_id_position"), ["meeting_id", "position"], unique=False)
        batch_op.create_index(batch_op.f("ix_conclusion_task_id"), ["task_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_conclusion_amendment_id_amendment"), "amendment", ["amendment_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_conclusion_target_id_target"), "target", ["target_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_conclusion_notice_id_notice"), "notice", ["notice_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_conclusion_through_id_unit"), "unit", ["through_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_conclusion_replaces_id_conclusion"), "conclusion", ["replaces_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_conclusion_agenda_item_id_agenda_item"), "agenda_item", ["agenda_item_id"], ["id"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_conclusion_duty_id_report_duty"), "report_duty", ["duty_id"], ["id"])

    conclusion = sa.table("conclusion", sa.column("id"), sa.column("text"), sa.column("folded"))
    for number, text in op.get_bind().execute(sa.select(conclusion.c.id, conclusion.c.text)).all():
        op.execute(sa.update(conclusion).where(conclusion.c.id == number).values(folded=fold(text)))

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("starts_at", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("chair_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("guests", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("state_words", sa.String(length=1000), server_default="", nullable=False))
        batch_op.add_column(sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("arrival_code", sa.String(length=40), server_default="", nullable=False))
        batch_op.add_column(sa.Column("invitation_notation", sa.String(length=60), server_default="", nullable=False))
        batch_op.add_column(sa.Column("invitation_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_meeting_held_on"), ["held_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_series_id"), ["series_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_meeting_chair_id_person"), "person", ["chair_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_meeting_series_id_meeting_series"), "meeting_series", ["series_id"], ["id"]
        )

    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("attachment_ids", sa.JSON(), server_default="[]", nullable=False))

    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(length=300), server_default="", nullable=False))
        batch_op.add_column(sa.Column("seats", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("host_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch_op.create_index(batch_op.f("ix_venue_host_id"), ["host_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_venue_host_id_unit"), "unit", ["host_id"], ["id"])


def downgrade() -> None:
    """Go back."""
    op.execute(_PLACES_BY_THEMSELVES)
    with op.batch_alter_table("venue", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_venue_host_id_unit"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_venue_host_id"))
        batch_op.drop_column("version")
        batch_op.drop_column("ended_on")
        batch_op.drop_column("host_id")
        batch_op.drop_column("seats")
        batch_op.drop_column("address")

    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_column("attachment_ids")

    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_meeting_series_id_meeting_series"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_meeting_chair_id_person"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_meeting_series_id"))
        batch_op.drop_index(batch_op.f("ix_meeting_held_on"))
        batch_op.drop_column("invitation_on")
        batch_op.drop_column("invitation_notation")
        batch_op.drop_column("arrival_code")
        batch_op.drop_column("revision")
        batch_op.drop_column("closed_at")
        batch_op.drop_column("opened_at")
        batch_op.drop_column("state_words")
        batch_op.drop_column("guests")
        batch_op.drop_column("chair_id")
        batch_op.drop_column("starts_at")
        batch_op.drop_column("series_id")

    with op.batch_alter_table("conclusion", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_conclusion_duty_id_report_duty"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_conclusion_agenda_item_id_agenda_item"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_conclusion_replaces_id_conclusion"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_conclusion_through_id_unit"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_conclusion_notice_id_notice"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_conclusion_target_id_target"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_conclusion_amendment_id_amendment"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_conclusion_task_id"))
        batch_op.drop_index(batch_op.f("ix_conclusion_meeting_id_position"))
        batch_op.drop_index(batch_op.f("ix_conclusion_duty_id"))
        batch_op.create_unique_constraint(batch_op.f("uq_conclusion_meeting_id_position"), ["meeting_id", "position"])
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("notice_id")
        batch_op.drop_column("amendment_id")
        batch_op.drop_column("duty_id")
        batch_op.drop_column("allocations")
        batch_op.drop_column("figure")
        batch_op.drop_column("target_id")
        batch_op.drop_column("frequency")
        batch_op.drop_column("through_id")
        batch_op.drop_column("wording")
        batch_op.drop_column("agenda_item_id")
        batch_op.drop_column("folded")
        batch_op.drop_column("numbered")
        batch_op.drop_column("kind")

    with op.batch_alter_table("notice_section", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_section_notice_id"))
        batch_op.drop_index(batch_op.f("ix_notice_section_conclusion_id"))

    op.drop_table("notice_section")
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_confirmation_conclusion_id"))

    op.drop_table("confirmation")
    with op.batch_alter_table("meeting_paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_paper_meeting_id"))

    op.drop_table("meeting_paper")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notice_meeting_id"))

    op.drop_table("notice")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_unit_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_item_meeting_id"))

    op.drop_table("agenda_item")
    with op.batch_alter_table("meeting_series", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_series_programme_id"))

    op.drop_table("meeting_series")
    op.drop_table("outbox_attachment")
