"""Lessons, courses, enrolments, assignments."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lessons, courses, enrolments, assignments."""
    op.create_table(
        "course_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_course_version_digest")),
    )
    op.create_index(op.f("ix_course_version_slug"), "course_version", ["slug"], unique=False)
    op.create_table(
        "lesson_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_lesson_version_digest")),
    )
    op.create_index(op.f("ix_lesson_version_slug"), "lesson_version", ["slug"], unique=False)
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("current_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["current_id"], ["course_version.id"], name=op.f("fk_course_current_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("slug", name=op.f("uq_course_slug")),
    )
    op.create_table(
        "lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("current_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["current_id"], ["lesson_version.id"], name=op.f("fk_lesson_current_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("slug", name=op.f("uq_lesson_slug")),
    )
    op.create_table(
        "assignment_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("working_time", sa.Boolean(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("assigned_by", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("people >= 1", name=op.f("ck_assignment_batch_people")),
        sa.ForeignKeyConstraint(["assigned_by"], ["employee.id"], name=op.f("fk_assignment_batch_assigned_by")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_assignment_batch_course_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_assignment_batch_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_batch")),
    )
    op.create_index(op.f("ix_assignment_batch_course_id"), "assignment_batch", ["course_id"], unique=False)
    op.create_index(op.f("ix_assignment_batch_unit_id"), "assignment_batch", ["unit_id"], unique=False)
    op.create_table(
        "enrolment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("course_version_id", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("passed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_enrolment_course_id")),
        sa.ForeignKeyConstraint(
            ["course_version_id"], ["course_version.id"], name=op.f("fk_enrolment_course_version_id")
        ),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_enrolment_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_index(op.f("ix_enrolment_course_id"), "enrolment", ["course_id"], unique=False)
    op.create_index(op.f("ix_enrolment_course_version_id"), "enrolment", ["course_version_id"], unique=False)
    op.create_index(op.f("ix_enrolment_employee_id"), "enrolment", ["employee_id"], unique=False)
    op.create_index(
        "uq_enrolment_running",
        "enrolment",
        ["employee_id", "course_id"],
        unique=True,
        sqlite_where=sa.text("passed_at is null"),
        postgresql_where=sa.text("passed_at is null"),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("working_time", sa.Boolean(), nullable=False),
        sa.Column("assigned_by", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["assigned_by"], ["employee.id"], name=op.f("fk_assignment_assigned_by")),
        sa.ForeignKeyConstraint(["batch_id"], ["assignment_batch.id"], name=op.f("fk_assignment_batch_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_assignment_course_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_assignment_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_batch_id"), "assignment", ["batch_id"], unique=False)
    op.create_index(op.f("ix_assignment_course_id"), "assignment", ["course_id"], unique=False)
    op.create_index(op.f("ix_assignment_employee_id"), "assignment", ["employee_id"], unique=False)
    op.create_index(
        "uq_assignment_waiting",
        "assignment",
        ["employee_id", "course_id"],
        unique=True,
        sqlite_where=sa.text("done_at is null and withdrawn_at is null"),
        postgresql_where=sa.text("done_at is null and withdrawn_at is null"),
    )
    op.create_table(
        "lesson_read",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("lesson", sa.String(length=60), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_lesson_read_enrolment_id")),
        sa.PrimaryKeyConstraint("enrolment_id", "lesson", name=op.f("pk_lesson_read")),
    )
    op.create_table(
        "step_try",
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("best", sa.Float(), nullable=True),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("passed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("best between 0 and 100", name=op.f("ck_step_try_best")),
        sa.CheckConstraint("tries >= 1", name=op.f("ck_step_try_tries")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_step_try_enrolment_id")),
        sa.PrimaryKeyConstraint("enrolment_id", "step", name=op.f("pk_step_try")),
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("step_try")
    op.drop_table("lesson_read")
    op.drop_index(
        "uq_assignment_waiting",
        table_name="assignment",
        sqlite_where=sa.text("done_at is null and withdrawn_at is null"),
        postgresql_where=sa.text("done_at is null and withdrawn_at is null"),
    )
    op.drop_index(op.f("ix_assignment_employee_id"), table_name="assignment")
    op.drop_index(op.f("ix_assignment_course_id"), table_name="assignment")
    op.drop_index(op.f("ix_assignment_batch_id"), table_name="assignment")
    op.drop_table("assignment")
    op.drop_index(
        "uq_enrolment_running",
        table_name="enrolment",
        sqlite_where=sa.text("passed_at is null"),
        postgresql_where=sa.text("passed_at is null"),
    )
    op.drop_index(op.f("ix_enrolment_employee_id"), table_name="enrolment")
    op.drop_index(op.f("ix_enrolment_course_version_id"), table_name="enrolment")
    op.drop_index(op.f("ix_enrolment_course_id"), table_name="enrolment")
    op.drop_table("enrolment")
    op.drop_index(op.f("ix_assignment_batch_unit_id"), table_name="assignment_batch")
    op.drop_index(op.f("ix_assignment_batch_course_id"), table_name="assignment_batch")
    op.drop_table("assignment_batch")
    op.drop_table("lesson")
    op.drop_table("course")
    op.drop_index(op.f("ix_lesson_version_slug"), table_name="lesson_version")
    op.drop_table("lesson_version")
    op.drop_index(op.f("ix_course_version_slug"), table_name="course_version")
    op.drop_table("course_version")
