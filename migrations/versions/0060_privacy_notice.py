"""Who has read which version of the privacy notice."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it."""
    op.create_table(
        "privacy_reading", sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("read_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_privacy_reading_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", "version", name=op.f("pk_privacy_reading")))


def downgrade() -> None:
    """Undo it."""
    op.drop_table("privacy_reading")
