"""Boards: the improvement of touchpoints by six steps."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table("board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("begun_by", sa.Integer(), nullable=False),
        sa.Column("begun_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("problem", sa.String(length=2000), nullable=False),
        sa.Column("question", sa.String(length=2000), nullable=False),
        sa.Column("cause", sa.String(length=2000), nullable=False),
        sa.Column("goal", sa.String(length=2000), nullable=False),
        sa.Column("measure", sa.String(length=8), nullable=False),
        sa.Column("target", sa.Float(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("compared", sa.String(length=12), nullable=False),
        sa.Column("fixed_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("lesson", sa.String(length=2000), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("changed_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (decision <> '')", name=op.f("ck_board_closed_has_decision")),
        sa.CheckConstraint("(step in ('implement', 'improve')) = (changed_on is not null)",
            name=op.f("ck_board_changed")),
        sa.CheckConstraint("changed_on is null or (fixed_at is not null and target is not null and compared <> '')",
            name=op.f("ck_board_fixed")),
        sa.CheckConstraint("compared in ('', 'touchpoints', 'units', 'nothing')", name=op.f("ck_board_compared")),
        sa.CheckConstraint("decision in ('', 'keep', 'change', 'drop')", name=op.f("ck_board_decision")),
        sa.CheckConstraint("measure in ('shopper', 'csat', 'nps', 'ces2')", name=op.f("ck_board_measure")),
        sa.CheckConstraint("state <> 'closed' or (decided_by is not null and lesson <> '')",
            name=op.f("ck_board_closed_by_somebody")),
        sa.CheckConstraint("state in ('open', 'closed', 'withdrawn')", name=op.f("ck_board_state")),
        sa.CheckConstraint("step in ('identify', 'collect', 'analyse', 'plan', 'implement', 'improve')",
            name=op.f("ck_board_step")),
        sa.CheckConstraint("target is null or target > 0", name=op.f("ck_board_target")),
        sa.ForeignKeyConstraint(["begun_by"], ["employee.id"], name=op.f("fk_board_begun_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["employee.id"], name=op.f("fk_board_decided_by")),
        sa.ForeignKeyConstraint(["follows_id"], ["board.id"], name=op.f("fk_board_follows_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["employee.id"], name=op.f("fk_board_lead_id")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_board_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_board_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("follows_id", name=op.f("uq_board_follows_id"))
    )
    op.create_index(op.f("ix_board_lead_id"), "board", ["lead_id"])
    op.create_index("ix_board_touchpoint_state", "board", ["touchpoint_id", "state"])
    op.create_index(op.f("ix_board_unit_id"), "board", ["unit_id"])
    op.create_table("board_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint("(done_at is null) = (done_by is null)", name=op.f("ck_board_action_done")),
        sa.CheckConstraint("cost is null or cost >= 0", name=op.f("ck_board_action_cost")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_action_board_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_board_action_department_id")),
        sa.ForeignKeyConstraint(["done_by"], ["employee.id"], name=op.f("fk_board_action_done_by")),
        sa.ForeignKeyConstraint(["owner_id"], ["employee.id"], name=op.f("fk_board_action_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_action"))
    )
    op.create_index(op.f("ix_board_action_board_id"), "board_action", ["board_id"])
    op.create_index("ix_board_action_owner_done", "board_action", ["owner_id", "done_at"])
    op.create_table("board_comparison",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_comparison_board_id")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_board_comparison_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_board_comparison_unit_id")),
        sa.PrimaryKeyConstraint("board_id", "unit_id", "touchpoint_id", name=op.f("pk_board_comparison"))
    )
    op.create_table("board_member",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["employee.id"], name=op.f("fk_board_member_added_by")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_member_board_id")),
        sa.ForeignKeyConstraint(["department_id"], ["department.id"], name=op.f("fk_board_member_department_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_board_member_employee_id")),
        sa.PrimaryKeyConstraint("board_id", "employee_id", name=op.f("pk_board_member"))
    )
    op.create_index(op.f("ix_board_member_employee_id"), "board_member", ["employee_id"])
    op.create_table("board_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step in ('identify', 'collect', 'analyse', 'plan', 'implement', 'improve')",
            name=op.f("ck_board_note_step")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_note_board_id")),
        sa.ForeignKeyConstraint(["written_by"], ["employee.id"], name=op.f("fk_board_note_written_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_note"))
    )
    op.create_index(op.f("ix_board_note_board_id"), "board_note", ["board_id"])
    op.create_table("board_mention",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("read_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_board_mention_employee_id")),
        sa.ForeignKeyConstraint(["note_id"], ["board_note.id"], name=op.f("fk_board_mention_note_id")),
        sa.PrimaryKeyConstraint("note_id", "employee_id", name=op.f("pk_board_mention"))
    )
    op.create_index("ix_board_mention_employee_read", "board_mention", ["employee_id", "read_at"])


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_board_mention_employee_read", table_name="board_mention")
    op.drop_table("board_mention")
    op.drop_index(op.f("ix_board_note_board_id"), table_name="board_note")
    op.drop_table("board_note")
    op.drop_index(op.f("ix_board_member_employee_id"), table_name="board_member")
    op.drop_table("board_member")
    op.drop_table("board_comparison")
    op.drop_index("ix_board_action_owner_done", table_name="board_action")
    op.drop_index(op.f("ix_board_action_board_id"), table_name="board_action")
    op.drop_table("board_action")
    op.drop_index(op.f("ix_board_unit_id"), table_name="board")
    op.drop_index("ix_board_touchpoint_state", table_name="board")
    op.drop_index(op.f("ix_board_lead_id"), table_name="board")
    op.drop_table("board")
