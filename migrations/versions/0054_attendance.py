"""Tickets of attendance; evaluations of classes know whether they came from paper and whether they are shown."""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.add_column("attendance", sa.Column("ticket", sa.String(32), nullable=True))
    op.create_index("uq_attendance_ticket", "attendance", ["ticket"], unique=True)
    with op.batch_alter_table("class_evaluation") as batch:
        batch.add_column(sa.Column("source", sa.String(6), server_default="screen", nullable=False))
        batch.add_column(sa.Column("shown", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.create_check_constraint(op.f("ck_class_evaluation_source"), "source in ('screen', 'paper')")


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("class_evaluation") as batch:
        batch.drop_constraint(op.f("ck_class_evaluation_source"), type_="check")
        batch.drop_column("shown")
        batch.drop_column("source")
    op.drop_index("uq_attendance_ticket", table_name="attendance")
    op.drop_column("attendance", "ticket")
