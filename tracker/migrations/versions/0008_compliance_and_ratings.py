"""Compliance lists, ratings with their schemes, and reviews of a programme; figures are counted from an index."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

COUNTED = sa.text("state != 'ended' AND quarter > 0")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "rating_scheme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=True),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_scheme")),
        sa.UniqueConstraint("key", "edition", name=op.f("uq_rating_scheme_key_edition")),
    )
    op.create_table(
        "rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("scheme_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("facts_of", sa.Date(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("proposed_level", sa.String(length=40), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("decided_words", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_rating_decided_by_id_person")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_rating_programme_id_programme")),
        sa.ForeignKeyConstraint(["scheme_id"], ["rating_scheme.id"], name=op.f("fk_rating_scheme_id_rating_scheme")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_rating_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("programme_id", "year", "unit_id", name=op.f("uq_rating_programme_id_year_unit_id")),
    )
    op.create_index(op.f("ix_rating_unit_id"), "rating", ["unit_id"], unique=False)
    op.create_table(
        "rating_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rating_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_rating_reply_by_id_person")),
        sa.ForeignKeyConstraint(["rating_id"], ["rating.id"], name=op.f("fk_rating_reply_rating_id_rating")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_reply")),
    )
    op.create_index(op.f("ix_rating_reply_rating_id"), "rating_reply", ["rating_id"], unique=False)
    op.create_table(
        "compliance_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("facts_of", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_by_id", sa.Integer(), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number_id", sa.Integer(), nullable=True),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["compliance_list.id"], name=op.f("fk_compliance_list_corrects_id_compliance_list")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_compliance_list_document_id_document")),
        sa.ForeignKeyConstraint(["locked_by_id"], ["person.id"], name=op.f("fk_compliance_list_locked_by_id_person")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_compliance_list_made_by_id_person")),
        sa.ForeignKeyConstraint(
            ["number_id"], ["registered_number.id"], name=op.f("fk_compliance_list_number_id_registered_number")
        ),
        sa.ForeignKeyConstraint(["signer_id"], ["signer.id"], name=op.f("fk_compliance_list_signer_id_signer")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_compliance_list_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compliance_list")),
        sa.UniqueConstraint(
            "programme_id", "period", "edition", name=op.f("uq_compliance_list_programme_id_period_edition")
        ),
    )
    op.create_index(op.f("ix_compliance_list_document_id"), "compliance_list", ["document_id"], unique=False)
    op.create_table(
        "programme_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("first_quarter", sa.String(length=8), nullable=False),
        sa.Column("last_quarter", sa.String(length=8), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number_id", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_programme_review_made_by_id_person")),
        sa.ForeignKeyConstraint(
            ["number_id"], ["registered_number.id"], name=op.f("fk_programme_review_number_id_registered_number")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_programme_review_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_review")),
    )
    op.create_index(op.f("ix_programme_review_programme_id"), "programme_review", ["programme_id"], unique=False)
    op.create_table(
        "rating_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_rating_file_file_id_stored_file")),
        sa.ForeignKeyConstraint(["reply_id"], ["rating_reply.id"], name=op.f("fk_rating_file_reply_id_rating_reply")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_file")),
    )
    op.create_index(op.f("ix_rating_file_reply_id"), "rating_file", ["reply_id"], unique=False)
    op.create_table(
        "compliance_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("breach", sa.String(length=20), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("decided_words", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_compliance_entry_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["compliance_list.id"], name=op.f("fk_compliance_entry_list_id_compliance_list")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_compliance_entry_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compliance_entry")),
        sa.UniqueConstraint(
            "list_id",
            "unit_id",
            "breach",
            "subject_type",
            "subject_id",
            name=op.f("uq_compliance_entry_list_id_unit_id_breach_subject_type_subject_id"),
        ),
    )
    op.create_index(op.f("ix_compliance_entry_unit_id"), "compliance_entry", ["unit_id"], unique=False)
    op.create_table(
        "review_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("figures", sa.String(length=20), nullable=False),
        sa.Column("gathered", sa.String(length=64), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_review_section_by_id_person")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["programme_review.id"], name=op.f("fk_review_section_review_id_programme_review")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_section")),
    )
    op.create_index(op.f("ix_review_section_review_id"), "review_section", ["review_id"], unique=False)
    op.create_table(
        "compliance_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_compliance_reply_by_id_person")),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["compliance_entry.id"], name=op.f("fk_compliance_reply_entry_id_compliance_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compliance_reply")),
    )
    op.create_index(op.f("ix_compliance_reply_entry_id"), "compliance_reply", ["entry_id"], unique=False)
    op.create_table(
        "compliance_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_compliance_file_file_id_stored_file")),
        sa.ForeignKeyConstraint(
            ["reply_id"], ["compliance_reply.id"], name=op.f("fk_compliance_file_reply_id_compliance_reply")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_compliance_file")),
    )
    op.create_index(op.f("ix_compliance_file_reply_id"), "compliance_file", ["reply_id"], unique=False)
    op.create_index(
        "ix_assignment_counted",
        "assignment",
        ["programme_id", "quarter", "unit_id", "state", "due_on", "submitted_at", "task_id"],
        sqlite_where=COUNTED,
        postgresql_where=COUNTED,
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_assignment_counted", "assignment", sqlite_where=COUNTED, postgresql_where=COUNTED)
    op.drop_index(op.f("ix_compliance_file_reply_id"), table_name="compliance_file")
    op.drop_table("compliance_file")
    op.drop_index(op.f("ix_compliance_reply_entry_id"), table_name="compliance_reply")
    op.drop_table("compliance_reply")
    op.drop_index(op.f("ix_review_section_review_id"), table_name="review_section")
    op.drop_table("review_section")
    op.drop_index(op.f("ix_compliance_entry_unit_id"), table_name="compliance_entry")
    op.drop_table("compliance_entry")
    op.drop_index(op.f("ix_rating_file_reply_id"), table_name="rating_file")
    op.drop_table("rating_file")
    op.drop_index(op.f("ix_programme_review_programme_id"), table_name="programme_review")
    op.drop_table("programme_review")
    op.drop_index(op.f("ix_compliance_list_document_id"), table_name="compliance_list")
    op.drop_table("compliance_list")
    op.drop_index(op.f("ix_rating_reply_rating_id"), table_name="rating_reply")
    op.drop_table("rating_reply")
    op.drop_index(op.f("ix_rating_unit_id"), table_name="rating")
    op.drop_table("rating")
    op.drop_table("rating_scheme")
