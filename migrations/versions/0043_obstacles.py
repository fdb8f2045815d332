"""Obstacles that staff tell."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None
MOMENT = cxtrain.extensions.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "obstacle", sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id", name=op.f("fk_obstacle_unit_id")), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), sa.ForeignKey("touchpoint.id", name=op.f("fk_obstacle_touchpoint_id")),
                  nullable=False),
        sa.Column("employee_id", sa.Integer(), sa.ForeignKey("employee.id", name=op.f("fk_obstacle_employee_id")),
                  nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False), sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("at", MOMENT, nullable=False), sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.Column("answered_by", sa.Integer(), sa.ForeignKey("employee.id", name=op.f("fk_obstacle_answered_by")),
                  nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.CheckConstraint("kind in ('stock', 'system', 'hands', 'equipment', 'rule', 'wait', 'other')",
                           name=op.f("ck_obstacle_kind")),
        sa.CheckConstraint("state in ('open', 'taken', 'solved', 'left')", name=op.f("ck_obstacle_state")),
        sa.CheckConstraint("kind <> 'other' or words <> ''", name=op.f("ck_obstacle_words")),
        sa.CheckConstraint("(state = 'open') = (answered_at is null)", name=op.f("ck_obstacle_answered")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacle")))
    op.create_index("ix_obstacle_touchpoint_at", "obstacle", ["touchpoint_id", "at"])
    op.create_index("ix_obstacle_unit_state_at", "obstacle", ["unit_id", "state", "at"])
    op.create_index("ix_obstacle_employee_at", "obstacle", ["employee_id", "at"])


def downgrade() -> None:
    """Undo it."""
    op.drop_table("obstacle")
