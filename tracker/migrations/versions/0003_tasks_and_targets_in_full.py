"""Tasks, targets and pilots in full."""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORKING = "state IN ('assigned', 'in_progress', 'returned', 'declined')"
WAITING = "state IN ('submitted', 'returned', 'declined')"
RECURRING = "(kind = 'regular' OR due_kind = 'recurring')"
SET_ASIDE = "state IN ('draft', 'suspended', 'dropped')"
PARTIAL = (
    ("ix_assignment_working_of_unit", WORKING, ["unit_id", "due_on", "id"]),
    ("ix_assignment_working", WORKING, ["programme_id", "due_on", "id"]),
    ("ix_assignment_waiting_of_unit", WAITING, ["unit_id", "state", "due_on", "id"]),
    ("ix_assignment_waiting", WAITING, ["programme_id", "state", "due_on", "id"]),
)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "pilot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["origin_id"], ["pilot.id"], name=op.f("fk_pilot_origin_id_pilot")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_pilot_programme_id_programme")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_pilot_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot")),
    )
    with op.batch_alter_table("pilot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pilot_origin_id"), ["origin_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_pilot_programme_id_unit_id_state"), ["programme_id", "unit_id", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_pilot_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "pilot_funding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.Numeric(precision=16, scale=0), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["pilot_id"], ["pilot.id"], name=op.f("fk_pilot_funding_pilot_id_pilot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_funding")),
    )
    with op.batch_alter_table("pilot_funding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pilot_funding_pilot_id"), ["pilot_id"], unique=False)

    op.create_table(
        "pilot_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("effect", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_pilot_review_by_id_person")),
        sa.ForeignKeyConstraint(["pilot_id"], ["pilot.id"], name=op.f("fk_pilot_review_pilot_id_pilot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_review")),
        sa.UniqueConstraint("pilot_id", "quarter", name=op.f("uq_pilot_review_pilot_id_quarter")),
    )
    op.create_table(
        "pilot_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pilot_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_pilot_year_by_id_person")),
        sa.ForeignKeyConstraint(["pilot_id"], ["pilot.id"], name=op.f("fk_pilot_year_pilot_id_pilot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pilot_year")),
        sa.UniqueConstraint("pilot_id", "year", name=op.f("uq_pilot_year_pilot_id_year")),
    )
    with op.batch_alter_table("pilot_year", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pilot_year_year"), ["year"], unique=False)

    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reallocated", sa.Boolean(), nullable=False),
        sa.Column("clause_start", sa.Integer(), nullable=True),
        sa.Column("clause_end", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("comparator", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Numeric(precision=14, scale=4), nullable=False),
        sa.Column("measure", sa.String(length=60), nullable=False),
        sa.Column("population", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_amendment_document_id_document")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_amendment_target_id_target")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
    )
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_amendment_target_id"), ["target_id"], unique=False)

    op.create_table(
        "finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_task_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_finding_by_id_person")),
        sa.ForeignKeyConstraint(["made_task_id"], ["task.id"], name=op.f("fk_finding_made_task_id_task")),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_finding_task_id_task")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_finding_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_made_task_id"), ["made_task_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_task_id"), ["task_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_finding_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "measurement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("value", sa.Numeric(precision=14, scale=4), nullable=False),
        sa.Column("part", sa.Integer(), nullable=True),
        sa.Column("whole", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_measurement_by_id_person")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_measurement_target_id_target")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_measurement_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurement")),
    )
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_measurement_target_id_unit_id_period_end_id"),
            ["target_id", "unit_id", "period_end", "id"],
            unique=False,
        )

    op.create_table(
        "allocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Numeric(precision=14, scale=4), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["amendment_id"], ["amendment.id"], name=op.f("fk_allocation_amendment_id_amendment")),
        sa.ForeignKeyConstraint(["target_id"], ["target.id"], name=op.f("fk_allocation_target_id_target")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_allocation_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation")),
        sa.UniqueConstraint("amendment_id", "unit_id", name=op.f("uq_allocation_amendment_id_unit_id")),
    )
    with op.batch_alter_table("allocation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_allocation_target_id"), ["target_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_allocation_unit_id"), ["unit_id"], unique=False)
        batch_op.create_index(
            "uq_allocation_of_target",
            ["target_id", "unit_id"],
            unique=True,
            sqlite_where=sa.text("amendment_id IS NULL"),
            postgresql_where=sa.text("amendment_id IS NULL"),
        )

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_evidence_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_evidence_by_id_person")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_evidence_file_id_stored_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "extension",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("old_due_on", sa.Date(), nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_words", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_extension_asked_by_id_person")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_extension_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_extension_decided_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
    )
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_extension_assignment_id"), ["assignment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_extension_state_id"), ["state", "id"], unique=False)
        batch_op.create_index(
            "uq_extension_asked",
            ["assignment_id"],
            unique=True,
            sqlite_where=sa.text("state = 'asked'"),
            postgresql_where=sa.text("state = 'asked'"),
        )

    op.create_table(
        "nudge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("from_lead", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_nudge_assignment_id_assignment")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_nudge_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudge")),
    )
    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_nudge_assignment_id"), ["assignment_id"], unique=False)

    op.add_column("account", sa.Column("saved_filters", sa.JSON(), server_default="[]", nullable=False))
    op.add_column("assignment", sa.Column("period_end", sa.Date(), nullable=True))
    op.add_column("assignment", sa.Column("first_due_on", sa.Date(), nullable=True))
    op.add_column("assignment", sa.Column("declined_words", sa.Text(), server_default="", nullable=False))
    _fill()
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.alter_column("period_end", existing_type=sa.Date(), nullable=False)
        batch_op.drop_constraint(batch_op.f("uq_assignment_task_id_unit_id_quarter"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_assignment_task_id_period_end_unit_id"), ["task_id", "period_end", "unit_id"]
        )
        batch_op.drop_index(batch_op.f("ix_assignment_unit_id_due_on_id"))
    for name, which, columns in PARTIAL:
        op.create_index(name, "assignment", columns, sqlite_where=sa.text(which), postgresql_where=sa.text(which))

    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.add_column(sa.Column("counted_by", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ended_words", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_moves", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("event_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("recurrence", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("state_words", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("copied_from_id", sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_task_programme_id_quarter_id"))
        batch_op.create_index(
            batch_op.f("ix_task_programme_id_quarter_due_on_id"),
            ["programme_id", "quarter", "due_on", "id"],
            unique=False,
        )
        batch_op.create_index(
            "ix_task_set_aside",
            ["id"],
            unique=False,
            sqlite_where=sa.text(SET_ASIDE),
            postgresql_where=sa.text(SET_ASIDE),
        )
        batch_op.create_index(
            "ix_task_recurring",
            ["programme_id", "id"],
            unique=False,
            sqlite_where=sa.text(RECURRING),
            postgresql_where=sa.text(RECURRING),
        )
        batch_op.create_index(batch_op.f("ix_task_copied_from_id"), ["copied_from_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_task_copied_from_id_task"), "task", ["copied_from_id"], ["id"])

    op.execute("UPDATE task SET recurrence = 'quarterly' WHERE kind = 'regular'")
    # Changes of targets waited for their room; now staff can accept them.
    op.execute(
        "UPDATE intake SET state = 'open' WHERE id IN"
        " (SELECT intake_id FROM intake_item WHERE kind = 'amendment' AND state = 'waiting')"
    )
    op.execute("UPDATE intake_item SET state = 'proposed' WHERE kind = 'amendment' AND state = 'waiting'")


def downgrade() -> None:
    """Go back. Raises RuntimeError where a unit has several parts of one task in a quarter: before, it had one."""
    _refuse_months()
    op.execute(
        "UPDATE intake_item SET state = 'waiting', became_type = '', became_id = NULL"
        " WHERE kind = 'amendment' AND state <> 'dropped'"
    )
    op.drop_column("account", "saved_filters")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_task_copied_from_id_task"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_task_copied_from_id"))
        batch_op.drop_index("ix_task_set_aside", sqlite_where=sa.text(SET_ASIDE), postgresql_where=sa.text(SET_ASIDE))
        batch_op.drop_index("ix_task_recurring", sqlite_where=sa.text(RECURRING), postgresql_where=sa.text(RECURRING))
        batch_op.drop_index(batch_op.f("ix_task_programme_id_quarter_due_on_id"))
        batch_op.create_index(
            batch_op.f("ix_task_programme_id_quarter_id"), ["programme_id", "quarter", "id"], unique=False
        )
        batch_op.drop_column("copied_from_id")
        batch_op.drop_column("state_words")
        batch_op.drop_column("recurrence")
        batch_op.drop_column("event_on")
        batch_op.drop_column("starts_on")
        batch_op.drop_column("due_moves")

    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_column("ended_words")
        batch_op.drop_column("ended_on")
        batch_op.drop_column("counted_by")

    for name, which, _ in PARTIAL:
        op.drop_index(name, "assignment", sqlite_where=sa.text(which), postgresql_where=sa.text(which))
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_assignment_task_id_period_end_unit_id"), type_="unique")
        batch_op.create_index(batch_op.f("ix_assignment_unit_id_due_on_id"), ["unit_id", "due_on", "id"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_assignment_task_id_unit_id_quarter"), ["task_id", "unit_id", "quarter"]
        )
        batch_op.drop_column("declined_words")
        batch_op.drop_column("first_due_on")
        batch_op.drop_column("period_end")

    with op.batch_alter_table("nudge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_nudge_assignment_id"))

    op.drop_table("nudge")
    with op.batch_alter_table("extension", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_extension_asked", sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'")
        )
        batch_op.drop_index(batch_op.f("ix_extension_state_id"))
        batch_op.drop_index(batch_op.f("ix_extension_assignment_id"))

    op.drop_table("extension")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_assignment_id"))

    op.drop_table("evidence")
    with op.batch_alter_table("allocation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_allocation_of_target",
            sqlite_where=sa.text("amendment_id IS NULL"),
            postgresql_where=sa.text("amendment_id IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_allocation_unit_id"))
        batch_op.drop_index(batch_op.f("ix_allocation_target_id"))

    op.drop_table("allocation")
    with op.batch_alter_table("measurement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measurement_target_id_unit_id_period_end_id"))

    op.drop_table("measurement")
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_finding_unit_id"))
        batch_op.drop_index(batch_op.f("ix_finding_task_id"))
        batch_op.drop_index(batch_op.f("ix_finding_made_task_id"))

    op.drop_table("finding")
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_amendment_target_id"))

    op.drop_table("amendment")
    with op.batch_alter_table("pilot_year", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pilot_year_year"))

    op.drop_table("pilot_year")
    op.drop_table("pilot_review")
    with op.batch_alter_table("pilot_funding", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pilot_funding_pilot_id"))

    op.drop_table("pilot_funding")
    with op.batch_alter_table("pilot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pilot_unit_id"))
        batch_op.drop_index(batch_op.f("ix_pilot_programme_id_unit_id_state"))
        batch_op.drop_index(batch_op.f("ix_pilot_origin_id"))

    op.drop_table("pilot")


def _fill() -> None:
    """Each part so far was for a quarter, and no deadline had been extended; regular tasks were owed every quarter."""
    part = sa.table(
        "assignment",
        sa.column("quarter"),
        sa.column("period_end", sa.Date()),
        sa.column("due_on"),
        sa.column("first_due_on"),
    )
    for quarter in op.get_bind().scalars(sa.select(part.c.quarter).distinct()).all():
        op.execute(
            sa.update(part)
            .where(part.c.quarter == quarter)
            .values(period_end=_last_day(quarter), first_due_on=part.c.due_on)
        )


def _last_day(quarter: int) -> date:
    """Of 20243, 30 September 2024."""
    year, number = divmod(quarter, 10)
    return date(year + number // 4, number % 4 * 3 + 1, 1) - timedelta(days=1)


def _refuse_months() -> None:
    part = sa.table("assignment", sa.column("task_id"), sa.column("unit_id"), sa.column("quarter"))
    key = (part.c.task_id, part.c.unit_id, part.c.quarter)
    if op.get_bind().execute(sa.select(*key).group_by(*key).having(sa.func.count() > 1).limit(1)).first():
        raise RuntimeError("A task is owed several times in a quarter; the version before this one cannot hold it.")
