"""Drafts of shoppers' forms with every save, and who published what with which note."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "instrument_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("based_on_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["based_on_id"], ["instrument_version.id"],
                                name=op.f("fk_instrument_draft_based_on_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_draft")),
        sa.UniqueConstraint("slug", name=op.f("uq_instrument_draft_slug")),
    )
    op.create_table(
        "instrument_draft_save",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["employee.id"], name=op.f("fk_instrument_draft_save_by_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["instrument_draft.id"], name=op.f("fk_instrument_draft_save_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", "number", name=op.f("pk_instrument_draft_save")),
    )
    op.create_table(
        "instrument_publishing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["employee.id"], name=op.f("fk_instrument_publishing_by_id")),
        sa.ForeignKeyConstraint(["version_id"], ["instrument_version.id"],
                                name=op.f("fk_instrument_publishing_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instrument_publishing")),
    )
    op.create_index(op.f("ix_instrument_publishing_version_id"), "instrument_publishing", ["version_id"])
    op.create_index("ix_visit_instrument_state_day", "visit", ["instrument_id", "state", "visited_on"])


def downgrade() -> None:
    """Undo it; what was only a draft is gone."""
    op.drop_index("ix_visit_instrument_state_day", "visit")
    for table in ("instrument_publishing", "instrument_draft_save", "instrument_draft"):
        op.drop_table(table)
