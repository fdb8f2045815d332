"""Drafts of scenarios with every save, who published a version and with what note, and scenarios taken down."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drafts of scenarios with every save, who published a version and with what note, and scenarios taken down."""
    op.create_table(
        "scenario_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("based_on_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["based_on_id"], ["scenario_version.id"], name=op.f("fk_scenario_draft_based_on_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_draft")),
        sa.UniqueConstraint("slug", name=op.f("uq_scenario_draft_slug")),
    )
    op.create_table(
        "scenario_draft_save",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["employee.id"], name=op.f("fk_scenario_draft_save_by_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["scenario_draft.id"], name=op.f("fk_scenario_draft_save_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", "number", name=op.f("pk_scenario_draft_save")),
    )
    # Written out, because a batch would copy the table on SQLite and lose its checks.
    op.add_column("scenario_version", sa.Column("note", sa.String(length=500), nullable=True))
    op.execute("alter table scenario_version add column published_by_id integer "
               "constraint fk_scenario_version_published_by_id references employee (id)")
    op.add_column("scenario", sa.Column("retired_at", UtcDateTime(), nullable=True))


def downgrade() -> None:
    """Undo it; what was only a draft is gone."""
    op.drop_column("scenario", "retired_at")
    op.execute("alter table scenario_version drop column published_by_id")
    op.execute("alter table scenario_version drop column note")
    op.drop_table("scenario_draft_save")
    op.drop_table("scenario_draft")
