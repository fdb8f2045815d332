"""The year's ledger, gathered in any order and chained by time at the end. Pure."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cxtrain.ledger.chain import GENESIS, Entry, link

Waiting = tuple[int, int, str, str, dict[str, Any]]  # chain, actor, action, subject, facts: as ledger.operations keeps it


@dataclass
class Chronicle:
    """What happened, each with its moment."""

    happened: list[tuple[dt.datetime, Waiting]] = field(default_factory=list)

    def note(self, at: dt.datetime, action: str, subject: tuple[str, int | str], *, unit_id: int | None,
             actor_id: int, **facts: Any) -> None:
        """Note one change of state; the arguments are those of ledger.operations.record."""
        self.happened.append((at, (unit_id or 0, actor_id, action, f"{subject[0]}:{subject[1]}", facts)))

    def adopt(self, waiting: Iterable[Waiting], at: dt.datetime, actor_id: int) -> None:
        """Take over what an operation has recorded: it happened at `at` and was done by `actor_id`."""
        self.happened += [(at, (chain, actor_id, *rest)) for chain, _, *rest in waiting]  # type: ignore[misc]

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of the ledger: every chain in the order of time, each entry tied to the one before."""
        heads: dict[int, tuple[int, str]] = defaultdict(lambda: (0, GENESIS))
        rows = []
        for at, (chain, actor_id, action, subject, facts) in sorted(self.happened, key=lambda entry: entry[0]):
            seq, previous = heads[chain][0] + 1, heads[chain][1]
            utc = at.astimezone(dt.UTC)
            stamp = utc.isoformat(timespec="microseconds")
            own = link(previous, Entry(chain, seq, stamp, actor_id, action, subject, facts))
            rows.append({"chain": chain, "seq": seq, "at": utc, "actor_id": actor_id, "action": action,
                         "subject": subject, "facts": facts, "previous": previous, "hash": own})
            heads[chain] = (seq, own)
        return rows
