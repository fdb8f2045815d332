"""Quizzes, attempts, answers."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Quizzes, attempts, answers."""
    op.create_table(
        "quiz_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_quiz_version_digest")),
    )
    op.create_index(op.f("ix_quiz_version_slug"), "quiz_version", ["slug"], unique=False)
    op.create_table(
        "quiz",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("current_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["current_id"], ["quiz_version.id"], name=op.f("fk_quiz_current_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz")),
        sa.UniqueConstraint("slug", name=op.f("uq_quiz_slug")),
    )
    op.create_table(
        "quiz_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(submitted_at is null) = (score is null) and (score is null) = (passed is null)",
            name=op.f("ck_quiz_attempt_marked"),
        ),
        sa.CheckConstraint("score between 0 and 100", name=op.f("ck_quiz_attempt_score")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_quiz_attempt_employee_id")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_attempt_quiz_id")),
        sa.ForeignKeyConstraint(["version_id"], ["quiz_version.id"], name=op.f("fk_quiz_attempt_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_attempt")),
        sa.UniqueConstraint(
            "employee_id", "quiz_id", "number", name=op.f("uq_quiz_attempt_employee_id_quiz_id_number")
        ),
    )
    op.create_index(op.f("ix_quiz_attempt_version_id"), "quiz_attempt", ["version_id"], unique=False)
    op.create_index(
        "uq_quiz_attempt_open",
        "quiz_attempt",
        ["employee_id", "quiz_id"],
        unique=True,
        sqlite_where=sa.text("submitted_at is null"),
        postgresql_where=sa.text("submitted_at is null"),
    )
    op.create_table(
        "quiz_renewal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("after_number", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_quiz_renewal_employee_id")),
        sa.ForeignKeyConstraint(["given_by"], ["employee.id"], name=op.f("fk_quiz_renewal_given_by")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_renewal_quiz_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_renewal")),
        sa.UniqueConstraint(
            "employee_id", "quiz_id", "after_number", name=op.f("uq_quiz_renewal_employee_id_quiz_id_after_number")
        ),
    )
    op.create_table(
        "quiz_answer",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=60), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["quiz_attempt.id"], name=op.f("fk_quiz_answer_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", "question_id", name=op.f("pk_quiz_answer")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("quiz_answer")
    op.drop_table("quiz_renewal")
    op.drop_index(
        "uq_quiz_attempt_open",
        table_name="quiz_attempt",
        sqlite_where=sa.text("submitted_at is null"),
        postgresql_where=sa.text("submitted_at is null"),
    )
    op.drop_index(op.f("ix_quiz_attempt_version_id"), table_name="quiz_attempt")
    op.drop_table("quiz_attempt")
    op.drop_table("quiz")
    op.drop_index(op.f("ix_quiz_version_slug"), table_name="quiz_version")
    op.drop_table("quiz_version")
