"""Scenarios and role-play attempts."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Scenarios and role-play attempts."""
    op.create_table(
        "scenario_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_scenario_version_digest")),
    )
    op.create_index(op.f("ix_scenario_version_slug"), "scenario_version", ["slug"], unique=False)
    op.create_table(
        "scenario",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("current_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["current_id"], ["scenario_version.id"], name=op.f("fk_scenario_current_id")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_scenario_touchpoint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("slug", name=op.f("uq_scenario_slug")),
    )
    op.create_index(op.f("ix_scenario_touchpoint_id"), "scenario", ["touchpoint_id"], unique=False)
    op.create_table(
        "scenario_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("seed", sa.String(length=32), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=11), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.CheckConstraint("mode in ('practice', 'exam')", name=op.f("ck_scenario_attempt_mode")),
        sa.CheckConstraint(
            "outcome in ('delighted', 'satisfied', 'indifferent', 'lost')", name=op.f("ck_scenario_attempt_outcome")
        ),
        sa.CheckConstraint("outcome is null or finished_at is not null", name=op.f("ck_scenario_attempt_ended")),
        sa.CheckConstraint("score between 0 and 100", name=op.f("ck_scenario_attempt_score")),
        sa.CheckConstraint("score is null or outcome is not null", name=op.f("ck_scenario_attempt_scored")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_scenario_attempt_employee_id")),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name=op.f("fk_scenario_attempt_scenario_id")),
        sa.ForeignKeyConstraint(["version_id"], ["scenario_version.id"], name=op.f("fk_scenario_attempt_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_attempt")),
    )
    op.create_index(op.f("ix_scenario_attempt_employee_id"), "scenario_attempt", ["employee_id"], unique=False)
    op.create_index(op.f("ix_scenario_attempt_scenario_id"), "scenario_attempt", ["scenario_id"], unique=False)
    op.create_index(op.f("ix_scenario_attempt_version_id"), "scenario_attempt", ["version_id"], unique=False)
    op.create_index(
        "uq_scenario_attempt_open",
        "scenario_attempt",
        ["employee_id", "scenario_id", "mode"],
        unique=True,
        sqlite_where=sa.text("finished_at is null"),
        postgresql_where=sa.text("finished_at is null"),
    )
    op.create_table(
        "scenario_step",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("choice_id", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("position between 0 and 199", name=op.f("ck_scenario_step_position")),
        sa.ForeignKeyConstraint(["attempt_id"], ["scenario_attempt.id"], name=op.f("fk_scenario_step_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", "position", name=op.f("pk_scenario_step")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("scenario_step")
    op.drop_index(
        "uq_scenario_attempt_open",
        table_name="scenario_attempt",
        sqlite_where=sa.text("finished_at is null"),
        postgresql_where=sa.text("finished_at is null"),
    )
    op.drop_index(op.f("ix_scenario_attempt_version_id"), table_name="scenario_attempt")
    op.drop_index(op.f("ix_scenario_attempt_scenario_id"), table_name="scenario_attempt")
    op.drop_index(op.f("ix_scenario_attempt_employee_id"), table_name="scenario_attempt")
    op.drop_table("scenario_attempt")
    op.drop_index(op.f("ix_scenario_touchpoint_id"), table_name="scenario")
    op.drop_table("scenario")
    op.drop_index(op.f("ix_scenario_version_slug"), table_name="scenario_version")
    op.drop_table("scenario_version")
