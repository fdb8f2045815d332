"""Reasons and hints of a play, practices taken up again from a scene, and tries found by date."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OPEN, WHO = "uq_scenario_attempt_open", ["employee_id", "scenario_id"]
AGAIN, TRIES = "uq_scenario_attempt_open_again", "ix_scenario_attempt_tries"


def upgrade() -> None:
    """Reasons and hints of a play, practices taken up again from a scene, and tries found by date."""
    # Written out, because a batch would copy the table on SQLite and lose its checks.
    op.execute("alter table scenario_attempt add column carried integer constraint ck_scenario_attempt_carried "
               "check (carried is null or (mode = 'practice' and carried between 0 and 199))")
    op.add_column("scenario_step", sa.Column("reason", sa.String(length=500), nullable=True))
    op.create_table(
        "scenario_hint",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("position between 0 and 199", name=op.f("ck_scenario_hint_position")),
        sa.ForeignKeyConstraint(["attempt_id"], ["scenario_attempt.id"], name=op.f("fk_scenario_hint_attempt_id")),
        sa.PrimaryKeyConstraint("attempt_id", "position", name=op.f("pk_scenario_hint")),
    )
    op.drop_index(OPEN, table_name="scenario_attempt")
    _index(OPEN, [*WHO, "mode"], "finished_at is null and carried is null", unique=True)
    _index(AGAIN, WHO, "finished_at is null and carried is not null", unique=True)
    _index(TRIES, [*WHO, "finished_at", "id"], "outcome is not null and carried is null", unique=False)


def downgrade() -> None:
    """Undo it. A practice taken up again stays on record as one that was given up, so that it never counts."""
    for name in (OPEN, AGAIN, TRIES):
        op.drop_index(name, table_name="scenario_attempt")
    op.execute("update scenario_attempt set finished_at = coalesce(finished_at, started_at), outcome = null, "
               "score = null, result = null where carried is not null")
    _index(OPEN, [*WHO, "mode"], "finished_at is null", unique=True)
    op.drop_table("scenario_hint")
    op.execute("alter table scenario_step drop column reason")
    op.execute("alter table scenario_attempt drop column carried")


def _index(name: str, columns: list[str], where: str, *, unique: bool) -> None:
    op.create_index(name, "scenario_attempt", columns, unique=unique, sqlite_where=sa.text(where),
                    postgresql_where=sa.text(where))
