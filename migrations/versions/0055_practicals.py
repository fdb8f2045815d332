"""Where a practical assessment takes place, what its assessors agreed on, and why marks were corrected."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    with op.batch_alter_table("practical_sitting") as batch:
        batch.add_column(sa.Column("place", sa.String(length=120), server_default="", nullable=False))
        batch.add_column(sa.Column("agreed", sa.JSON(), server_default="{}", nullable=False))
        batch.add_column(sa.Column("talked", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("practical_marks") as batch:
        batch.add_column(sa.Column("corrected_why", sa.String(length=300), server_default="", nullable=False))


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("practical_marks") as batch:
        batch.drop_column("corrected_why")
    with op.batch_alter_table("practical_sitting") as batch:
        batch.drop_column("talked")
        batch.drop_column("agreed")
        batch.drop_column("place")
