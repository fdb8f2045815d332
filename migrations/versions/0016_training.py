"""Standing rules, exemptions, reminders by e-mail."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

WAITING = sa.text("done_at is null and withdrawn_at is null")
LASTING = sa.text("ended_at is null")
UNSENT = sa.text("sent_at is null and given_up_at is null")


def upgrade() -> None:
    """Standing rules, exemptions, reminders by e-mail."""
    op.execute("alter table employee add column email varchar(254) not null default ''")
    _add_rules()
    _add_exemptions()
    _add_outbox()
    _waiting_index(op.drop_index)
    with op.batch_alter_table("assignment") as batch:
        batch.alter_column("batch_id", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("rule_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("reminded", sa.Integer(), nullable=False, server_default="0"))
        batch.create_foreign_key(op.f("fk_assignment_rule_id"), "training_rule", ["rule_id"], ["id"])
        batch.create_check_constraint(op.f("ck_assignment_cause"), "(batch_id is null) <> (rule_id is null)")
        batch.create_check_constraint(op.f("ck_assignment_reminded"), "reminded between 0 and 4")
        batch.create_index(op.f("ix_assignment_rule_id"), ["rule_id"])
    _waiting_index(op.create_index)
    op.create_index("ix_assignment_waiting_due", "assignment", ["due_on"], sqlite_where=WAITING, postgresql_where=WAITING)


def _waiting_index(change) -> None:
    """Make or drop the index that the table's copy on SQLite would make without its condition."""
    if change is op.drop_index:
        op.drop_index("uq_assignment_waiting", table_name="assignment")
    else:
        op.create_index("uq_assignment_waiting", "assignment", ["employee_id", "course_id"], unique=True,
                        sqlite_where=WAITING, postgresql_where=WAITING)


def _add_rules() -> None:
    op.create_table(
        "training_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_days", sa.Integer(), nullable=True),
        sa.Column("every_months", sa.Integer(), nullable=True),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("grace_days", sa.Integer(), nullable=False),
        sa.Column("working_time", sa.Boolean(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("audience in ('unit', 'role', 'posts', 'list')", name=op.f("ck_training_rule_audience")),
        sa.CheckConstraint("(due_on is null) <> (due_days is null)", name=op.f("ck_training_rule_due")),
        sa.CheckConstraint("due_days is null or due_days between 1 and 730", name=op.f("ck_training_rule_due_days")),
        sa.CheckConstraint("every_months is null or every_months between 1 and 120",
                           name=op.f("ck_training_rule_every_months")),
        sa.CheckConstraint("lead_days between 0 and 365 and grace_days between 0 and 365",
                           name=op.f("ck_training_rule_lead_and_grace")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_training_rule_course_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_training_rule_unit_id")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_training_rule_made_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["employee.id"], name=op.f("fk_training_rule_ended_by")),
        sa.ForeignKeyConstraint(["replaces_id"], ["training_rule.id"], name=op.f("fk_training_rule_replaces_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_rule")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_training_rule_replaces_id")),
    )
    op.create_index(op.f("ix_training_rule_course_id"), "training_rule", ["course_id"])
    op.create_index(op.f("ix_training_rule_unit_id"), "training_rule", ["unit_id"])
    op.create_table(
        "rule_prerequisite",
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["rule_id"], ["training_rule.id"], name=op.f("fk_rule_prerequisite_rule_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_rule_prerequisite_course_id")),
        sa.PrimaryKeyConstraint("rule_id", "course_id", name=op.f("pk_rule_prerequisite")),
    )


def _add_exemptions() -> None:
    op.create_table(
        "training_exemption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["employee_id"], ["employee.id"], name=op.f("fk_training_exemption_employee_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_training_exemption_course_id")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_training_exemption_made_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["employee.id"], name=op.f("fk_training_exemption_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_exemption")),
    )
    op.create_index(op.f("ix_training_exemption_employee_id"), "training_exemption", ["employee_id"])
    op.create_index(op.f("ix_training_exemption_course_id"), "training_exemption", ["course_id"])
    op.create_index("uq_training_exemption_lasting", "training_exemption", ["employee_id", "course_id"], unique=True,
                    sqlite_where=LASTING, postgresql_where=LASTING)


def _add_outbox() -> None:
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("to", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("given_up_at", UtcDateTime(), nullable=True),
        sa.Column("last_error", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_outgoing_mail_key")),
    )
    op.create_index("ix_outgoing_mail_waiting", "outgoing_mail", ["next_try_at"], sqlite_where=UNSENT,
                    postgresql_where=UNSENT)


def downgrade() -> None:
    """Undo it; what rules gave is gone with them."""
    op.drop_index("ix_assignment_waiting_due", table_name="assignment")
    _waiting_index(op.drop_index)
    op.execute("delete from assignment where batch_id is null")
    with op.batch_alter_table("assignment") as batch:
        batch.drop_index(op.f("ix_assignment_rule_id"))
        batch.drop_constraint(op.f("ck_assignment_cause"), type_="check")
        batch.drop_constraint(op.f("ck_assignment_reminded"), type_="check")
        batch.drop_constraint(op.f("fk_assignment_rule_id"), type_="foreignkey")
        batch.drop_column("reminded")
        batch.drop_column("rule_id")
        batch.alter_column("batch_id", existing_type=sa.Integer(), nullable=False)
    _waiting_index(op.create_index)
    for table in ("outgoing_mail", "training_exemption", "rule_prerequisite", "training_rule"):
        op.drop_table(table)
    op.execute("alter table employee drop column email")
