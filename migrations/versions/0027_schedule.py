"""Plans of visits: quotas, drawn visits, what to ask in a store, and the terms of shoppers."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and let a visit name the planned one."""
    _plans()
    _planned()
    op.create_table(
        "store_brief",
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id", name=op.f("fk_store_brief_unit_id")), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(),
                  sa.ForeignKey("touchpoint.id", name=op.f("fk_store_brief_touchpoint_id")), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False), sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "touchpoint_id", name=op.f("pk_store_brief")))
    op.create_table(
        "shopper_terms",
        sa.Column("account_id", sa.Integer(),
                  sa.ForeignKey("account.id", name=op.f("fk_shopper_terms_account_id")), nullable=False),
        sa.Column("takes_part", sa.Boolean(), nullable=False), sa.Column("most", sa.Integer(), nullable=True),
        sa.Column("away_from", sa.Date(), nullable=True), sa.Column("away_until", sa.Date(), nullable=True),
        sa.CheckConstraint("most is null or most between 1 and 99", name=op.f("ck_shopper_terms_most")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_shopper_terms")))
    with op.batch_alter_table("visit") as batch:
        batch.add_column(sa.Column("planned_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_visit_planned_id"), "planned_visit", ["planned_id"], ["id"])
        batch.create_unique_constraint(op.f("uq_visit_planned_id"), ["planned_id"])


def _plans() -> None:
    whole = {name: sa.Column(name, sa.Integer(), nullable=False)
             for name in ("seed", "opens", "closes", "busy_from", "busy_until", "busy_percent", "lockout")}
    op.create_table(
        "visit_plan", sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id", name=op.f("fk_visit_plan_unit_id")), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False), *whole.values(),
        sa.Column("state", sa.String(length=10), nullable=False), sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state in ('draft', 'published')", name=op.f("ck_visit_plan_state")),
        sa.CheckConstraint("opens >= 0 and opens < closes and closes <= 24", name=op.f("ck_visit_plan_hours")),
        sa.CheckConstraint("busy_from <= busy_until and busy_percent between 0 and 100", name=op.f("ck_visit_plan_busy")),
        sa.CheckConstraint("lockout between 0 and 730", name=op.f("ck_visit_plan_lockout")),
        sa.CheckConstraint("(state = 'published') = (published_at is not null)", name=op.f("ck_visit_plan_published")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_plan")),
        sa.UniqueConstraint("unit_id", "month", name=op.f("uq_visit_plan_unit_id_month")))
    op.create_index(op.f("ix_visit_plan_month"), "visit_plan", ["month"])
    keys = ("plan_id", "visit_plan"), ("unit_id", "unit"), ("touchpoint_id", "touchpoint")
    op.create_table(
        "visit_quota",
        *(sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id", name=op.f(f"fk_visit_quota_{name}")), nullable=False)
          for name, table in keys),
        sa.Column("n", sa.Integer(), nullable=False), sa.CheckConstraint("n between 1 and 99", name=op.f("ck_visit_quota_n")),
        sa.PrimaryKeyConstraint("plan_id", "unit_id", "touchpoint_id", name=op.f("pk_visit_quota")))


def _planned() -> None:
    keys = ("plan_id", "visit_plan", False), ("unit_id", "unit", False), ("touchpoint_id", "touchpoint", False)
    more = ("account_id", "account", True), ("redrawn_from", "planned_visit", True)
    op.create_table(
        "planned_visit", sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id", name=op.f(f"fk_planned_visit_{name}")), nullable=null)
          for name, table, null in keys + more),
        sa.Column("day", sa.Date(), nullable=False), sa.Column("from_hour", sa.Integer(), nullable=False),
        sa.Column("until_hour", sa.Integer(), nullable=False), sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False), sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state in ('planned', 'missed', 'cancelled')", name=op.f("ck_planned_visit_state")),
        sa.CheckConstraint("from_hour >= 0 and from_hour < until_hour and until_hour <= 24",
                           name=op.f("ck_planned_visit_hours")),
        sa.CheckConstraint("state <> 'cancelled' or reason <> ''", name=op.f("ck_planned_visit_reason")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_visit")),
        sa.UniqueConstraint("code", name=op.f("uq_planned_visit_code")),
        sa.UniqueConstraint("redrawn_from", name=op.f("uq_planned_visit_redrawn_from")))
    op.create_index(op.f("ix_planned_visit_plan_id"), "planned_visit", ["plan_id"])
    op.create_index("ix_planned_visit_account_day", "planned_visit", ["account_id", "state", "day"])
    op.create_index("ix_planned_visit_place", "planned_visit", ["unit_id", "touchpoint_id", "day"])


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("visit") as batch:
        batch.drop_constraint(op.f("uq_visit_planned_id"), type_="unique")
        batch.drop_constraint(op.f("fk_visit_planned_id"), type_="foreignkey")
        batch.drop_column("planned_id")
    for table in ("shopper_terms", "store_brief", "planned_visit", "visit_quota", "visit_plan"):
        op.drop_table(table)
