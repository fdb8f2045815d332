"""Reading the ledger, and checking that nobody has touched it."""

from collections.abc import Iterator

from sqlalchemy import select

from cxtrain.extensions import db
from cxtrain.ledger.chain import GENESIS, Break, Entry, first_break, seal
from cxtrain.ledger.models import LedgerEntry, LedgerSeal


def verify() -> tuple[int, Break | None]:
    """Return how many entries were checked, and the first break, if any: in a chain, or against a seal."""
    checked, found = 0, None
    hashes: dict[tuple[int, int], str] = {}
    for chain in db.session.scalars(select(LedgerEntry.chain).distinct().order_by(LedgerEntry.chain)):
        try:
            rows = list(_rows(chain))
        except ValueError:  # a moment that is none, facts that are no JSON
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
            db.session.execute(select(LedgerEntry.at, LedgerEntry.facts)
                               .where(LedgerEntry.chain == chain, LedgerEntry.seq == seq)).all()
        except ValueError:
            return Break(chain, seq, f"entry {seq} was changed: it cannot be read")
    return Break(chain, 0, "it cannot be read")


def _rows(chain: int) -> Iterator[tuple[Entry, str, str]]:
    query = select(LedgerEntry).where(LedgerEntry.chain == chain).order_by(LedgerEntry.seq)
    for row in db.session.scalars(query.execution_options(yield_per=1000)):
        at = row.at.isoformat(timespec="microseconds")
        yield Entry(chain, row.seq, at, row.actor_id, row.action, row.subject, row.facts), row.previous, row.hash


def _against_seals(hashes: dict[tuple[int, int], str]) -> Break | None:
    try:
        return _broken_seal(hashes)
    except (TypeError, ValueError):
        return Break(0, 0, "a seal was changed: it cannot be read")


def _broken_seal(hashes: dict[tuple[int, int], str]) -> Break | None:
    previous = GENESIS
    for day in db.session.scalars(select(LedgerSeal).order_by(LedgerSeal.day)):
        if seal(day.day.isoformat(), ((c, s, h) for c, s, h in day.heads), previous) != day.hash:
            return Break(0, 0, f"the seal of {day.day}, or the one before it, was changed or taken away")
        previous = day.hash
        for chain, seq, own in day.heads:
            if hashes.get((chain, seq)) != own:
                return Break(chain, seq, f"entry {seq} does not match the seal of {day.day}")
    return None
