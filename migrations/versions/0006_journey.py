"""Touchpoints."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Touchpoints."""
    op.create_table(
        "touchpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("pack", sa.String(length=60), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("moment", sa.JSON(), nullable=False),
        sa.Column("standard", sa.JSON(), nullable=False),
        sa.Column("expectation", sa.JSON(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind in ('online', 'offline', 'product', 'internal')", name=op.f("ck_touchpoint_kind")),
        sa.CheckConstraint("stage in ('awareness', 'purchase', 'use', 'feedback')", name=op.f("ck_touchpoint_stage")),
        sa.CheckConstraint("weight > 0", name=op.f("ck_touchpoint_weight")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touchpoint")),
        sa.UniqueConstraint("slug", name=op.f("uq_touchpoint_slug")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("touchpoint")
