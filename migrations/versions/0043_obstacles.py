"""…"""

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """…"""


def downgrade() -> None:
    """Undo it."""
