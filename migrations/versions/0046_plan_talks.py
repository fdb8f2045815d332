"""The talk about a plan, what its goal is measured by, its versions, and its clause."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None
MOMENT = cxtrain.extensions.UtcDateTime(timezone=True)


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "plan_clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=600), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_as", sa.String(length=5), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_as", sa.String(length=5), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.CheckConstraint("(state = 'pending') = (decided_at is null)", name=op.f("ck_plan_clause_decided")),
        sa.CheckConstraint("decided_as in ('', 'hr', 'admin')", name=op.f("ck_plan_clause_decided_as")),
        sa.CheckConstraint("proposed_as in ('hr', 'admin')", name=op.f("ck_plan_clause_proposed_as")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_plan_clause_reason")),
        sa.CheckConstraint("state <> 'confirmed' or (decided_by <> proposed_by and decided_as <> '' and "
            "decided_as <> proposed_as)", name=op.f("ck_plan_clause_two_people")),
        sa.CheckConstraint("state in ('pending', 'confirmed', 'refused', 'withdrawn')",
            name=op.f("ck_plan_clause_state")),
        sa.CheckConstraint("(decided_by is null) = (decided_at is null)", name=op.f("ck_plan_clause_decider")),
        sa.ForeignKeyConstraint(["decided_by"], ["employee.id"], name=op.f("fk_plan_clause_decided_by")),
        sa.ForeignKeyConstraint(["proposed_by"], ["employee.id"], name=op.f("fk_plan_clause_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_clause")))
    op.create_index("uq_plan_clause_pending", "plan_clause", ["state"], unique=True,
        sqlite_where=sa.text("state = 'pending'"), postgresql_where=sa.text("state = 'pending'"))
    op.create_table(
        "plan_option",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.CheckConstraint("source = 'library' or author_id is not null", name=op.f("ck_plan_option_author")),
        sa.CheckConstraint("source in ('library', 'supervisor', 'employee')", name=op.f("ck_plan_option_source")),
        sa.ForeignKeyConstraint(["author_id"], ["employee.id"], name=op.f("fk_plan_option_author_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_option_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_option")))
    op.create_index(op.f("ix_plan_option_plan_id"), "plan_option", ["plan_id"])
    op.create_table(
        "plan_talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("led_by", sa.Integer(), nullable=False),
        sa.Column("goal", sa.String(length=2000), nullable=False),
        sa.Column("reality", sa.String(length=2000), nullable=False),
        sa.Column("gap", sa.String(length=1000), nullable=False),
        sa.Column("motivation", sa.String(length=1000), nullable=False),
        sa.Column("forward", sa.String(length=2000), nullable=False),
        sa.Column("forward_id", sa.Integer(), nullable=False),
        sa.Column("forward_on", sa.Date(), nullable=False),
        sa.Column("support", sa.String(length=1000), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("gap <> '' and motivation <> ''", name=op.f("ck_plan_talk_looked_into")),
        sa.CheckConstraint("goal <> '' and reality <> '' and forward <> ''", name=op.f("ck_plan_talk_said")),
        sa.ForeignKeyConstraint(["forward_id"], ["employee.id"], name=op.f("fk_plan_talk_forward_id")),
        sa.ForeignKeyConstraint(["led_by"], ["employee.id"], name=op.f("fk_plan_talk_led_by")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_talk_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_talk")))
    op.create_index(op.f("ix_plan_talk_plan_id"), "plan_talk", ["plan_id"])
    op.create_table(
        "plan_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_plan_version_number")),
        sa.ForeignKeyConstraint(["author_id"], ["employee.id"], name=op.f("fk_plan_version_author_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_version_plan_id_number")))
    with op.batch_alter_table("plan") as batch:
        batch.add_column(sa.Column("indicator", sa.JSON(), server_default="{}", nullable=False))
        batch.add_column(sa.Column("baseline", sa.Float(), nullable=True))
        batch.add_column(sa.Column("target", sa.Float(), nullable=True))
        batch.add_column(sa.Column("n_needed", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("shared_at", MOMENT, nullable=True))
        batch.add_column(sa.Column("clause_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_plan_clause_id"), "plan_clause", ["clause_id"], ["id"])
        batch.create_check_constraint(op.f("ck_plan_n_needed"), "n_needed is null or n_needed > 0")


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("plan") as batch:
        batch.drop_constraint(op.f("ck_plan_n_needed"), type_="check")
        batch.drop_constraint(op.f("fk_plan_clause_id"), type_="foreignkey")
        batch.drop_column("clause_id")
        batch.drop_column("shared_at")
        batch.drop_column("n_needed")
        batch.drop_column("target")
        batch.drop_column("baseline")
        batch.drop_column("indicator")
    op.drop_table("plan_version")
    op.drop_table("plan_talk")
    op.drop_table("plan_option")
    op.drop_table("plan_clause")
