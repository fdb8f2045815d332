"""That somebody was erased, staff numbers that nobody gets again, and legal holds."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the tables."""
    op.add_column("employee", sa.Column("erased_on", sa.Date(), nullable=True))
    op.create_table(
        "erased_number", sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_erased_number")))
    op.create_table(
        "erasure", sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False), sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["employee.id"], name=op.f("fk_erasure_asked_by")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_erasure_employee_id")),
        sa.PrimaryKeyConstraint("employee_id", name=op.f("pk_erasure")))
    op.create_table(
        "legal_hold", sa.Column("id", sa.Integer(), nullable=False), sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False), sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True), sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", UtcDateTime(timezone=True), nullable=True), sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("until is null or until >= since", name=op.f("ck_legal_hold_order")),
        sa.CheckConstraint("(ended_at is null) = (ended_by is null)", name=op.f("ck_legal_hold_ended")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_legal_hold_employee_id")),
        sa.ForeignKeyConstraint(["ended_by"], ["employee.id"], name=op.f("fk_legal_hold_ended_by")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_legal_hold_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")))
    with op.batch_alter_table("legal_hold") as batch:
        batch.create_index(batch.f("ix_legal_hold_employee_id"), ["employee_id"], unique=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_table("legal_hold")
    op.drop_table("erasure")
    op.drop_table("erased_number")
    op.drop_column("employee", "erased_on")
