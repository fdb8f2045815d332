"""Sums of single items, notes of what happened in a month, and indexes for a person's visits and a touchpoint's.

Who upgrades with `cxtrain db upgrade` gets the new sums computed from the visits there: a migration cannot read forms.
"""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "item_rollup",
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("instrument", sa.String(length=60), nullable=False),
        sa.Column("item", sa.String(length=8), nullable=False),
        sa.Column("scale", sa.String(length=12), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("total", sa.Float(), nullable=False),
        sa.Column("squares", sa.Float(), nullable=False),
        sa.Column("na", sa.Integer(), nullable=False),
        sa.Column("unnoticed", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind <> 'coaching'", name=op.f("ck_item_rollup_kind")),
        sa.CheckConstraint("n >= 0 and na >= 0 and unnoticed >= 0", name=op.f("ck_item_rollup_n")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_item_rollup_touchpoint_id_touchpoint")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_item_rollup_unit_id_unit")),
        sa.PrimaryKeyConstraint("touchpoint_id", "unit_id", "kind", "month", "instrument", "item", "scale",
                                name=op.f("pk_item_rollup")))
    op.create_table(
        "month_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("anew", sa.Boolean(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_month_note_words")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_month_note_touchpoint_id_touchpoint")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_month_note_unit_id_unit")),
        sa.ForeignKeyConstraint(["written_by"], ["employee.id"], name=op.f("fk_month_note_written_by_employee")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_note")))
    op.create_index("ix_month_note_touchpoint_month", "month_note", ["touchpoint_id", "month"])
    op.drop_index("ix_visit_employee_state", "visit")
    op.create_index("ix_visit_employee_state_day", "visit", ["employee_id", "state", "visited_on"])
    op.create_index("ix_visit_touchpoint_state_day", "visit", ["touchpoint_id", "state", "visited_on"])


def downgrade() -> None:
    """Undo it; the sums of the dimension "overall" belong to it."""
    op.drop_index("ix_visit_touchpoint_state_day", "visit")
    op.drop_index("ix_visit_employee_state_day", "visit")
    op.create_index("ix_visit_employee_state", "visit", ["employee_id", "state"])
    op.drop_table("month_note")
    op.drop_table("item_rollup")
    op.execute("delete from unit_rollup where dimension = 'overall'")
