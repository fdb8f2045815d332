"""How long a lesson was open, and the sums of active time by person and day."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

IN_COURSE, FREE = sa.text("enrolment_id is not null"), sa.text("enrolment_id is null")
LATELY = (("scenario_attempt", "finished_at"), ("quiz_attempt", "submitted_at"), ("lesson_read", "read_at"))


def upgrade() -> None:
    """How long a lesson was open, and the sums of active time by person and day."""
    # Written out, because a batch would copy the table on SQLite.
    op.execute("alter table lesson_read add column seconds integer constraint ck_lesson_read_seconds check (seconds >= 0)")
    op.create_table(
        "learning_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("outside", sa.Integer(), nullable=False),
        sa.Column("assigned", sa.Integer(), nullable=False),
        sa.Column("assigned_outside", sa.Integer(), nullable=False),
        sa.CheckConstraint("seconds > 0 and outside between 0 and seconds and assigned between 0 and seconds "
                           "and assigned_outside between 0 and outside and assigned_outside <= assigned",
                           name=op.f("ck_learning_day_parts")),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_learning_day_employee_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_learning_day_unit_id")),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_learning_day_enrolment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_day")),
    )
    op.create_index("uq_learning_day_course", "learning_day", ["employee_id", "day", "enrolment_id"], unique=True,
                    sqlite_where=IN_COURSE, postgresql_where=IN_COURSE)
    op.create_index("uq_learning_day_free", "learning_day", ["employee_id", "day"], unique=True, sqlite_where=FREE,
                    postgresql_where=FREE)
    op.create_index("ix_learning_day_employee", "learning_day", ["employee_id", "day"])
    op.create_index("ix_learning_day_day", "learning_day", ["day", "unit_id"])
    op.create_index(op.f("ix_learning_day_enrolment_id"), "learning_day", ["enrolment_id"])
    for table, column in LATELY:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Undo it; the sums can be made again, the time that lessons were open is lost."""
    for table, column in LATELY:
        op.drop_index(f"ix_{table}_{column}", table_name=table)
    op.drop_table("learning_day")
    op.execute("alter table lesson_read drop column seconds")
