"""A touchpoint's sums over years and stores are found without reading those of the other touchpoints."""

from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index them."""
    op.create_index("ix_unit_rollup_touchpoint", "unit_rollup", ["touchpoint_id", "unit_id", "kind", "month"])


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_unit_rollup_touchpoint", table_name="unit_rollup")
