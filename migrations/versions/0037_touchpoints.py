"""A touchpoint may leave the journey, while visits and answers still point to it."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add when it left."""
    op.add_column("touchpoint", sa.Column("ended_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("touchpoint") as batch:
        batch.drop_column("ended_at")
