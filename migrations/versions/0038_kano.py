"""Kano studies, and the categories taken over from them."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table("kano_study",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.JSON(), nullable=False),
        sa.Column("reading", sa.String(length=8), nullable=False),
        sa.Column("draws", sa.Integer(), nullable=True),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("grouping", sa.JSON(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", cxtrain.extensions.UtcDateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("reading in ('classic', 'pouliot')", name=op.f("ck_kano_study_reading")),
        sa.CheckConstraint("draws is null or draws between 1 and 5", name=op.f("ck_kano_study_draws")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_kano_study_unit_id")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_kano_study_touchpoint_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_kano_study_campaign_id")),
        sa.ForeignKeyConstraint(["made_by"], ["employee.id"], name=op.f("fk_kano_study_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kano_study")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_kano_study_campaign_id"))
    )
    op.create_index(op.f("ix_kano_study_unit_id"), "kano_study", ["unit_id"])
    op.create_table("kano_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("touchpoint_id", sa.Integer(), nullable=False),
        sa.Column("study_id", sa.Integer(), nullable=False),
        sa.Column("feature", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=1), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("clear", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("category in ('M', 'O', 'A', 'I')", name=op.f("ck_kano_category_category")),
        sa.CheckConstraint("ended_on is null or ended_on >= taken_on", name=op.f("ck_kano_category_days")),
        sa.CheckConstraint("(ended_on is null) = (ended_by is null)", name=op.f("ck_kano_category_ended")),
        sa.CheckConstraint("n > 0", name=op.f("ck_kano_category_n")),
        sa.ForeignKeyConstraint(["touchpoint_id"], ["touchpoint.id"], name=op.f("fk_kano_category_touchpoint_id")),
        sa.ForeignKeyConstraint(["study_id"], ["kano_study.id"], name=op.f("fk_kano_category_study_id")),
        sa.ForeignKeyConstraint(["taken_by"], ["employee.id"], name=op.f("fk_kano_category_taken_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["employee.id"], name=op.f("fk_kano_category_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kano_category"))
    )
    op.create_index(op.f("ix_kano_category_study_id"), "kano_category", ["study_id"])
    op.create_index("ix_kano_category_touchpoint_id_taken_on", "kano_category", ["touchpoint_id", "taken_on"])
    op.create_index("uq_kano_category_in_force", "kano_category", ["touchpoint_id"], unique=True,
                    sqlite_where=sa.text("ended_on is null"), postgresql_where=sa.text("ended_on is null"))


def downgrade() -> None:
    """Undo it."""
    op.drop_table("kano_category")
    op.drop_table("kano_study")
