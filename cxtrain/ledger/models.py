"""Tables of the ledger. The database itself refuses to change or delete a row."""

import datetime as dt

from sqlalchemy import DDL, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from cxtrain.extensions import Json, Moment, db


class LedgerEntry(db.Model):
    """One change of state, with the hash that ties it to the one before."""

    __table_args__ = (UniqueConstraint("chain", "seq"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    chain: Mapped[int]  # unit id; 0 for the firm
    seq: Mapped[int]
    at: Mapped[Moment]
    actor_id: Mapped[int] = mapped_column(index=True)  # employee id; 0 for the system
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60), index=True)  # type:id
    facts: Mapped[Json]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class LedgerSeal(db.Model):
    """The hash over all chain heads of a day, to be printed and kept elsewhere."""

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[dt.date] = mapped_column(unique=True)
    heads: Mapped[Json]  # [[chain, seq, hash], …] by chain
    hash: Mapped[str] = mapped_column(String(64))


def guard_statements(dialect: str) -> list[str]:
    """Return the statements that make both tables append-only on `dialect` (sqlite or postgresql)."""
    tables = (LedgerEntry.__tablename__, LedgerSeal.__tablename__)
    if dialect == "sqlite":
        return [f"CREATE TRIGGER {t}_no_{verb.lower()} BEFORE {verb} ON {t} BEGIN SELECT RAISE(ABORT, "
                f"'the ledger is append-only'); END" for t in tables for verb in ("UPDATE", "DELETE")]
    function = ("CREATE OR REPLACE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$")
    return [function] + [f"CREATE TRIGGER {t}_append_only BEFORE UPDATE OR DELETE ON {t} "
                         f"FOR EACH ROW EXECUTE FUNCTION ledger_is_append_only()" for t in tables]


def _guard(target, connection, **_: object) -> None:  # type: ignore[no-untyped-def]
    for statement in guard_statements(connection.dialect.name):
        connection.execute(DDL(statement.replace("%", "%%")))


event.listen(db.metadata, "after_create", _guard)
