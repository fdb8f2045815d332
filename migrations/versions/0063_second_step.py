"""A second step at sign-in: secrets of phones, recovery codes, and sessions that are held back until it is set up."""

import sqlalchemy as sa
from alembic import op

import cxtrain.extensions

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def _moment(name: str) -> sa.Column:
    return sa.Column(name, cxtrain.extensions.UtcDateTime(timezone=True), nullable=True)


def upgrade() -> None:
    """Add them."""
    op.create_table(
        "second_step", sa.Column("account_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("secret", sa.String(length=200), nullable=False), sa.Column("pending", sa.String(length=200), nullable=False),
        sa.Column("last_counter", sa.Integer(), nullable=False), _moment("set_up_at"), _moment("put_off_until"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_second_step_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_second_step")))
    op.create_table(
        "recovery_code", sa.Column("id", sa.Integer(), nullable=False), sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False), _moment("used_at"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("account_id", "digest", name=op.f("uq_recovery_code_account_id_digest")))
    with op.batch_alter_table("user_session") as table:
        table.add_column(sa.Column("held_back", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Undo it."""
    with op.batch_alter_table("user_session") as table:
        table.drop_column("held_back")
    op.drop_table("recovery_code")
    op.drop_table("second_step")
