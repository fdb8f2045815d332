"""What somebody asked to have corrected, and who decided."""

import sqlalchemy as sa
from alembic import op

from cxtrain.extensions import UtcDateTime

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

ASKED = ("kind", "subject", "employee_id", "asked_by", "asked_at")
DECIDED = ("state", "decided_by", "decided_at", "score_before", "score_after")
DASHED = '"comment": "\\u2014"'  # as JSON says that the word to a player was erased
KEPT = "a correction is kept as it was asked and decided"


def guards() -> list[str]:
    """Return what keeps corrections as they were asked and decided on this database."""
    lite = op.get_bind().dialect.name == "sqlite"
    other = "OLD.{0} IS NOT NEW.{0}" if lite else "OLD.{0} IS DISTINCT FROM NEW.{0}"
    words = "(OLD.{0} <> NEW.{0} AND NEW.{0} <> '—')"  # what anybody wrote gives way to a dash where a person is erased
    parts = [other.format(name) for name in ASKED] + [words.format("reason")]
    parts.append(f"(OLD.state <> 'waiting' AND ({' OR '.join(map(other.format, DECIDED))} OR {words.format('words')}))")
    find = "instr" if lite else "strpos"
    parts += [f"(CAST(OLD.{name} AS TEXT) <> CAST(NEW.{name} AS TEXT) AND {find}(CAST(NEW.{name} AS TEXT), '{DASHED}') = 0)"
              for name in ("before", "after")]
    changed = " OR ".join(parts)
    if op.get_bind().dialect.name == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
        return [f"CREATE TRIGGER correction_no_update BEFORE UPDATE ON correction WHEN {changed} {stop}",
                f"CREATE TRIGGER correction_no_delete BEFORE DELETE ON correction {stop}"]
    return ["CREATE OR REPLACE FUNCTION correction_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{KEPT}'; END $$",
            f"CREATE TRIGGER correction_no_update BEFORE UPDATE ON correction FOR EACH ROW WHEN ({changed}) "
            "EXECUTE FUNCTION correction_is_kept()",
            "CREATE TRIGGER correction_no_delete BEFORE DELETE ON correction FOR EACH ROW "
            "EXECUTE FUNCTION correction_is_kept()"]


def upgrade() -> None:
    """Add the table, and what guards it."""
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=160), nullable=False),
        sa.Column("employee_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("words", sa.String(length=500), server_default="", nullable=False),
        sa.Column("score_before", sa.Float(), nullable=True),
        sa.Column("score_after", sa.Float(), nullable=True),
        sa.CheckConstraint("state in ('waiting', 'confirmed', 'refused', 'withdrawn')", name=op.f("ck_correction_state")),
        sa.CheckConstraint("(state = 'waiting') = (decided_at is null) and (decided_at is null) = (decided_by is null)",
                           name=op.f("ck_correction_decided")),
        sa.CheckConstraint("asked_by <> employee_id and (decided_by is null or decided_by <> employee_id)",
                           name=op.f("ck_correction_own_case")),
        sa.CheckConstraint("decided_by is null or (state = 'withdrawn') = (decided_by = asked_by)",
                           name=op.f("ck_correction_second_person")),
        *(sa.ForeignKeyConstraint([name], ["employee.id"], name=op.f(f"fk_correction_{name}"))
          for name in ("employee_id", "asked_by", "decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")))
    op.create_index("ix_correction_employee_id", "correction", ["employee_id"])
    op.create_index("ix_correction_asked_by", "correction", ["asked_by"])
    op.create_index("ix_correction_subject", "correction", ["kind", "subject"])
    op.create_index("ix_correction_state", "correction", ["state", "employee_id"])
    waiting = sa.text("state = 'waiting'")
    op.create_index("uq_correction_waiting", "correction", ["kind", "subject"], unique=True, sqlite_where=waiting,
                    postgresql_where=waiting)
    for statement in guards():
        op.execute(statement)


def downgrade() -> None:
    """Drop it with what guards it; what was corrected stays corrected."""
    op.drop_table("correction")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION correction_is_kept()")
