"""Why a practical assessment was taken back, and that a certificate was noted as fetched by mistake, and why."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    with op.batch_alter_table("practical_sitting") as table:
        table.add_column(sa.Column("withdrawn_why", sa.String(200), nullable=False, server_default=""))
    with op.batch_alter_table("certificate_collection") as table:
        table.add_column(sa.Column("taken_back_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("taken_back_why", sa.String(300), nullable=False, server_default=""))


def downgrade() -> None:
    """Undo it; what was taken back is no row again, as it was before."""
    op.execute("delete from certificate_collection where taken_back_at is not null")
    with op.batch_alter_table("certificate_collection") as table:
        table.drop_column("taken_back_why")
        table.drop_column("taken_back_at")
    with op.batch_alter_table("practical_sitting") as table:
        table.drop_column("withdrawn_why")
