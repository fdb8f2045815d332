"""Reading the ledger, and checking that nobody has touched it."""

import datetime as dt
import json
from collections.abc import Iterator

from sqlalchemy import String, cast, select, type_coerce
from sqlalchemy.exc import DBAPIError

from cxtrain.extensions import db
from cxtrain.ledger.chain import GENESIS, Break, Entry, first_break, seal
from cxtrain.ledger.models import LedgerEntry, LedgerSeal

# What a value raises that this program never writes: a moment that is none, facts that are no JSON, bytes that are no text.
UNREADABLE = (ValueError, TypeError, DBAPIError)


def verify() -> tuple[int, Break | None]:
    """Return how many entries were checked, and the first break, if any: in a chain, or against a seal."""
    checked, found = 0, None
    hashes: dict[tuple[int, int], str] = {}
    for chain in db.session.scalars(select(LedgerEntry.chain).distinct().order_by(LedgerEntry.chain)).all():
        try:
            rows = list(_rows(chain))
        except UNREADABLE:
            found = found or _unreadable(chain)
            continue
        checked += len(rows)
        hashes |= {(chain, entry.seq): own for entry, _, own in rows}
        found = found or first_break(chain, rows)
    return checked, found or _against_seals(hashes)


def _unreadable(chain: int) -> Break:
    """Return the first entry of a chain that holds something which this program never writes."""
    for seq in db.session.scalars(select(LedgerEntry.seq).where(LedgerEntry.chain == chain).order_by(LedgerEntry.seq)).all():
        try:
            list(_rows(chain, seq))
        except UNREADABLE:
            return Break(chain, seq, f"entry {seq} was changed: it cannot be read")
    return Break(chain, 0, "it cannot be read")


def _rows(chain: int, seq: int | None = None) -> Iterator[tuple[Entry, str, str]]:
    """Yield (entry, previous hash, own hash) of a chain, or of one entry.

    Raises:
        ValueError: a moment or facts are stored in another form than this program writes; a lenient reader
            would take them for the same.
    """
    query = select(LedgerEntry, cast(LedgerEntry.facts, String).label("text"),
                   type_coerce(LedgerEntry.at, String).label("written")).where(
        LedgerEntry.chain == chain).order_by(LedgerEntry.seq)
    query = query if seq is None else query.where(LedgerEntry.seq == seq)
    for row, facts, moment in db.session.execute(query.execution_options(yield_per=1000, populate_existing=True)):
        at = row.at.isoformat(timespec="microseconds")
        if json.dumps(row.facts) != facts or isinstance(moment, str) and moment != f"{row.at:%Y-%m-%d %H:%M:%S.%f}":
            raise ValueError(f"entry {row.seq} is not in the form in which it was written")
        yield Entry(chain, row.seq, at, row.actor_id, row.action, row.subject, row.facts), row.previous, row.hash


def _against_seals(hashes: dict[tuple[int, int], str]) -> Break | None:
    try:
        return _broken_seal(hashes)
    except UNREADABLE:
        return Break(0, 0, "a seal was changed: it cannot be read")


def _broken_seal(hashes: dict[tuple[int, int], str]) -> Break | None:
    previous, query = GENESIS, select(LedgerSeal, cast(LedgerSeal.heads, String).label("text")).order_by(LedgerSeal.day)
    for day, heads in db.session.execute(query.execution_options(populate_existing=True)).all():
        if (json.dumps(day.heads) != heads
                or seal(day.day.isoformat(), ((c, s, h) for c, s, h in day.heads), previous) != day.hash):
            return Break(0, 0, f"the seal of {day.day}, or the one before it, was changed or taken away")
        previous = day.hash
        for chain, seq, own in day.heads:
            if hashes.get((chain, seq)) != own:
                return Break(chain, seq, f"entry {seq} does not match the seal of {day.day}")
    return None


def sealed_before(day: dt.date) -> dict[str, str] | None:
    """Return the newest seal of a day before `day` as documents print it, {"day": ISO 8601, "hash": hex}, or None."""
    row = db.session.execute(select(LedgerSeal.day, LedgerSeal.hash).where(LedgerSeal.day < day)
                             .order_by(LedgerSeal.day.desc()).limit(1)).first()
    return {"day": row.day.isoformat(), "hash": row.hash} if row else None


def is_sealed(printed: str) -> bool:
    """Whether one of the seals is `printed`, as a document or another machine kept it."""
    return bool(db.session.scalar(select(LedgerSeal.id).where(LedgerSeal.hash == printed.strip().lower())))
