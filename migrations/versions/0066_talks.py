"""Where a talk about a plan took place."""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("plan_talk") as batch:
        batch.add_column(sa.Column("place", sa.String(length=120), server_default="", nullable=False))


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("plan_talk") as batch:
        batch.drop_column("place")
