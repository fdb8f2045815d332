"""Business figures of units by month, their targets, and what a customer's value rests on."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table("indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("unit", sa.JSON(), nullable=False),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.Column("part", sa.JSON(), nullable=False),
        sa.Column("whole", sa.JSON(), nullable=False),
        sa.Column("digits", sa.Integer(), nullable=False),
        sa.Column("ended_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("direction in ('up', 'down', '')", name=op.f("ck_indicator_direction")),
        sa.CheckConstraint("form in ('amount', 'level', 'share', 'mean')", name=op.f("ck_indicator_form")),
        sa.CheckConstraint("digits between 0 and 2", name=op.f("ck_indicator_digits")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_indicator_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("slug", name=op.f("uq_indicator_slug"))
    )
    op.create_table("indicator_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("whole", sa.Float(), nullable=True),
        sa.Column("source", sa.String(length=6), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("entered_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("source in ('form', 'import')", name=op.f("ck_indicator_entry_source")),
        sa.CheckConstraint("whole is null or value is not null", name=op.f("ck_indicator_entry_whole")),
        sa.ForeignKeyConstraint(["entered_by"], ["employee.id"], name=op.f("fk_indicator_entry_entered_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_indicator_entry_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_entry"))
    )
    op.create_index("ix_indicator_entry_cell", "indicator_entry", ["unit_id", "slug", "month"])
    op.create_index("uq_indicator_entry_valid", "indicator_entry", ["unit_id", "month", "slug"], unique=True,
        sqlite_where=sa.text("replaced_at is null"), postgresql_where=sa.text("replaced_at is null"))
    op.create_table("indicator_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Float(), nullable=True),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("year between 2000 and 2100", name=op.f("ck_indicator_target_year")),
        sa.ForeignKeyConstraint(["set_by"], ["employee.id"], name=op.f("fk_indicator_target_set_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_indicator_target_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_target"))
    )
    op.create_index("uq_indicator_target_valid", "indicator_target", ["unit_id", "year", "slug"], unique=True,
        sqlite_where=sa.text("replaced_at is null"), postgresql_where=sa.text("replaced_at is null"))
    op.create_table("worth_assumption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("margin", sa.Float(), nullable=False),
        sa.Column("discount", sa.Float(), nullable=False),
        sa.Column("timing", sa.String(length=5), nullable=False),
        sa.Column("acquisition", sa.Float(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("timing in ('end', 'start')", name=op.f("ck_worth_assumption_timing")),
        sa.CheckConstraint("acquisition >= 0", name=op.f("ck_worth_assumption_acquisition")),
        sa.CheckConstraint("discount >= 0 and discount <= 1", name=op.f("ck_worth_assumption_discount")),
        sa.CheckConstraint("margin > 0 and margin <= 1", name=op.f("ck_worth_assumption_margin")),
        sa.CheckConstraint("months is null or months between 1 and 600", name=op.f("ck_worth_assumption_months")),
        sa.ForeignKeyConstraint(["set_by"], ["employee.id"], name=op.f("fk_worth_assumption_set_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_worth_assumption_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worth_assumption"))
    )
    op.create_index("ix_worth_assumption_unit", "worth_assumption", ["unit_id", "id"])


def downgrade() -> None:
    """Undo it."""
    for table in ("worth_assumption", "indicator_target", "indicator_entry", "indicator"):
        op.drop_table(table)
