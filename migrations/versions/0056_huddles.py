"""Huddles: scenarios played by a group, and how many were for which choice."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table("huddle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=7), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("started_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(length=11), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("stage in ('lobby', 'asking', 'counted', 'shown', 'ended')", name=op.f("ck_huddle_stage")),
        sa.CheckConstraint("(stage = 'ended') = (ended_at is not null)", name=op.f("ck_huddle_ended")),
        sa.CheckConstraint("outcome in ('delighted', 'satisfied', 'indifferent', 'lost')", name=op.f("ck_huddle_outcome")),
        sa.CheckConstraint("outcome is null or ended_at is not null", name=op.f("ck_huddle_closed")),
        sa.CheckConstraint("score between 0 and 100", name=op.f("ck_huddle_score")),
        sa.CheckConstraint("position between 0 and 200", name=op.f("ck_huddle_position")),
        sa.CheckConstraint("people >= 0", name=op.f("ck_huddle_people")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_huddle_unit_id")),
        sa.ForeignKeyConstraint(["version_id"], ["scenario_version.id"], name=op.f("fk_huddle_version_id")),
        sa.ForeignKeyConstraint(["leader_id"], ["employee.id"], name=op.f("fk_huddle_leader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_huddle")),
        sa.UniqueConstraint("code", name=op.f("uq_huddle_code"))
    )
    op.create_index("ix_huddle_unit_id_started_at", "huddle", ["unit_id", "started_at"])
    op.create_index("ix_huddle_open", "huddle", ["started_at"], sqlite_where=sa.text("ended_at is null"),
        postgresql_where=sa.text("ended_at is null"))
    op.create_table("huddle_step",
        sa.Column("huddle_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.String(length=64), nullable=False),
        sa.CheckConstraint("position between 0 and 199", name=op.f("ck_huddle_step_position")),
        sa.ForeignKeyConstraint(["huddle_id"], ["huddle.id"], name=op.f("fk_huddle_step_huddle_id")),
        sa.PrimaryKeyConstraint("huddle_id", "position", name=op.f("pk_huddle_step"))
    )
    op.create_table("huddle_count",
        sa.Column("huddle_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.String(length=64), nullable=False),
        sa.Column("phones", sa.Integer(), nullable=False),
        sa.Column("hands", sa.Integer(), nullable=False),
        sa.CheckConstraint("phones >= 0 and hands >= 0", name=op.f("ck_huddle_count_counts")),
        sa.ForeignKeyConstraint(["huddle_id"], ["huddle.id"], name=op.f("fk_huddle_count_huddle_id")),
        sa.PrimaryKeyConstraint("huddle_id", "position", "choice_id", name=op.f("pk_huddle_count"))
    )
    op.create_table("huddle_phone",
        sa.Column("huddle_id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["huddle_id"], ["huddle.id"], name=op.f("fk_huddle_phone_huddle_id")),
        sa.PrimaryKeyConstraint("huddle_id", "phone", name=op.f("pk_huddle_phone"))
    )
    op.create_table("huddle_vote",
        sa.Column("huddle_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("choice_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["huddle_id"], ["huddle.id"], name=op.f("fk_huddle_vote_huddle_id")),
        sa.PrimaryKeyConstraint("huddle_id", "position", "phone", name=op.f("pk_huddle_vote"))
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("huddle_vote")
    op.drop_table("huddle_phone")
    op.drop_table("huddle_count")
    op.drop_table("huddle_step")
    op.drop_index("ix_huddle_open", table_name="huddle")
    op.drop_index("ix_huddle_unit_id_started_at", table_name="huddle")
    op.drop_table("huddle")
