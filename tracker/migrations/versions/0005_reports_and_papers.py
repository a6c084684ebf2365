"""Reports and the office's papers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "letterhead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("style", sa.String(length=20), nullable=False),
        sa.Column("superior", sa.String(length=200), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("sign", sa.String(length=30), nullable=False),
        sa.Column("drafter", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_letterhead_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letterhead")),
        sa.UniqueConstraint("programme_id", name=op.f("uq_letterhead_programme_id")),
    )
    op.create_table(
        "number_register",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("types", sa.JSON(), nullable=False),
        sa.Column("reset", sa.String(length=20), nullable=False),
        sa.Column("term", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_number_register_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_register")),
    )
    op.create_index(op.f("ix_number_register_programme_id"), "number_register", ["programme_id"], unique=False)
    op.create_table(
        "signer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("authority", sa.String(length=300), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("full_name", sa.String(length=120), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_signer_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signer")),
    )
    op.create_index(op.f("ix_signer_programme_id"), "signer", ["programme_id"], unique=False)
    op.create_table(
        "registered_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("register_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("notation", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_registered_number_by_id_person")),
        sa.ForeignKeyConstraint(
            ["register_id"], ["number_register.id"], name=op.f("fk_registered_number_register_id_number_register")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registered_number")),
        sa.UniqueConstraint("register_id", "term", "number", name=op.f("uq_registered_number_register_id_term_number")),
    )
    op.create_table(
        "report_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("clause", sa.String(length=400), nullable=False),
        sa.Column("clause_start", sa.Integer(), nullable=True),
        sa.Column("clause_end", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("about", sa.String(length=100), nullable=False),
        sa.Column("frequency", sa.String(length=20), nullable=False),
        sa.Column("window", sa.String(length=20), nullable=False),
        sa.Column("first_period", sa.String(length=8), nullable=False),
        sa.Column("last_period", sa.String(length=8), nullable=False),
        sa.Column("receiver", sa.String(length=200), nullable=False),
        sa.Column("through_id", sa.Integer(), nullable=True),
        sa.Column("due_rule", sa.String(length=20), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_inferred", sa.Boolean(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_report_duty_document_id_document")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_report_duty_programme_id_programme")),
        sa.ForeignKeyConstraint(["through_id"], ["unit.id"], name=op.f("fk_report_duty_through_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_duty")),
    )
    op.create_index(op.f("ix_report_duty_document_id"), "report_duty", ["document_id"], unique=False)
    op.create_index(
        op.f("ix_report_duty_programme_id_ended_on"), "report_duty", ["programme_id", "ended_on"], unique=False
    )
    op.create_table(
        "consolidation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number_id", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_consolidation_by_id_person")),
        sa.ForeignKeyConstraint(["duty_id"], ["report_duty.id"], name=op.f("fk_consolidation_duty_id_report_duty")),
        sa.ForeignKeyConstraint(
            ["number_id"], ["registered_number.id"], name=op.f("fk_consolidation_number_id_registered_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consolidation")),
        sa.UniqueConstraint("duty_id", "period", name=op.f("uq_consolidation_duty_id_period")),
    )
    op.create_table(
        "duty_addressee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(unit_id IS NULL) <> (group_id IS NULL)", name=op.f("ck_duty_addressee_unit_or_group")),
        sa.ForeignKeyConstraint(["duty_id"], ["report_duty.id"], name=op.f("fk_duty_addressee_duty_id_report_duty")),
        sa.ForeignKeyConstraint(["group_id"], ["unit_group.id"], name=op.f("fk_duty_addressee_group_id_unit_group")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_duty_addressee_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_addressee")),
    )
    op.create_index(op.f("ix_duty_addressee_duty_id"), "duty_addressee", ["duty_id"], unique=False)
    op.create_table(
        "period_lock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_period_lock_by_id_person")),
        sa.ForeignKeyConstraint(["duty_id"], ["report_duty.id"], name=op.f("fk_period_lock_duty_id_report_duty")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_period_lock_ended_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_lock")),
    )
    op.create_index(
        "uq_period_lock_in_force",
        "period_lock",
        ["duty_id", "period"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "report_exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_report_exemption_by_id_person")),
        sa.ForeignKeyConstraint(["duty_id"], ["report_duty.id"], name=op.f("fk_report_exemption_duty_id_report_duty")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_report_exemption_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_exemption")),
    )
    op.create_index(op.f("ix_report_exemption_duty_id"), "report_exemption", ["duty_id"], unique=False)
    op.create_table(
        "report_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_period", sa.String(length=8), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_report_form_by_id_person")),
        sa.ForeignKeyConstraint(["duty_id"], ["report_duty.id"], name=op.f("fk_report_form_duty_id_report_duty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_form")),
        sa.UniqueConstraint("duty_id", "number", name=op.f("uq_report_form_duty_id_number")),
    )
    op.create_table(
        "consolidated_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consolidation_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("gathered", sa.String(length=64), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_consolidated_section_by_id_person")),
        sa.ForeignKeyConstraint(
            ["consolidation_id"],
            ["consolidation.id"],
            name=op.f("fk_consolidated_section_consolidation_id_consolidation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consolidated_section")),
        sa.UniqueConstraint("consolidation_id", "key", name=op.f("uq_consolidated_section_consolidation_id_key")),
    )
    op.create_table(
        "form_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(length=60), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["report_form.id"], name=op.f("fk_form_item_form_id_report_form")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_form_item_target_id_target")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_item")),
        sa.UniqueConstraint("form_id", "key", name=op.f("uq_form_item_form_id_key")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("window_first", sa.Date(), nullable=False),
        sa.Column("window_last", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forwarded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state_words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["duty_id"], ["report_duty.id"], name=op.f("fk_report_duty_id_report_duty")),
        sa.ForeignKeyConstraint(["form_id"], ["report_form.id"], name=op.f("fk_report_form_id_report_form")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_report_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("duty_id", "unit_id", "period", name=op.f("uq_report_duty_id_unit_id_period")),
    )
    op.create_index(
        op.f("ix_report_duty_id_period_end_unit_id"), "report", ["duty_id", "period_end", "unit_id"], unique=False
    )
    op.create_index(op.f("ix_report_unit_id_state_due_on"), "report", ["unit_id", "state", "due_on"], unique=False)
    op.create_table(
        "handed_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_handed_in_by_id_person")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_handed_in_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handed_in")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_handed_in_report_id_number")),
    )
    op.create_table(
        "report_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("figure", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.Column("whole", sa.Integer(), nullable=True),
        sa.Column("nothing_to_report", sa.Boolean(), nullable=False),
        sa.Column("returned_words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_report_answer_by_id_person")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_answer_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_answer")),
        sa.UniqueConstraint("report_id", "key", name=op.f("uq_report_answer_report_id_key")),
    )
    op.create_table(
        "report_explanation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_report_explanation_by_id_person")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_explanation_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_explanation")),
    )
    op.create_index(op.f("ix_report_explanation_report_id"), "report_explanation", ["report_id"], unique=False)
    op.create_table(
        "report_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_report_file_by_id_person")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_report_file_file_id_stored_file")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_file_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
    )
    op.create_index(op.f("ix_report_file_report_id"), "report_file", ["report_id"], unique=False)
    # Duties to report have waited for this room: now they are to be decided on like all that was read.
    op.execute("UPDATE intake_item SET state = 'proposed' WHERE state = 'waiting'")
    _set_intakes("open", "IN")


def _set_intakes(state: str, which: str) -> None:
    """An intake is open while something of it is to be decided on."""
    op.execute(
        f"UPDATE intake SET state = '{state}' WHERE id {which} "  # noqa: S608  no input
        "(SELECT intake_id FROM intake_item WHERE state = 'proposed')"
    )


def downgrade() -> None:
    """Go back."""
    op.execute("UPDATE intake_item SET state = 'waiting', became_type = '', became_id = NULL WHERE kind = 'report'")
    _set_intakes("closed", "NOT IN")
    op.drop_index(op.f("ix_report_file_report_id"), table_name="report_file")
    op.drop_table("report_file")
    op.drop_index(op.f("ix_report_explanation_report_id"), table_name="report_explanation")
    op.drop_table("report_explanation")
    op.drop_table("report_answer")
    op.drop_table("handed_in")
    op.drop_index(op.f("ix_report_unit_id_state_due_on"), table_name="report")
    op.drop_index(op.f("ix_report_duty_id_period_end_unit_id"), table_name="report")
    op.drop_table("report")
    op.drop_table("form_item")
    op.drop_table("consolidated_section")
    op.drop_table("report_form")
    op.drop_index(op.f("ix_report_exemption_duty_id"), table_name="report_exemption")
    op.drop_table("report_exemption")
    op.drop_index(
        "uq_period_lock_in_force",
        table_name="period_lock",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_table("period_lock")
    op.drop_index(op.f("ix_duty_addressee_duty_id"), table_name="duty_addressee")
    op.drop_table("duty_addressee")
    op.drop_table("consolidation")
    op.drop_index(op.f("ix_report_duty_programme_id_ended_on"), table_name="report_duty")
    op.drop_index(op.f("ix_report_duty_document_id"), table_name="report_duty")
    op.drop_table("report_duty")
    op.drop_table("registered_number")
    op.drop_index(op.f("ix_signer_programme_id"), table_name="signer")
    op.drop_table("signer")
    op.drop_index(op.f("ix_number_register_programme_id"), table_name="number_register")
    op.drop_table("number_register")
    op.drop_table("letterhead")
