"""Customers who lose patience, the time that a person is allowed, and practices shared with a supervisor."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = {"sqlite": "datetime", "postgresql": "timestamp with time zone"}
COLUMNS = (  # table, column, type, default, check
    ("employee", "time_allowance", "integer", "100", "time_allowance in (100, 150, 200)"),
    ("scenario_attempt", "patience", "integer", "null", "patience in (100, 150, 200)"),
)


def upgrade() -> None:
    """Customers who lose patience, the time that a person is allowed, and practices shared with a supervisor."""
    # Written out, because a batch would copy the tables on SQLite and lose their checks.
    for table, column, kind, default, check in COLUMNS:
        op.execute(f"alter table {table} add column {column} {kind} default {default} "
                   f"constraint ck_{table}_{column} check ({check})")
    op.execute(f"alter table scenario_attempt add column shared_at {MOMENT[op.get_bind().dialect.name]} "
               "constraint ck_scenario_attempt_shared "
               "check (shared_at is null or (mode = 'practice' and outcome is not null))")


def downgrade() -> None:
    """Undo it; what was shared is private again."""
    for table, column in (("scenario_attempt", "shared_at"), ("scenario_attempt", "patience"), ("employee", "time_allowance")):
        op.execute(f"alter table {table} drop column {column}")
