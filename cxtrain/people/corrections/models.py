"""What somebody asked to have corrected, and who decided. The database refuses to change what was asked or decided."""

from sqlalchemy import DDL, CheckConstraint, Connection, ForeignKey, Index, String, Table, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxtrain.extensions import Json, Moment, db
from cxtrain.people.models import Employee

OPEN = text("state = 'waiting'")
ASKED = ("kind", "subject", "employee_id", "asked_by", "asked_at")
DECIDED = ("state", "decided_by", "decided_at", "score_before", "score_after")
DASHED = ('"comment": "\\u2014"', '"name": "\\u2014"')  # as JSON says that a word to a player, or a name, was erased


class Correction(db.Model):
    """One correction. Its `before` keeps what stood first, whatever follows."""

    __table_args__ = (
        CheckConstraint("state in ('waiting', 'confirmed', 'refused', 'withdrawn')", name="state"),
        CheckConstraint("(state = 'waiting') = (decided_at is null) and (decided_at is null) = (decided_by is null)",
                        name="decided"),
        CheckConstraint("asked_by <> employee_id and (decided_by is null or decided_by <> employee_id)", name="own_case"),
        CheckConstraint("decided_by is null or (state = 'withdrawn') = (decided_by = asked_by)", name="second_person"),
        Index("uq_correction_waiting", "kind", "subject", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_correction_subject", "kind", "subject"),
        Index("ix_correction_state", "state", "employee_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))  # of matter.MATTERS
    subject: Mapped[str] = mapped_column(String(160))  # the key of what is corrected, as its matter writes it
    employee_id: Mapped[int] = mapped_column(ForeignKey(Employee.id), index=True)  # whom it is about
    before: Mapped[Json]
    after: Mapped[Json]
    reason: Mapped[str] = mapped_column(String(500))
    asked_by: Mapped[int] = mapped_column(ForeignKey(Employee.id), index=True)
    asked_at: Mapped[Moment]
    state: Mapped[str] = mapped_column(String(10))
    decided_by: Mapped[int | None] = mapped_column(ForeignKey(Employee.id))
    decided_at: Mapped[Moment | None]
    words: Mapped[str] = mapped_column(String(500), default="", server_default="")  # why it was refused
    score_before: Mapped[float | None]  # percent, as it took effect
    score_after: Mapped[float | None]
    person: Mapped[Employee] = relationship(foreign_keys=[employee_id])
    asker: Mapped[Employee] = relationship(foreign_keys=[asked_by])
    decider: Mapped[Employee | None] = relationship(foreign_keys=[decided_by])


def guard_statements(dialect: str) -> list[str]:
    """Return the statements by which `dialect` keeps what was asked, and what was decided, as it is.

    Only what somebody wrote gives way to a dash, where a person is erased.
    """
    changed = _changed(lite=dialect == "sqlite")
    if dialect == "sqlite":
        stop = "BEGIN SELECT RAISE(ABORT, 'a correction is kept as it was asked and decided'); END"
        return [f"CREATE TRIGGER correction_no_update BEFORE UPDATE ON correction WHEN {changed} {stop}",
                f"CREATE TRIGGER correction_no_delete BEFORE DELETE ON correction {stop}"]
    return ["CREATE OR REPLACE FUNCTION correction_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'a correction is kept as it was asked and decided'; END $$",
            f"CREATE TRIGGER correction_no_update BEFORE UPDATE ON correction FOR EACH ROW WHEN ({changed}) "
            "EXECUTE FUNCTION correction_is_kept()",
            "CREATE TRIGGER correction_no_delete BEFORE DELETE ON correction FOR EACH ROW "
            "EXECUTE FUNCTION correction_is_kept()"]


def _changed(*, lite: bool) -> str:
    """Return the condition that an update changes what is to be kept."""
    other = "OLD.{0} IS NOT NEW.{0}" if lite else "OLD.{0} IS DISTINCT FROM NEW.{0}"
    words = "(OLD.{0} <> NEW.{0} AND NEW.{0} <> '—')"
    parts = [other.format(name) for name in ASKED] + [words.format("reason")]
    parts.append(f"(OLD.state <> 'waiting' AND ({' OR '.join(map(other.format, DECIDED))} OR {words.format('words')}))")
    find = "instr" if lite else "strpos"
    for name in ("before", "after"):
        kept = " AND ".join(f"{find}(CAST(NEW.{name} AS TEXT), '{dashed}') = 0" for dashed in DASHED)
        parts.append(f"(CAST(OLD.{name} AS TEXT) <> CAST(NEW.{name} AS TEXT) AND {kept})")
    return " OR ".join(parts)


def _guard(target: Table, connection: Connection, **_: object) -> None:
    for statement in guard_statements(connection.dialect.name):
        connection.execute(DDL(statement.replace("%", "%%")))


event.listen(Correction.__table__, "after_create", _guard)
