"""Opening hours of units, and customers' matters with what was done about them."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table("closed_day",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_closed_day_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "day", name=op.f("pk_closed_day"))
    )
    op.create_table("opening_hours",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes > opens and closes <= 2880", name=op.f("ck_opening_hours_closes")),
        sa.CheckConstraint("opens between 0 and 1439", name=op.f("ck_opening_hours_opens")),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_opening_hours_weekday")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_opening_hours_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "weekday", "opens", name=op.f("pk_opening_hours"))
    )
    op.create_table("feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("source_key", sa.String(length=80), nullable=True),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("told_by", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("reply_due", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("close_due", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("replied_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("waiting_since", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reply_minutes", sa.Integer(), nullable=True),
        sa.Column("close_minutes", sa.Integer(), nullable=True),
        sa.Column("waited_minutes", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("escalated_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("result", sa.String(length=1000), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("response_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'closed') = (closed_at is not null)", name=op.f("ck_feedback_closed")),
        sa.CheckConstraint("(state = 'closed') = (outcome <> '')", name=op.f("ck_feedback_ended")),
        sa.CheckConstraint("(state = 'waiting') = (waiting_since is not null)", name=op.f("ck_feedback_waiting")),
        sa.CheckConstraint("kind = 'praise' or owner_id is null or about_id is null or owner_id <> about_id",
            name=op.f("ck_feedback_nobodys_own_case")),
        sa.CheckConstraint("kind in ('complaint', 'suggestion', 'enquiry', 'praise')", name=op.f("ck_feedback_kind")),
        sa.CheckConstraint("outcome in ('', 'solved', 'partly', 'unsolved')", name=op.f("ck_feedback_outcome")),
        sa.CheckConstraint("severity in ('serious', 'normal', 'minor')", name=op.f("ck_feedback_severity")),
        sa.CheckConstraint("source in ('staff', 'comment', 'import')", name=op.f("ck_feedback_source")),
        sa.CheckConstraint("state in ('open', 'waiting', 'closed')", name=op.f("ck_feedback_state")),
        sa.CheckConstraint("words <> '' or source = 'comment'", name=op.f("ck_feedback_words")),
        sa.ForeignKeyConstraint(["about_id"], ["employee.id"], name=op.f("fk_feedback_about_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["customer_comment.id"], name=op.f("fk_feedback_comment_id"),
            ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["link_id"], ["survey_link.id"], name=op.f("fk_feedback_link_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["owner_id"], ["employee.id"], name=op.f("fk_feedback_owner_id")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_feedback_response_id"),
            ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["told_by"], ["employee.id"], name=op.f("fk_feedback_told_by")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_feedback_touchpoint_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_feedback_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_feedback_comment_id")),
        sa.UniqueConstraint("link_id", name=op.f("uq_feedback_link_id")),
        sa.UniqueConstraint("response_id", name=op.f("uq_feedback_response_id")),
        sa.UniqueConstraint("source_key", name=op.f("uq_feedback_source_key"))
    )
    op.create_index("ix_feedback_about_kind", "feedback", ["about_id", "kind", "opened_at"])
    op.create_index(op.f("ix_feedback_owner_id"), "feedback", ["owner_id"])
    op.create_index("ix_feedback_state_due", "feedback", ["state", "close_due"])
    op.create_index(op.f("ix_feedback_told_by"), "feedback", ["told_by"])
    op.create_index(op.f("ix_feedback_touchpoint_id"), "feedback", ["touchpoint_id"])
    op.create_index("ix_feedback_unit_opened", "feedback", ["unit_id", "opened_at"])
    op.create_index("ix_feedback_unit_state", "feedback", ["unit_id", "state"])
    op.create_table("feedback_cause",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("because", sa.String(length=300), nullable=False),
        sa.Column("evidence", sa.String(length=300), nullable=False),
        sa.Column("at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("because <> '' and evidence <> ''", name=op.f("ck_feedback_cause_words")),
        sa.CheckConstraint("position between 1 and 5", name=op.f("ck_feedback_cause_position")),
        sa.ForeignKeyConstraint(["by_id"], ["employee.id"], name=op.f("fk_feedback_cause_by_id")),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_cause_feedback_id")),
        sa.PrimaryKeyConstraint("feedback_id", "position", name=op.f("pk_feedback_cause"))
    )
    op.create_table("feedback_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("what in ('told', 'taken', 'changed', 'listen', 'apologise', 'solve', 'thank', "
            "'follow_up', 'waiting', 'resumed', 'asked', 'escalated', 'closed', 'reopened')",
            name=op.f("ck_feedback_event_what")),
        sa.ForeignKeyConstraint(["by_id"], ["employee.id"], name=op.f("fk_feedback_event_by_id")),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_event_feedback_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_event"))
    )
    op.create_index(op.f("ix_feedback_event_feedback_id"), "feedback_event", ["feedback_id"])
    op.create_index("uq_feedback_event_step", "feedback_event", ["feedback_id", "round", "what"], unique=True,
        sqlite_where=sa.text("what in ('listen', 'apologise', 'solve', 'thank', 'follow_up')"),
        postgresql_where=sa.text("what in ('listen', 'apologise', 'solve', 'thank', 'follow_up')"))


def downgrade() -> None:
    """Undo it."""
    op.drop_index("uq_feedback_event_step", table_name="feedback_event")
    op.drop_index(op.f("ix_feedback_event_feedback_id"), table_name="feedback_event")
    op.drop_table("feedback_event")
    op.drop_table("feedback_cause")
    op.drop_index("ix_feedback_unit_state", table_name="feedback")
    op.drop_index("ix_feedback_unit_opened", table_name="feedback")
    op.drop_index(op.f("ix_feedback_touchpoint_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_told_by"), table_name="feedback")
    op.drop_index("ix_feedback_state_due", table_name="feedback")
    op.drop_index(op.f("ix_feedback_owner_id"), table_name="feedback")
    op.drop_index("ix_feedback_about_kind", table_name="feedback")
    op.drop_table("feedback")
    op.drop_table("opening_hours")
    op.drop_table("closed_day")
