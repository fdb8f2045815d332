"""Thresholds of the planning rules, decisions about findings, and steps after critical items."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None
MOMENT = cxtrain.extensions.UtcDateTime(timezone=True)
DIMENSIONS = "dimension in ('tangibles', 'reliability', 'responsiveness', 'assurance', 'empathy')"


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "plan_thresholds", sa.Column("id", sa.Integer(), nullable=False), sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False), _employee("plan_thresholds", "set_by"),
        sa.Column("set_at", MOMENT, nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_plan_thresholds_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_thresholds")))
    op.create_table("plan_decision", *_decision())
    op.create_index("ix_plan_decision_unit", "plan_decision", ["unit_id", "kind"])
    op.create_index("ix_plan_decision_employee", "plan_decision", ["employee_id", "kind"])
    op.create_table(
        "critical_step", sa.Column("id", sa.Integer(), nullable=False),
        _to("critical_step", "visit_id", "visit.id"), sa.Column("item", sa.String(length=8), nullable=False),
        sa.Column("step", sa.String(length=8), nullable=False), sa.Column("words", sa.String(length=1000), nullable=False),
        _employee("critical_step", "by_id"), sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("step in ('talked', 'account', 'hr', 'second')", name=op.f("ck_critical_step_step")),
        sa.CheckConstraint("(step in ('hr', 'second')) = (words = '')", name=op.f("ck_critical_step_words")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_critical_step")),
        sa.UniqueConstraint("visit_id", "item", "step", name=op.f("uq_critical_step_visit_id_item_step")))


def _to(table: str, column: str, target: str, *, nullable: bool = False) -> "sa.Column[int]":
    name = op.f(f"fk_{table}_{column}_{target.split('.')[0]}")
    return sa.Column(column, sa.Integer(), sa.ForeignKey(target, name=name), nullable=nullable)


def _employee(table: str, column: str, *, nullable: bool = False) -> "sa.Column[int]":
    return _to(table, column, "employee.id", nullable=nullable)


def _decision() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.Integer(), nullable=False), _to("plan_decision", "unit_id", "unit.id"),
        _employee("plan_decision", "employee_id", nullable=True), _to("plan_decision", "touchpoint_id", "touchpoint.id"),
        sa.Column("dimension", sa.String(length=16), nullable=False), sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False), sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("until", sa.Date(), nullable=True), sa.Column("verdict", sa.String(length=8), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False), sa.Column("gap", sa.Float(), nullable=False),
        _to("plan_decision", "plan_id", "plan.id", nullable=True), _employee("plan_decision", "decided_by"),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.CheckConstraint("decision in ('plan', 'not_now', 'no', 'again')", name=op.f("ck_plan_decision_decision")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_plan_decision_reason")),
        sa.CheckConstraint("(decision = 'not_now') = (until is not null)", name=op.f("ck_plan_decision_until")),
        sa.CheckConstraint("(decision = 'plan') = (plan_id is not null)", name=op.f("ck_plan_decision_plan")),
        sa.CheckConstraint(DIMENSIONS, name=op.f("ck_plan_decision_dimension")),
        sa.CheckConstraint("employee_id is null or decided_by <> employee_id", name=op.f("ck_plan_decision_own_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_decision"))]


def downgrade() -> None:
    """Undo it."""
    op.drop_table("critical_step")
    op.drop_table("plan_decision")
    op.drop_table("plan_thresholds")
