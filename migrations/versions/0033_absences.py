"""From when to when people are away: leave stops clocks; of what kind it is, nobody writes down."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it; whoever is on leave is away from the day of the migration."""
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("end_on", sa.Date(), nullable=True),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("end_on is null or end_on >= start_on", name=op.f("ck_absence_order")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_absence_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")))
    op.create_index(op.f("ix_absence_employee_id"), "absence", ["employee_id"])
    op.execute("insert into absence (employee_id, start_on, entered_at) select id, current_date, current_timestamp "
               "from employee where status = 'leave'")


def downgrade() -> None:
    """Undo it."""
    op.drop_table("absence")
