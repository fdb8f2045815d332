"""Somebody's own scorecards are found by their state, however many there have been."""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index them by state."""
    op.drop_index("ix_visit_entered_by", table_name="visit")
    op.create_index("ix_visit_entered_by_state", "visit", ["entered_by", "state"])


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_visit_entered_by_state", table_name="visit")
    op.create_index("ix_visit_entered_by", "visit", ["entered_by"])
