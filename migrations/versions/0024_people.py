"""The role of a shopper from outside."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

BEFORE = "role in ('supervisor', 'hr', 'author', 'admin')"
AFTER = "role in ('supervisor', 'hr', 'author', 'admin', 'shopper')"


def upgrade() -> None:
    """The role of a shopper from outside."""
    _roles(AFTER)


def downgrade() -> None:
    """Undo it; such shoppers lose their role."""
    op.execute("delete from role_grant where role = 'shopper'")
    _roles(BEFORE)


def _roles(words: str) -> None:
    with op.batch_alter_table("role_grant") as batch:
        batch.drop_constraint(op.f("ck_role_grant_role"), type_="check")
        batch.create_check_constraint(op.f("ck_role_grant_role"), words)
