"""That a backup was restored, and numbers that are not given out again."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both tables."""
    moment = cxtrain.extensions.UtcDateTime(timezone=True)
    op.create_table(
        "restoration", sa.Column("id", sa.Integer(), nullable=False), sa.Column("made_at", moment, nullable=False),
        sa.Column("restored_at", moment, nullable=False), sa.Column("confirmed_at", moment, nullable=True),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["confirmed_by"], ["employee.id"], name=op.f("fk_restoration_confirmed_by_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restoration")))
    op.create_table(
        "number_floor", sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_number_floor")))


def downgrade() -> None:
    """Undo it."""
    op.drop_table("number_floor")
    op.drop_table("restoration")
