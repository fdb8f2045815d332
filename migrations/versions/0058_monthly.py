"""Monthly reports, with the facts they were made of."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "monthly_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("edition >= 1", name=op.f("ck_monthly_report_edition")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_monthly_report_made_by_employee")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_monthly_report_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_report")),
        sa.UniqueConstraint("unit_id", "month", "edition", name=op.f("uq_monthly_report_unit_id_month_edition")))
    op.create_index(op.f("ix_monthly_report_month"), "monthly_report", ["month"])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("monthly_report")
