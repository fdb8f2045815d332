"""…"""

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """…"""


def downgrade() -> None:
    """Undo it."""
