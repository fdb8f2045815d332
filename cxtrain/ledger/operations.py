"""Recording changes. Entries wait in the session and are chained as the last thing before the commit."""

import datetime as dt
from typing import Any

from flask import g, has_request_context
from sqlalchemy import bindparam, event, insert, select, text
from sqlalchemy.orm import Session

from cxtrain.clock import now
from cxtrain.extensions import db
from cxtrain.ledger.chain import GENESIS, Entry, link, seal
from cxtrain.ledger.models import LedgerEntry, LedgerSeal

WAITING = "ledger"
# Over the table, made once: nearly every change runs them.
_entry = LedgerEntry.__table__
_ENTER = insert(_entry)
_HEAD = select(_entry.c.seq, _entry.c.hash).where(_entry.c.chain == bindparam("chain")).order_by(_entry.c.seq.desc()).limit(1)


def record(action: str, subject: Any, *, unit_id: int | None, actor_id: int | None = None, **facts: Any) -> None:
    """Note one change of state; it is written in the transaction of the change.

    Args:
        action: past participle with its noun, such as "plan approved".
        subject: a flushed model row, or a (type, id) pair.
        unit_id: the chain; None for what belongs to the firm as a whole.
        actor_id: the employee who did it; by default the one who is signed in, else the system (0).
        facts: JSON values that a later reader needs; no secret, no full text of a person's words.
    """
    kind, key = subject if isinstance(subject, tuple) else (type(subject).__tablename__, subject.id)
    if actor_id is None:
        actor_id = getattr(g, "ledger_actor_id", 0) if has_request_context() else 0
    entry = (unit_id or 0, actor_id, action, f"{kind}:{key}", facts)
    if not db.session().in_transaction():
        db.session().begin()  # so that a rollback forgets the entry
    db.session().info.setdefault(WAITING, []).append(entry)


@event.listens_for(Session, "before_commit")
def _write(session: Session) -> None:
    waiting = session.info.pop(WAITING, None)
    if not waiting:
        return
    session.flush()
    at = now()
    rows: list[dict[str, Any]] = []
    for chain in sorted({entry[0] for entry in waiting}):
        rows += _chained(session, chain, [entry for entry in waiting if entry[0] == chain], at)
    session.execute(_ENTER, rows)


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, previous_transaction: Any) -> None:
    session.info.pop(WAITING, None)


def _chained(session: Session, chain: int, waiting: list[Any], at: dt.datetime) -> list[dict[str, Any]]:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(7041, :chain)"), {"chain": chain})
    last, previous = session.execute(_HEAD, {"chain": chain}).first() or (0, GENESIS)
    rows = []
    for seq, (_, actor_id, action, subject, facts) in enumerate(waiting, last + 1):
        entry = Entry(chain, seq, at.isoformat(timespec="microseconds"), actor_id, action, subject, facts)
        own = link(previous, entry)
        rows.append({"chain": chain, "seq": seq, "at": at, "actor_id": actor_id, "action": action,
                     "subject": subject, "facts": facts, "previous": previous, "hash": own})
        previous = own
    return rows


def seal_day(day: dt.date) -> LedgerSeal | None:
    """Seal the heads of all chains under `day`, once; the caller commits. None when the day is sealed already."""
    if db.session.scalar(select(LedgerSeal.id).where(LedgerSeal.day == day)):
        return None
    latest = select(LedgerEntry.chain, db.func.max(LedgerEntry.seq).label("seq")).group_by(LedgerEntry.chain).subquery()
    rows = db.session.execute(
        select(LedgerEntry.chain, LedgerEntry.seq, LedgerEntry.hash)
        .join(latest, (latest.c.chain == LedgerEntry.chain) & (latest.c.seq == LedgerEntry.seq))).all()
    heads = sorted([list(row) for row in rows])
    before = db.session.scalar(select(LedgerSeal.hash).where(LedgerSeal.day < day).order_by(LedgerSeal.day.desc()).limit(1))
    made = LedgerSeal(day=day, heads=heads, hash=seal(day.isoformat(), ((c, s, h) for c, s, h in heads), before or GENESIS))
    db.session.add(made)
    return made
