"""Adding to the counts of answers, taking out again, and counting anew; the caller commits."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import bindparam, delete, func, select, text, update

from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.voices.models import VoiceCount
from cxtrain.voices.sums import queries
from cxtrain.voices.tally import Key

KEYS = [field.name for field in fields(Key)]
_count = VoiceCount.__table__
# Written out, because a statement of the library with ON CONFLICT is compiled anew each time; the same in both databases.
_ADD = text(f"insert into voice_count ({', '.join(KEYS)}, n, settled) values ({', '.join(f':{key}' for key in KEYS)}, :n, 0) "  # noqa: S608
            f"on conflict ({', '.join(KEYS)}) do update set n = voice_count.n + excluded.n")


def add_to_counts(added: Mapping[Key, int]) -> None:
    """Add to the rows, always in the same order, so that two who add at once never wait for each other in a ring."""
    if not added:
        return
    db.session.execute(_ADD, [{**vars(key), "n": n} for key, n in sorted(added.items())])


def take_from_counts(removed: Mapping[Key, int]) -> None:
    """Take out what was added; rows that come to nothing stay as none."""
    _change(removed, n=_count.c.n - bindparam("the_n"))


def note_settled(counted: Mapping[Key, int]) -> None:
    """Note that the single answers of these counts go, while the counts stay."""
    _change(counted, settled=_count.c.settled + bindparam("the_n"))


def _change(by: Mapping[Key, int], **values: Any) -> None:
    if not by:
        return
    statement = update(_count).where(*(_count.c[key] == bindparam(f"the_{key}") for key in KEYS)).values(values)
    rows = [{f"the_{name}": value for name, value in {**asdict(key), "n": n}.items()} for key, n in sorted(by.items())]
    db.session.connection().execute(statement, rows)


def rebuild_counts() -> int:
    """Count all kept responses anew, on top of what is settled; return how many rows there are. For repair only."""
    db.session.execute(delete(VoiceCount).where(VoiceCount.settled == 0))
    db.session.execute(update(_count).values(n=_count.c.settled))
    computed: Counter[Key] = Counter()
    for portion in queries.computed_counts():
        computed.update(portion)
    add_to_counts(computed)
    rows = db.session.scalar(select(func.count()).select_from(_count)) or 0
    record("voice counts rebuilt", ("voice_count", 0), unit_id=None, rows=rows)
    return rows
