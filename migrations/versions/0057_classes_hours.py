"""Leave from classes, seats, what their people were told, and what of learning on screen counts as class hours."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "class_leave",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("asked_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=200), nullable=False),
        sa.CheckConstraint("(decided_at is null) = (granted is null) and (decided_at is null) = (decided_by is null)",
                           name=op.f("ck_class_leave_decided")),
        sa.ForeignKeyConstraint(["decided_by"], ["employee.id"], name=op.f("fk_class_leave_decided_by_employee")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_class_leave_employee_id_employee")),
        sa.ForeignKeyConstraint(["session_id"], ["class_session.id"], name=op.f("fk_class_leave_session_id_class_session")),
        sa.PrimaryKeyConstraint("session_id", "employee_id", name=op.f("pk_class_leave")))
    op.create_index(op.f("ix_class_leave_employee_id"), "class_leave", ["employee_id"])
    op.create_table(
        "credited_day",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("credited", sa.Integer(), nullable=False),
        sa.CheckConstraint("seconds > 0 and credited between 0 and seconds", name=op.f("ck_credited_day_credited")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_credited_day_employee_id_employee")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_credited_day_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_credited_day_unit_id_unit")),
        sa.PrimaryKeyConstraint("enrolment_id", "step", "day", name=op.f("pk_credited_day")))
    op.create_index("ix_credited_day_day", "credited_day", ["day", "unit_id"])
    op.create_index(op.f("ix_credited_day_employee_id"), "credited_day", ["employee_id"])
    with op.batch_alter_table("training_class") as batch:
        batch.add_column(sa.Column("steps", sa.JSON(), server_default="[]", nullable=False))
        batch.add_column(sa.Column("seats", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("joinable", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column("told", sa.Integer(), server_default="0", nullable=False))
        batch.create_check_constraint(op.f("ck_training_class_seats"), "seats >= 1")
    with op.batch_alter_table("class_member") as batch:
        batch.add_column(sa.Column("seen", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("class_member") as batch:
        batch.drop_column("seen")
    with op.batch_alter_table("training_class") as batch:
        batch.drop_constraint(op.f("ck_training_class_seats"), type_="check")
        batch.drop_column("told")
        batch.drop_column("joinable")
        batch.drop_column("seats")
        batch.drop_column("steps")
    op.drop_table("credited_day")
    op.drop_table("class_leave")
