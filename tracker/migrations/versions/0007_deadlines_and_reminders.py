"""The calendar mended by staff, reminders, feeds; mail as HTML and webhooks; when jobs ran last."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("special_day") as table:
        table.add_column(sa.Column("note", sa.String(length=300), server_default="", nullable=False))
        table.add_column(sa.Column("swapped_with", sa.Date(), nullable=True))
        table.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    with op.batch_alter_table("special_day") as table:
        table.alter_column("version", server_default=None)
    with op.batch_alter_table("outbox_message") as table:
        table.add_column(sa.Column("channel", sa.String(length=20), server_default="mail", nullable=False))
        table.add_column(sa.Column("html", sa.Text(), server_default="", nullable=False))
        table.add_column(sa.Column("held_until", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("patient", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(
        "ix_outbox_message_waiting",
        "outbox_message",
        ["patient", "not_before", "id"],
        sqlite_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL AND given_up_at IS NULL"),
    )
    op.create_table(
        "job_run",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_run")),
    )
    op.create_table(
        "reminder_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("send_at", sa.Time(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_to", sa.Time(), nullable=False),
        sa.Column("most_entries", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_times")),
    )
    op.create_table(
        "reminder_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("on_day", sa.Boolean(), nullable=False),
        sa.Column("after_first", sa.Integer(), nullable=False),
        sa.Column("again_weeks", sa.Integer(), nullable=False),
        sa.Column("head_after", sa.Integer(), nullable=True),
        sa.Column("staff_after", sa.Integer(), nullable=True),
        sa.Column("chair_after", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_reminder_rule_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_rule")),
        sa.UniqueConstraint("programme_id", "kind", name=op.f("uq_reminder_rule_programme_id_kind")),
    )
    op.create_table(
        "reminder_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("not_before_due", sa.JSON(), nullable=False),
        sa.Column("send_at", sa.Time(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_choice_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reminder_choice")),
    )
    op.create_table(
        "reminder_digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("mailed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_digest_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_digest")),
        sa.UniqueConstraint("person_id", "day", name=op.f("uq_reminder_digest_person_id_day")),
    )
    op.create_index(op.f("ix_reminder_digest_day"), "reminder_digest", ["day"])
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_calendar_feed_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    op.create_index(op.f("ix_calendar_feed_person_id"), "calendar_feed", ["person_id"])
    op.create_table(
        "bell_look",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_bell_look_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_bell_look")),
    )

    op.create_table(
        "chasing_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("number_id", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_chasing_letter_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_chasing_letter_by_id_person")),
        sa.ForeignKeyConstraint(["signer_id"], ["signer.id"], name=op.f("fk_chasing_letter_signer_id_signer")),
        sa.ForeignKeyConstraint(
            ["number_id"], ["registered_number.id"], name=op.f("fk_chasing_letter_number_id_registered_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chasing_letter")),
    )
    op.create_index(op.f("ix_chasing_letter_programme_id_id"), "chasing_letter", ["programme_id", "id"])
    op.create_table(
        "chased_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("days_left", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["chasing_letter.id"], name=op.f("fk_chased_item_letter_id_chasing_letter")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_chased_item_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chased_item")),
    )
    op.create_index(op.f("ix_chased_item_letter_id"), "chased_item", ["letter_id"])


def downgrade() -> None:
    """Go back. Days that had become ordinary again, and messages of webhooks, were not there before."""
    for gone in (
        "chased_item",
        "chasing_letter",
        "bell_look",
        "calendar_feed",
        "reminder_digest",
        "reminder_choice",
        "reminder_rule",
        "reminder_times",
        "job_run",
    ):
        op.drop_table(gone)
    op.drop_index("ix_outbox_message_waiting", "outbox_message")
    op.execute("DELETE FROM outbox_message WHERE channel <> 'mail'")
    with op.batch_alter_table("outbox_message") as table:
        table.drop_column("patient")
        table.drop_column("held_until")
        table.drop_column("html")
        table.drop_column("channel")
    op.execute("DELETE FROM special_day WHERE kind = 'ordinary'")
    with op.batch_alter_table("special_day") as table:
        table.drop_column("version")
        table.drop_column("swapped_with")
        table.drop_column("note")
