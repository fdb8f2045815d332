"""Kinds of observation and of items, rejected and void visits, read receipts, open appeals, the pool, corrections."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KINDS = ("kind in ('customer_survey', 'mystery_shop')",
         "kind in ('customer_survey', 'mystery_shop', 'announced_check', 'coaching')")
STATES = ("state in ('draft', 'submitted', 'returned', 'approved', 'released')",
          "state in ('draft', 'submitted', 'returned', 'rejected', 'approved', 'released', 'void')")
DECIDED = ("state not in ('approved', 'released', 'returned') or decided_by is not null",
           "kind = 'coaching' or state in ('draft', 'submitted') or decided_by is not null")
RELEASED = ("(state = 'released') = (released_at is not null)", "state <> 'released' or released_at is not null")
MORE = {"not_released": "state in ('released', 'void') or released_at is null",
        "appeals_open": "appeals_open >= 0 and (appeals_open = 0 or state = 'released')"}
CORRECTIONS = {"one_correction": "corrected_value is null or corrected_missing is null",
               "corrected_missing": "corrected_missing is null or corrected_missing in ('na', 'unnoticed')"}


def upgrade() -> None:
    """Add them."""
    _change("instrument_version", {"kind": KINDS[1]})
    with op.batch_alter_table("visit") as batch:
        batch.add_column(sa.Column("read_at", UtcDateTime(), nullable=True))
        batch.add_column(sa.Column("appeals_open", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("under_review", sa.Boolean(), nullable=False, server_default=sa.false()))
    _change("visit", {"state": STATES[1], "decided": DECIDED[1], "released": RELEASED[1]}, more=MORE)
    with op.batch_alter_table("rating") as batch:
        batch.add_column(sa.Column("corrected", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("corrected_value", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("corrected_missing", sa.String(length=10), nullable=True))
        for name, words in CORRECTIONS.items():
            batch.create_check_constraint(op.f(f"ck_rating_{name}"), words)
    with op.batch_alter_table("visit_photo") as batch:
        batch.add_column(sa.Column("item", sa.String(length=8), nullable=False, server_default=""))


def downgrade() -> None:
    """Undo it; visits that were rejected, made void or only coached, and forms of other kinds, are gone with them."""
    visit, rating, photo = sa.table("visit", sa.column("id"), sa.column("state"), sa.column("kind")), *(
        sa.table(name, sa.column("visit_id")) for name in ("rating", "visit_photo"))
    gone = visit.c.state.in_(("rejected", "void")) | (visit.c.kind != "mystery_shop")
    for table in (rating, photo):
        op.execute(table.delete().where(table.c.visit_id.in_(sa.select(visit.c.id).where(gone))))
    op.execute(visit.delete().where(gone))
    op.execute("delete from instrument_version where kind in ('announced_check', 'coaching')")
    with op.batch_alter_table("visit_photo") as batch:
        batch.drop_column("item")
    with op.batch_alter_table("rating") as batch:
        for name in CORRECTIONS:
            batch.drop_constraint(op.f(f"ck_rating_{name}"), type_="check")
        for column in ("corrected", "corrected_value", "corrected_missing"):
            batch.drop_column(column)
    with op.batch_alter_table("visit") as batch:
        for name in MORE:
            batch.drop_constraint(op.f(f"ck_visit_{name}"), type_="check")
        for column in ("read_at", "appeals_open", "under_review"):
            batch.drop_column(column)
    _change("visit", {"state": STATES[0], "decided": DECIDED[0], "released": RELEASED[0]})
    _change("instrument_version", {"kind": KINDS[0]})


def _change(table: str, checks: dict[str, str], *, more: dict[str, str] | None = None) -> None:
    with op.batch_alter_table(table) as batch:
        for name, words in checks.items():
            batch.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
            batch.create_check_constraint(op.f(f"ck_{table}_{name}"), words)
        for name, words in (more or {}).items():
            batch.create_check_constraint(op.f(f"ck_{table}_{name}"), words)
