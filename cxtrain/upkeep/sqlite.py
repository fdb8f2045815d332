"""A database of SQLite: a copy that is whole while others write, and one file in the place of another."""

import datetime as dt
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from cxtrain.upkeep.facts import Facts, facts_of
from cxtrain.upkeep.faults import UpkeepFault
from cxtrain.upkeep.running import RUNS

LOG = ("-wal", "-shm")


def dump(source: Path, target: Path) -> Facts:
    """Copy `source` to `target` page by page as one transaction sees it, its log included, and say what is in it."""
    if not source.exists():
        raise UpkeepFault(f"there is nothing to keep: {source} does not exist")
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT, 0o600))
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    with closing(sqlite3.connect(target)) as copy:
        tables = copy.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").fetchall()
        return facts_of(lambda statement: copy.execute(statement).fetchall(), (name for name, in tables))


def check(path: Path) -> None:
    """Open a copy and have SQLite look at all of it.

    Raises:
        UpkeepFault: it found something.
    """
    try:
        with closing(sqlite3.connect(path)) as copy:
            said = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(3)")]
            said += [f"a row of {row[0]} points nowhere" for row in copy.execute("PRAGMA foreign_key_check").fetchmany(3)]
    except sqlite3.DatabaseError as error:
        said = [str(error)]
    if said != ["ok"]:
        raise UpkeepFault(f"the database is damaged ({'; '.join(said)}): no good backup can be made of it, take an earlier one")


def is_empty(path: Path) -> bool:
    """Whether nothing would be lost if another file took the place of this one."""
    return not path.exists() or path.stat().st_size == 0


def refuse_used(path: Path) -> None:
    """Refuse a database that another process has open: SQLite lets only the last one fold the log into the file.

    Raises:
        UpkeepFault: it is in use.
    """
    if is_empty(path):
        return
    with closing(sqlite3.connect(path, timeout=1)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            raise UpkeepFault(RUNS) from error
        except sqlite3.DatabaseError:
            return  # What is damaged so much is to be replaced, too.


def swap(built: Path, target: Path, moment: dt.datetime) -> str:
    """Put `built` in the place of `target` in one step; return where the old one lies, if there was one."""
    with closing(sqlite3.connect(built)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    refuse_used(target)
    kept = target.with_name(f"{target.name}.before-{moment:%Y%m%d-%H%M%S-%f}")
    there = not is_empty(target)
    for end in LOG:  # of a damaged database only: it would be taken for the log of the new one
        if (log := target.with_name(target.name + end)).exists():
            os.replace(log, kept.with_name(kept.name + end))
    if there:
        os.link(target, kept)
    os.replace(built, target)
    see_on_disk(target.parent)
    return str(kept) if there else ""


def see_on_disk(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
