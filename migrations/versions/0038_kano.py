"""…"""

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """…"""


def downgrade() -> None:
    """Undo it."""
