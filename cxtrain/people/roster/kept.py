"""A roster between upload and import: the rows as text, without what is not to be stored. Pure."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from cxtrain.people.roster.plan import RosterPlan
from cxtrain.people.roster.rows import Rows, first_with_header, read_sheets

MEDIA_TYPE = "application/vnd.cxtrain.roster+json"


@dataclass(frozen=True)
class Kept:
    """An uploaded roster."""

    filename: str
    account_id: int  # whose upload it is: nobody else may open it
    digest: str  # SHA-256 of the file as it was sent, hex
    rows: tuple[tuple[str, ...], ...]


def keep_rows(data: bytes, filename: str, account_id: int, sheets: Sequence[Rows]) -> bytes:
    """Return what is kept of a roster: its first sheet with a header, the cells of private columns emptied.

    Raises:
        RosterFault: no sheet has a header row, or nobody stands below it.
    """
    rows = first_with_header(sheets)
    header, _ = read_sheets([rows])
    private = {column.index for column in header.columns if column.use == "private"}
    kept = [
        [cell if index <= header.row or x not in private else "" for x, cell in enumerate(row)]
        for index, row in enumerate(rows)
    ]
    facts = [filename[:200], account_id, hashlib.sha256(data).hexdigest(), kept]
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def kept_rows(body: bytes) -> Kept | None:
    """Return what `keep_rows` kept, or None where the bytes are something else."""
    try:
        filename, account_id, digest, rows = json.loads(body)
        return Kept(str(filename), int(account_id), str(digest), tuple(tuple(map(str, row)) for row in rows))
    except (ValueError, TypeError):
        return None


def fingerprint(plan: RosterPlan) -> str:
    """Return a text that two plans share only when they do the same to the same people."""
    return hashlib.sha256(json.dumps(plan.as_dict(), sort_keys=True).encode()).hexdigest()
