"""What actions of plans set going, who was reminded, and what a review rested on."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table("plan_review",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_review_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_plan_review"))
    )
    op.create_table("action_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("meets_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("board_id", sa.Integer(), nullable=True),
        sa.Column("board_action_id", sa.Integer(), nullable=True),
        sa.Column("visits", sa.Integer(), nullable=True),
        sa.Column("begun_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("begun_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(meets_at is null and visit_id is null) or kind = 'coach'",
            name=op.f("ck_action_work_coach")),
        sa.CheckConstraint("board_id is null or kind = 'process'", name=op.f("ck_action_work_board")),
        sa.CheckConstraint("course_id is null or kind = 'train'", name=op.f("ck_action_work_course")),
        sa.CheckConstraint("kind in ('train', 'coach', 'process', 'collect')", name=op.f("ck_action_work_kind")),
        sa.CheckConstraint("visits is null or (kind = 'collect' and visits between 1 and 40)",
            name=op.f("ck_action_work_visits")),
        sa.CheckConstraint("(begun_at is null) = (begun_by is null)", name=op.f("ck_action_work_begun")),
        sa.CheckConstraint("board_action_id is null or board_id is not null", name=op.f("ck_action_work_board_action")),
        sa.ForeignKeyConstraint(["action_id"], ["plan_action.id"], name=op.f("fk_action_work_action_id"),
            ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["begun_by"], ["employee.id"], name=op.f("fk_action_work_begun_by")),
        sa.ForeignKeyConstraint(["board_action_id"], ["board_action.id"], name=op.f("fk_action_work_board_action_id"),
            ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_action_work_board_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_action_work_course_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_action_work_plan_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_action_work_visit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_work")),
        sa.UniqueConstraint("action_id", name=op.f("uq_action_work_action_id"))
    )
    op.create_index(op.f("ix_action_work_board_id"), "action_work", ["board_id"])
    op.create_index(op.f("ix_action_work_plan_id"), "action_work", ["plan_id"])
    op.create_table("plan_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step between 1 and 4", name=op.f("ck_plan_reminder_step")),
        sa.ForeignKeyConstraint(["action_id"], ["plan_action.id"], name=op.f("fk_plan_reminder_action_id"),
            ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_plan_reminder_employee_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_reminder_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_reminder"))
    )
    op.create_index("ix_plan_reminder_employee_step", "plan_reminder", ["employee_id", "step"])
    op.create_index(op.f("ix_plan_reminder_plan_id"), "plan_reminder", ["plan_id"])
    op.create_index("uq_plan_reminder_action", "plan_reminder", ["action_id", "due_on", "step", "employee_id"],
        unique=True)
    op.create_index("uq_plan_reminder_check", "plan_reminder", ["plan_id", "due_on", "step", "employee_id"],
        unique=True, sqlite_where=sa.text("action_id is null"), postgresql_where=sa.text("action_id is null"))
    op.create_table("coach_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["work_id"], ["action_work.id"], name=op.f("fk_coach_note_work_id")),
        sa.ForeignKeyConstraint(["written_by"], ["employee.id"], name=op.f("fk_coach_note_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coach_note"))
    )
    op.create_index(op.f("ix_coach_note_work_id"), "coach_note", ["work_id"])
    op.create_table("work_assignment",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_work_assignment_assignment_id")),
        sa.ForeignKeyConstraint(["work_id"], ["action_work.id"], name=op.f("fk_work_assignment_work_id")),
        sa.PrimaryKeyConstraint("work_id", "assignment_id", name=op.f("pk_work_assignment"))
    )
    op.create_index(op.f("ix_work_assignment_assignment_id"), "work_assignment", ["assignment_id"])
    op.create_table("work_visit",
        sa.Column("work_id", sa.Integer(), nullable=False),
        sa.Column("planned_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["planned_id"], ["planned_visit.id"], name=op.f("fk_work_visit_planned_id")),
        sa.ForeignKeyConstraint(["work_id"], ["action_work.id"], name=op.f("fk_work_visit_work_id")),
        sa.PrimaryKeyConstraint("work_id", "planned_id", name=op.f("pk_work_visit"))
    )
    op.create_index(op.f("ix_work_visit_planned_id"), "work_visit", ["planned_id"])


def downgrade() -> None:
    """Undo it."""
    op.drop_index(op.f("ix_work_visit_planned_id"), table_name="work_visit")
    op.drop_table("work_visit")
    op.drop_index(op.f("ix_work_assignment_assignment_id"), table_name="work_assignment")
    op.drop_table("work_assignment")
    op.drop_index(op.f("ix_coach_note_work_id"), table_name="coach_note")
    op.drop_table("coach_note")
    op.drop_index("uq_plan_reminder_check", table_name="plan_reminder")
    op.drop_index("uq_plan_reminder_action", table_name="plan_reminder")
    op.drop_index(op.f("ix_plan_reminder_plan_id"), table_name="plan_reminder")
    op.drop_index("ix_plan_reminder_employee_step", table_name="plan_reminder")
    op.drop_table("plan_reminder")
    op.drop_index(op.f("ix_action_work_plan_id"), table_name="action_work")
    op.drop_index(op.f("ix_action_work_board_id"), table_name="action_work")
    op.drop_table("action_work")
    op.drop_table("plan_review")
