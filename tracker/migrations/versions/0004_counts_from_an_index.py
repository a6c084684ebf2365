"""What units have left to do is counted from its index alone."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NAME = "ix_assignment_working_of_unit"
WORKING = sa.text("state IN ('assigned', 'in_progress', 'returned', 'declined')")
ORDER, COUNTED = ["unit_id", "due_on", "id"], ["programme_id", "quarter", "state", "task_id"]


def upgrade() -> None:
    """Go forward."""
    _index_anew([*ORDER, *COUNTED])


def downgrade() -> None:
    """Go back."""
    _index_anew(ORDER)


def _index_anew(columns: list[str]) -> None:
    op.drop_index(NAME, "assignment", sqlite_where=WORKING, postgresql_where=WORKING)
    op.create_index(NAME, "assignment", columns, sqlite_where=WORKING, postgresql_where=WORKING)
