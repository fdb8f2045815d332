"""Plans and their actions."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Plans and their actions."""
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=True),
        sa.Column("touchpoint_id", sa.Integer(), nullable=True),
        sa.Column("dimension", sa.String(length=16), nullable=True),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("finding", sa.JSON(), nullable=False),
        sa.Column("cause", sa.JSON(), nullable=False),
        sa.Column("goal", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("drafted_by", sa.Integer(), nullable=False),
        sa.Column("drafted_at", UtcDateTime(), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", UtcDateTime(), nullable=True),
        sa.Column("own_words", sa.String(length=2000), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.Column("review", sa.String(length=2000), nullable=False),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (outcome <> '')", name=op.f("ck_plan_closed_has_outcome")),
        sa.CheckConstraint(
            "dimension is null or dimension in ('tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy')",
            name=op.f("ck_plan_dimension"),
        ),
        sa.CheckConstraint("origin in ('finding', 'hand')", name=op.f("ck_plan_origin")),
        sa.CheckConstraint("outcome in ('', 'met', 'partly', 'unmet')", name=op.f("ck_plan_outcome")),
        sa.CheckConstraint("state in ('draft', 'approved', 'closed', 'withdrawn')", name=op.f("ck_plan_state")),
        sa.CheckConstraint(
            "state not in ('approved', 'closed') or approved_by is not null", name=op.f("ck_plan_approved_by_somebody")
        ),
        sa.CheckConstraint(
            "employee_id is null or approved_by is null or approved_by <> employee_id", name=op.f("ck_plan_own_case")
        ),
        sa.CheckConstraint(
            "employee_id is null or closed_by is null or closed_by <> employee_id", name=op.f("ck_plan_own_review")
        ),
        sa.ForeignKeyConstraint(["approved_by"], ["employee.id"], name=op.f("fk_plan_approved_by")),
        sa.ForeignKeyConstraint(["closed_by"], ["employee.id"], name=op.f("fk_plan_closed_by")),
        sa.ForeignKeyConstraint(["drafted_by"], ["employee.id"], name=op.f("fk_plan_drafted_by")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_plan_employee_id")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_plan_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_plan_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    op.create_index(op.f("ix_plan_due_on"), "plan", ["due_on"], unique=False)
    op.create_index(op.f("ix_plan_employee_id"), "plan", ["employee_id"], unique=False)
    op.create_index(op.f("ix_plan_unit_id"), "plan", ["unit_id"], unique=False)
    op.create_table(
        "plan_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("dimension", sa.String(length=16), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "dimension is null or dimension in ('tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy')",
            name=op.f("ck_plan_action_dimension"),
        ),
        sa.CheckConstraint("kind in ('train', 'coach', 'process', 'collect')", name=op.f("ck_plan_action_kind")),
        sa.CheckConstraint("(done_at is null) = (done_by is null)", name=op.f("ck_plan_action_done")),
        sa.ForeignKeyConstraint(["done_by"], ["employee.id"], name=op.f("fk_plan_action_done_by")),
        sa.ForeignKeyConstraint(["owner_id"], ["employee.id"], name=op.f("fk_plan_action_owner_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_action_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_action")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_plan_action_plan_id_position")),
    )
    op.create_index(op.f("ix_plan_action_owner_id"), "plan_action", ["owner_id"], unique=False)
    op.create_index(op.f("ix_plan_action_plan_id"), "plan_action", ["plan_id"], unique=False)


def downgrade() -> None:
    """Undo it."""
    op.drop_index(op.f("ix_plan_action_plan_id"), table_name="plan_action")
    op.drop_index(op.f("ix_plan_action_owner_id"), table_name="plan_action")
    op.drop_table("plan_action")
    op.drop_index(op.f("ix_plan_unit_id"), table_name="plan")
    op.drop_index(op.f("ix_plan_employee_id"), table_name="plan")
    op.drop_index(op.f("ix_plan_due_on"), table_name="plan")
    op.drop_table("plan")
