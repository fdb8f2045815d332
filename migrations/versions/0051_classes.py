"""Classes with their roster and attendance, and practical assessments."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table("practical_sheet_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("published_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["published_by"], ["employee.id"],
            name=op.f("fk_practical_sheet_version_published_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practical_sheet_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_practical_sheet_version_digest"))
    )
    op.create_index(op.f("ix_practical_sheet_version_slug"), "practical_sheet_version", ["slug"])
    op.create_table("training_class",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("course_version_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("term", sa.Integer(), nullable=False),
        sa.Column("trainer_id", sa.Integer(), nullable=True),
        sa.Column("trainer_name", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("hour_minutes", sa.Integer(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(length=32), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("cancelled_why", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("trainer_id is not null or trainer_name <> ''", name=op.f("ck_training_class_trainer")),
        sa.CheckConstraint("(closed_at is null) = (closed_by is null)", name=op.f("ck_training_class_closed")),
        sa.CheckConstraint("cancelled_at is null or closed_at is null", name=op.f("ck_training_class_ended_once")),
        sa.CheckConstraint("hour_minutes between 20 and 120", name=op.f("ck_training_class_hour_minutes")),
        sa.CheckConstraint("term >= 1", name=op.f("ck_training_class_term")),
        sa.ForeignKeyConstraint(["closed_by"], ["employee.id"], name=op.f("fk_training_class_closed_by")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_training_class_course_id")),
        sa.ForeignKeyConstraint(["course_version_id"], ["course_version.id"],
            name=op.f("fk_training_class_course_version_id")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_training_class_made_by")),
        sa.ForeignKeyConstraint(["trainer_id"], ["employee.id"], name=op.f("fk_training_class_trainer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_training_class_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_class")),
        sa.UniqueConstraint("course_id", "year", "term", name=op.f("uq_training_class_course_id_year_term"))
    )
    op.create_index(op.f("ix_training_class_trainer_id"), "training_class", ["trainer_id"])
    op.create_index(op.f("ix_training_class_unit_id"), "training_class", ["unit_id"])
    op.create_table("class_evaluation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name=op.f("fk_class_evaluation_class_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_evaluation"))
    )
    op.create_index(op.f("ix_class_evaluation_class_id"), "class_evaluation", ["class_id"])
    op.create_table("class_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("removed_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("evaluated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["employee.id"], name=op.f("fk_class_member_added_by")),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name=op.f("fk_class_member_class_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_class_member_employee_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_class_member_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_member")),
        sa.UniqueConstraint("class_id", "employee_id", name=op.f("uq_class_member_class_id_employee_id"))
    )
    op.create_index(op.f("ix_class_member_employee_id"), "class_member", ["employee_id"])
    op.create_table("class_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("caption", sa.String(length=120), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["employee.id"], name=op.f("fk_class_photo_by")),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name=op.f("fk_class_photo_class_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_photo")),
        sa.UniqueConstraint("class_id", "digest", name=op.f("uq_class_photo_class_id_digest"))
    )
    op.create_table("class_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("method", sa.String(length=12), nullable=False),
        sa.CheckConstraint("method in ('lecture', 'role_play', 'discussion', 'practice', 'exam', 'visit')",
            name=op.f("ck_class_session_method")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_class_session_order")),
        sa.CheckConstraint("minutes >= 1", name=op.f("ck_class_session_minutes")),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name=op.f("fk_class_session_class_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_session")),
        sa.UniqueConstraint("class_id", "number", name=op.f("uq_class_session_class_id_number"))
    )
    op.create_index("ix_class_session_starts_at", "class_session", ["starts_at"])
    op.create_table("practical_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("current_id", sa.Integer(), nullable=False),
        sa.Column("retired_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["current_id"], ["practical_sheet_version.id"],
            name=op.f("fk_practical_sheet_current_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practical_sheet")),
        sa.UniqueConstraint("slug", name=op.f("uq_practical_sheet_slug"))
    )
    op.create_table("attendance",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=5), nullable=False),
        sa.Column("at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=64), nullable=True),
        sa.Column("doubted", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.CheckConstraint("source in ('code', 'keyed')", name=op.f("ck_attendance_source")),
        sa.CheckConstraint("state in ('present', 'late', 'left_early', 'leave', 'absent')",
            name=op.f("ck_attendance_state")),
        sa.CheckConstraint("state not in ('leave', 'absent') or minutes = 0", name=op.f("ck_attendance_away")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_attendance_minutes")),
        sa.ForeignKeyConstraint(["by"], ["employee.id"], name=op.f("fk_attendance_by")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_attendance_employee_id")),
        sa.ForeignKeyConstraint(["session_id"], ["class_session.id"], name=op.f("fk_attendance_session_id")),
        sa.PrimaryKeyConstraint("session_id", "employee_id", name=op.f("pk_attendance"))
    )
    op.create_index(op.f("ix_attendance_employee_id"), "attendance", ["employee_id"])
    op.create_table("practical_sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("assessors", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("deferred_why", sa.String(length=200), nullable=False),
        sa.Column("sat_on", sa.Date(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("decided_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('first', 'resit', 'deferred')", name=op.f("ck_practical_sitting_kind")),
        sa.CheckConstraint("(score is null) = (passed is null) and (score is null) = (decided_at is null)",
            name=op.f("ck_practical_sitting_decided")),
        sa.CheckConstraint("assessors between 1 and 2", name=op.f("ck_practical_sitting_assessors")),
        sa.CheckConstraint("decided_at is null or (sat_on is not null and withdrawn_at is null)",
            name=op.f("ck_practical_sitting_sat")),
        sa.CheckConstraint("score between 0 and 100", name=op.f("ck_practical_sitting_score")),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name=op.f("fk_practical_sitting_class_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_practical_sitting_employee_id")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_practical_sitting_made_by")),
        sa.ForeignKeyConstraint(["sheet_id"], ["practical_sheet.id"], name=op.f("fk_practical_sitting_sheet_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_practical_sitting_unit_id")),
        sa.ForeignKeyConstraint(["version_id"], ["practical_sheet_version.id"],
            name=op.f("fk_practical_sitting_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practical_sitting")),
        sa.UniqueConstraint("sheet_id", "employee_id", "number",
            name=op.f("uq_practical_sitting_sheet_id_employee_id_number"))
    )
    op.create_index(op.f("ix_practical_sitting_class_id"), "practical_sitting", ["class_id"])
    op.create_index(op.f("ix_practical_sitting_employee_id"), "practical_sitting", ["employee_id"])
    op.create_index(op.f("ix_practical_sitting_unit_id"), "practical_sitting", ["unit_id"])
    op.create_index(op.f("ix_practical_sitting_version_id"), "practical_sitting", ["version_id"])
    op.create_table("practical_marks",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=6), nullable=False),
        sa.Column("is_superior", sa.Boolean(), nullable=False),
        sa.Column("keyed_by", sa.Integer(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("done_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("source in ('screen', 'paper')", name=op.f("ck_practical_marks_source")),
        sa.CheckConstraint("(score is null) = (done_at is null)", name=op.f("ck_practical_marks_done")),
        sa.CheckConstraint("score between 0 and 100", name=op.f("ck_practical_marks_score")),
        sa.ForeignKeyConstraint(["assessor_id"], ["employee.id"], name=op.f("fk_practical_marks_assessor_id")),
        sa.ForeignKeyConstraint(["keyed_by"], ["employee.id"], name=op.f("fk_practical_marks_keyed_by")),
        sa.ForeignKeyConstraint(["sitting_id"], ["practical_sitting.id"], name=op.f("fk_practical_marks_sitting_id")),
        sa.PrimaryKeyConstraint("sitting_id", "assessor_id", name=op.f("pk_practical_marks"))
    )


def downgrade() -> None:
    """Undo it."""
    op.drop_table("practical_marks")
    op.drop_index(op.f("ix_practical_sitting_version_id"), table_name="practical_sitting")
    op.drop_index(op.f("ix_practical_sitting_unit_id"), table_name="practical_sitting")
    op.drop_index(op.f("ix_practical_sitting_employee_id"), table_name="practical_sitting")
    op.drop_index(op.f("ix_practical_sitting_class_id"), table_name="practical_sitting")
    op.drop_table("practical_sitting")
    op.drop_index(op.f("ix_attendance_employee_id"), table_name="attendance")
    op.drop_table("attendance")
    op.drop_table("practical_sheet")
    op.drop_index("ix_class_session_starts_at", table_name="class_session")
    op.drop_table("class_session")
    op.drop_table("class_photo")
    op.drop_index(op.f("ix_class_member_employee_id"), table_name="class_member")
    op.drop_table("class_member")
    op.drop_index(op.f("ix_class_evaluation_class_id"), table_name="class_evaluation")
    op.drop_table("class_evaluation")
    op.drop_index(op.f("ix_training_class_unit_id"), table_name="training_class")
    op.drop_index(op.f("ix_training_class_trainer_id"), table_name="training_class")
    op.drop_table("training_class")
    op.drop_index(op.f("ix_practical_sheet_version_slug"), table_name="practical_sheet_version")
    op.drop_table("practical_sheet_version")
