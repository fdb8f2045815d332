"""The guard of corrections lets the names of an erased person go: corrections of certificates hold them."""

from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

ASKED = ("kind", "subject", "employee_id", "asked_by", "asked_at")
DECIDED = ("state", "decided_by", "decided_at", "score_before", "score_after")
COMMENT, NAME = '"comment": "\\u2014"', '"name": "\\u2014"'  # as JSON says that a word to a player, or a name, was erased
KEPT = "a correction is kept as it was asked and decided"


def guard(*dashed: str) -> str:
    """Return what keeps corrections as they were asked and decided, but for values with one of `dashed`."""
    lite = op.get_bind().dialect.name == "sqlite"
    other = "OLD.{0} IS NOT NEW.{0}" if lite else "OLD.{0} IS DISTINCT FROM NEW.{0}"
    words = "(OLD.{0} <> NEW.{0} AND NEW.{0} <> '—')"  # what anybody wrote gives way to a dash where a person is erased
    parts = [other.format(name) for name in ASKED] + [words.format("reason")]
    parts.append(f"(OLD.state <> 'waiting' AND ({' OR '.join(map(other.format, DECIDED))} OR {words.format('words')}))")
    find = "instr" if lite else "strpos"
    for name in ("before", "after"):
        kept = " AND ".join(f"{find}(CAST(NEW.{name} AS TEXT), '{each}') = 0" for each in dashed)
        parts.append(f"(CAST(OLD.{name} AS TEXT) <> CAST(NEW.{name} AS TEXT) AND {kept})")
    changed = " OR ".join(parts)
    if lite:
        return (f"CREATE TRIGGER correction_no_update BEFORE UPDATE ON correction WHEN {changed} "
                f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END")
    return (f"CREATE TRIGGER correction_no_update BEFORE UPDATE ON correction FOR EACH ROW WHEN ({changed}) "
            "EXECUTE FUNCTION correction_is_kept()")


def put(*dashed: str) -> None:
    """Put another guard in the place of the one there is."""
    op.execute("DROP TRIGGER correction_no_update" + ("" if op.get_bind().dialect.name == "sqlite" else " ON correction"))
    op.execute(guard(*dashed))


def upgrade() -> None:
    """Let names go, too."""
    put(COMMENT, NAME)


def downgrade() -> None:
    """Let words to players go alone."""
    put(COMMENT)
