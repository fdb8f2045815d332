"""Adding a visit to the roll-up rows, taking it out again, and computing all of them anew."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from cxtrain.extensions import db
from cxtrain.ledger.operations import record
from cxtrain.quality import rollup
from cxtrain.quality.models import Visit
from cxtrain.quality.sums import queries
from cxtrain.quality.sums.queries import SETS


@contextmanager
def recounted(visit: Visit) -> Iterator[Visit]:
    """Keep the sums equal to what the visits add: whatever changes what a visit counts for stands in this block.

    Its state, the person, an open appeal, the pool, a corrected rating: the sums move by the difference between before
    and after, within the caller's transaction. An error leaves them as they were.
    """
    before = queries.contributions_of(visit)
    yield visit
    db.session.flush()
    after = queries.contributions_of(visit)
    if after != before:
        take_from_rollups(before)
        add_to_rollups(after)


def add_to_rollups(added: Mapping[rollup.AnyKey, rollup.Sums]) -> None:
    """Add to the roll-up rows, in one statement for each of the three tables."""
    for model, keys, rows in _rollup_rows(added):
        statement, table = _insert(model), model.__table__
        new = statement.excluded
        db.session.execute(statement.on_conflict_do_update(
            index_elements=keys, set_={name: table.c[name] + new[name] for name in _counted(rows, keys)}), rows)


def take_from_rollups(removed: Mapping[rollup.AnyKey, rollup.Sums]) -> None:
    """Take a visit's part out again, as when an appeal is upheld; rows of n = 0 stay and count as none."""
    for model, keys, rows in _rollup_rows(removed):
        table = model.__table__
        statement = update(table).where(*(table.c[key] == bindparam(f"the_{key}") for key in keys)).values(
            {name: table.c[name] - bindparam(f"the_{name}") for name in _counted(rows, keys)})
        bound = [{f"the_{name}": value for name, value in row.items()} for row in rows]
        db.session.connection().execute(statement, bound)


def _counted(rows: list[dict[str, Any]], keys: list[str]) -> list[str]:
    return [name for name in rows[0] if name not in keys]


def _rollup_rows(sums: Mapping[rollup.AnyKey, rollup.Sums]) -> Iterator[tuple[Any, list[str], list[dict[str, Any]]]]:
    for each in SETS:
        rows = [each.row(key, one) for key, one in sums.items() if each.holds(key)]
        if rows:
            yield each.model, list(each.keys), rows


def rebuild_rollups() -> int:
    """Compute all roll-up rows anew from the released visits; return how many rows there are. For repair only.

    It goes through touchpoints month by month, so that no more than one month of one touchpoint is in memory.
    """
    rows = 0
    for portion in queries.portions():
        for each in SETS:
            table = each.model.__table__
            db.session.execute(table.delete().where(table.c.touchpoint_id == portion.touchpoint_id,
                                                    table.c.month == portion.month))
        computed = queries.computed_rollups(portion)
        add_to_rollups(computed)
        rows += len(computed)
    record("rollups rebuilt", ("rollup", 0), unit_id=None, rows=rows)
    return rows


def _insert(model: Any) -> Any:
    made = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return made(model.__table__)
