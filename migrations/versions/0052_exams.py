"""Exams on site, and which time somebody sat a quiz."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them, and fill the sittings from history."""
    op.create_table("exam_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("closed_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("(closed_at is null) = (closed_by is null)", name=op.f("ck_exam_opening_closed")),
        sa.CheckConstraint("ends_at > opened_at", name=op.f("ck_exam_opening_order")),
        sa.ForeignKeyConstraint(["class_id"], ["training_class.id"], name=op.f("fk_exam_opening_class_id")),
        sa.ForeignKeyConstraint(["closed_by"], ["employee.id"], name=op.f("fk_exam_opening_closed_by")),
        sa.ForeignKeyConstraint(["opened_by"], ["employee.id"], name=op.f("fk_exam_opening_opened_by")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_exam_opening_quiz_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_exam_opening_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exam_opening"))
    )
    op.create_index(op.f("ix_exam_opening_class_id"), "exam_opening", ["class_id"])
    op.create_index(op.f("ix_exam_opening_quiz_id"), "exam_opening", ["quiz_id"])
    op.create_index(op.f("ix_exam_opening_unit_id"), "exam_opening", ["unit_id"])
    op.create_index("uq_exam_opening_code", "exam_opening", ["code"], unique=True, sqlite_where=sa.text("code <> ''"),
        postgresql_where=sa.text("code <> ''"))
    op.create_table("quiz_deferral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("new_on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempt_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("attempt_id is null or ended_at is not null", name=op.f("ck_quiz_deferral_ended")),
        sa.ForeignKeyConstraint(["attempt_id"], ["quiz_attempt.id"], name=op.f("fk_quiz_deferral_attempt_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_quiz_deferral_employee_id")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_quiz_deferral_made_by")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_deferral_quiz_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_quiz_deferral_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_deferral"))
    )
    op.create_index("ix_quiz_deferral_made_on", "quiz_deferral", ["made_on", "unit_id"])
    op.create_index("uq_quiz_deferral_open", "quiz_deferral", ["employee_id", "quiz_id"], unique=True,
        sqlite_where=sa.text("ended_at is null"), postgresql_where=sa.text("ended_at is null"))
    op.create_table("quiz_sitting",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("sat_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("form", sa.String(length=6), nullable=False),
        sa.Column("deferred", sa.Boolean(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("form in ('screen', 'site', 'paper')", name=op.f("ck_quiz_sitting_form")),
        sa.CheckConstraint("kind in ('first', 'resit', 'again')", name=op.f("ck_quiz_sitting_kind")),
        sa.ForeignKeyConstraint(["attempt_id"], ["quiz_attempt.id"], name=op.f("fk_quiz_sitting_attempt_id")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_quiz_sitting_employee_id")),
        sa.ForeignKeyConstraint(["quiz_id"], ["quiz.id"], name=op.f("fk_quiz_sitting_quiz_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_quiz_sitting_unit_id")),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_quiz_sitting"))
    )
    op.create_index("ix_quiz_sitting_counted", "quiz_sitting", ["sat_on", "unit_id", "kind", "passed"])
    op.create_index("ix_quiz_sitting_of_person", "quiz_sitting", ["employee_id", "quiz_id"])
    op.create_index("ix_quiz_sitting_of_quiz", "quiz_sitting", ["quiz_id", "sat_on"])
    op.create_table("exam_seat",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["quiz_attempt.id"], name=op.f("fk_exam_seat_attempt_id")),
        sa.ForeignKeyConstraint(["opening_id"], ["exam_opening.id"], name=op.f("fk_exam_seat_opening_id")),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_exam_seat"))
    )
    op.create_index(op.f("ix_exam_seat_opening_id"), "exam_seat", ["opening_id"])
    _fill()


def _fill() -> None:
    """Say of each attempt that has a score which time it was; who passed before then practised again."""
    op.execute(sa.text("""
        insert into quiz_sitting (attempt_id, quiz_id, employee_id, unit_id, sat_on, kind, form, deferred, passed)
        select attempt.id, attempt.quiz_id, attempt.employee_id, employee.unit_id,
            coalesce(paper.sat_on, date(attempt.submitted_at)),
            case when exists (select 1 from quiz_attempt as former where former.employee_id = attempt.employee_id
                    and former.quiz_id = attempt.quiz_id and former.number < attempt.number and former.passed) then 'again'
                when exists (select 1 from quiz_attempt as former where former.employee_id = attempt.employee_id
                    and former.quiz_id = attempt.quiz_id and former.number < attempt.number and former.score is not null)
                then 'resit' else 'first' end,
            case when paper.attempt_id is null then 'screen' else 'paper' end, false, attempt.passed
        from quiz_attempt as attempt join employee on employee.id = attempt.employee_id
            left join paper_sitting as paper on paper.attempt_id = attempt.id
        where attempt.score is not null"""))


def downgrade() -> None:
    """Undo it."""
    op.drop_table("exam_seat")
    op.drop_table("quiz_sitting")
    op.drop_table("quiz_deferral")
    op.drop_table("exam_opening")
