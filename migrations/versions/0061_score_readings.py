"""Who opened a page with another person's scores."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it."""
    op.create_table(
        "score_reading", sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("hour", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reader_id", sa.Integer(), nullable=False), sa.Column("page", sa.String(length=60), nullable=False),
        sa.CheckConstraint("reader_id <> person_id", name=op.f("ck_score_reading_another")),
        sa.ForeignKeyConstraint(["person_id"], ["employee.id"], name=op.f("fk_score_reading_person_id_employee")),
        sa.ForeignKeyConstraint(["reader_id"], ["employee.id"], name=op.f("fk_score_reading_reader_id_employee")),
        sa.PrimaryKeyConstraint("person_id", "hour", "reader_id", "page", name=op.f("pk_score_reading")))
    op.create_index("ix_score_reading_hour", "score_reading", ["hour"])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("score_reading")
