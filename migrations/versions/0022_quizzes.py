"""An index of the attempts that wait for a person's marks."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

WAITS = sa.text("submitted_at is not null and score is null")


def upgrade() -> None:
    """Index the attempts that wait: markers ask for their number each time they look at Today."""
    # Both columns, or SQLite would as gladly read the index of all that was handed in.
    op.create_index("ix_quiz_attempt_waits", "quiz_attempt", ["score", "submitted_at"],
                    sqlite_where=WAITS, postgresql_where=WAITS)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_quiz_attempt_waits", "quiz_attempt")
