"""The ledger, append-only."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("ledger_entry", "ledger_seal")


def guards() -> list[str]:
    """Return what makes both tables append-only on this database."""
    if op.get_bind().dialect.name == "sqlite":
        return [
            f"CREATE TRIGGER {t}_no_{verb.lower()} BEFORE {verb} ON {t} BEGIN SELECT RAISE(ABORT, "
            f"'the ledger is append-only'); END"
            for t in TABLES
            for verb in ("UPDATE", "DELETE")
        ]
    function = (
        "CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$"
    )
    return [function] + [
        f"CREATE TRIGGER {t}_append_only BEFORE UPDATE OR DELETE ON {t} "
        f"FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()"
        for t in TABLES
    ]


def unguards() -> list[str]:
    """Return what takes the guards away, so that the tables can be dropped."""
    if op.get_bind().dialect.name == "sqlite":
        return [f"DROP TRIGGER {t}_no_{verb}" for t in TABLES for verb in ("update", "delete")]
    return [*(f"DROP TRIGGER {t}_append_only ON {t}" for t in TABLES), "DROP FUNCTION ledger_is_append_only()"]


def upgrade() -> None:
    """The ledger, append-only."""
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chain", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=60), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("chain", "seq", name=op.f("uq_ledger_entry_chain_seq")),
    )
    op.create_index(op.f("ix_ledger_entry_actor_id"), "ledger_entry", ["actor_id"], unique=False)
    op.create_index(op.f("ix_ledger_entry_subject"), "ledger_entry", ["subject"], unique=False)
    op.create_table(
        "ledger_seal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_seal")),
        sa.UniqueConstraint("day", name=op.f("uq_ledger_seal_day")),
    )
    for statement in guards():
        op.execute(statement)


def downgrade() -> None:
    """Undo it."""
    for statement in unguards():
        op.execute(statement)
    op.drop_table("ledger_seal")
    op.drop_index(op.f("ix_ledger_entry_subject"), table_name="ledger_entry")
    op.drop_index(op.f("ix_ledger_entry_actor_id"), table_name="ledger_entry")
    op.drop_table("ledger_entry")
