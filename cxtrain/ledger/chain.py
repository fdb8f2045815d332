"""The hash chain: each entry's hash covers its own facts and the hash before it. Pure."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True)
class Entry:
    """What one ledger row says, in the order in which it is hashed."""

    chain: int  # unit id; 0 for the firm
    seq: int  # 1, 2, 3 … within the chain
    at: str  # ISO 8601, UTC, microseconds
    actor_id: int  # employee id; 0 for the system
    action: str
    subject: str  # type:id
    facts: dict[str, Any]


@dataclass(frozen=True)
class Break:
    """The first place where a chain does not hold."""

    chain: int
    seq: int
    reason: str


def link(previous: str, entry: Entry) -> str:
    """Return the SHA-256 (hex) of `entry` standing after an entry whose hash is `previous`."""
    body = [previous, entry.chain, entry.seq, entry.at, entry.actor_id, entry.action, entry.subject, entry.facts]
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(chain: int, rows: Iterable[tuple[Entry, str, str]]) -> Break | None:
    """Return where the chain breaks, or None. `rows` are (entry, previous hash, own hash), by seq."""
    previous, expected = GENESIS, 1
    for entry, before, own in rows:
        if entry.seq != expected:
            fault = "is missing" if entry.seq > expected else f"should stand where there is one numbered {entry.seq}"
            return Break(chain, expected, f"entry {expected} {fault}")
        if link(before, entry) != own:
            return Break(chain, entry.seq, f"entry {entry.seq} was changed: what it says does not give its hash")
        if before != previous:
            return Break(chain, entry.seq, f"entry {entry.seq} was changed or exchanged: it does not follow the one before")
        previous, expected = own, expected + 1
    return None


def seal(day: str, heads: Iterable[tuple[int, int, str]], previous: str = GENESIS) -> str:
    """Return the SHA-256 (hex) over a day (ISO 8601), all chain heads, each (chain, seq, hash), and the seal before."""
    return hashlib.sha256(json.dumps([previous, day, sorted(heads)], separators=(",", ":")).encode()).hexdigest()
