"""Numbers that may have been given out after a backup was made that was restored: nothing gets them a second time.

Papers bear ids (of visits, plans, classes, print runs) and mails lead to them. PostgreSQL counts ids in sequences, which a
restore moves on. SQLite counts on from the highest row, so the first row after a restore is given its id here.
"""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Table, event, func, select
from sqlalchemy.orm import Mapper

from cxtrain.extensions import db
from cxtrain.web.models import NumberFloor

_floors: WeakKeyDictionary[Engine, dict[str, int]] = WeakKeyDictionary()


def floor_of(series: str) -> int:
    """Return the last number of `series` that may have been given out; 0 where nothing was restored."""
    return db.session.scalar(select(NumberFloor.last).where(NumberFloor.series == series)) or 0


def never_again(floors: dict[str, int]) -> None:
    """Keep every number of each series up to its floor from being given out; the caller commits."""
    for series, last in floors.items():
        db.session.merge(NumberFloor(series=series, last=max(last, floor_of(series))))
    _floors.pop(db.engine, None)


def counted_tables() -> dict[str, Table]:
    """Return the tables whose rows the database numbers, by name."""
    tables = {name: table for name, table in db.metadata.tables.items() if "id" in table.c}
    return {name: table for name, table in tables.items() if table.autoincrement_column is table.c.id}


@event.listens_for(Mapper, "before_insert")
def _stay_above(mapper: Mapper[Any], connection: Connection, row: Any) -> None:
    if connection.dialect.name != "sqlite":
        return
    if connection.engine not in _floors:
        known = connection.execute(select(NumberFloor.series, NumberFloor.last)).tuples()
        _floors[connection.engine] = dict(known.all())
    floors, name = _floors[connection.engine], getattr(mapper.local_table, "name", "")
    if name not in floors or row.id is not None:
        return
    if (connection.scalar(select(func.max(mapper.local_table.c.id))) or 0) >= floors[name]:
        del floors[name]  # the database counts on by itself from here
    else:
        floors[name] += 1  # several rows may be on their way in one flush
        row.id = floors[name]
