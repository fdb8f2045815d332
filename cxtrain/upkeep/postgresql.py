"""A database of PostgreSQL: by pg_dump and pg_restore, the server's own or those of the path."""

import datetime as dt
import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, make_url

from cxtrain.upkeep.facts import Facts, facts_of
from cxtrain.upkeep.faults import UpkeepFault
from cxtrain.upkeep.running import RUNS

if TYPE_CHECKING:
    from psycopg import Connection

TABLES = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"
OTHERS = """select count(*) from pg_stat_activity
    where datname = %s and pid <> pg_backend_pid() and backend_type = 'client backend'"""


def dump(address: str, target: Path) -> Facts:
    """Dump the database at `address` to `target`, and say what is in it; both see the same moment."""
    url = make_url(address)
    with _connect(url) as connection:
        def ask(statement: str) -> list[tuple[Any, ...]]:
            return connection.execute(statement).fetchall()  # type: ignore[call-overload, no-any-return]
        connection.execute("begin isolation level repeatable read, read only")
        facts = facts_of(ask, (str(row[0]) for row in ask(TABLES)))
        snapshot = f"--snapshot={ask('select pg_export_snapshot()')[0][0]}"
        _run(url, "pg_dump", _to(url), "--format=custom", "--no-owner", snapshot, f"--file={target}")
    return facts


def check(address: str, path: Path) -> None:
    """Have pg_restore read the whole dump, without a database."""
    _run(make_url(address), "pg_restore", "--file=/dev/null", str(path))


def is_empty(address: str) -> bool:
    """Whether the database has no table."""
    with _connect(make_url(address)) as connection:
        return connection.execute(TABLES).fetchone() is None


def refuse_used(address: str) -> None:
    """Refuse a database to which others are connected.

    Raises:
        UpkeepFault: some are.
    """
    with _connect(make_url(address)) as connection:
        count = connection.execute(OTHERS, [make_url(address).database]).fetchone()
    if count and count[0]:
        raise UpkeepFault(f"{RUNS} ({count[0]} connections to the database are open)")


def build(address: str, path: Path) -> str:
    """Restore a dump into a new database beside the one at `address`, and return where."""
    url = make_url(address)
    beside = url.set(database=f"{url.database}_restoring")
    with _connect(url) as connection:
        connection.execute(_named("drop database if exists {}", beside.database))  # of a restore that was killed
        connection.execute(_named("create database {} template template0 encoding 'UTF8'", beside.database))
    _run(url, "pg_restore", _to(beside), "--no-owner", "--exit-on-error", "--single-transaction", str(path))
    return beside.render_as_string(hide_password=False)


def drop(address: str) -> None:
    """Remove the database beside, where the restore was not carried to its end."""
    with suppress(Exception), _connect(make_url(address).set(database="postgres")) as connection:
        connection.execute(_named("drop database if exists {} with (force)", make_url(address).database))


def swap(built: str, address: str, moment: dt.datetime) -> str:
    """Give the new database the name of the old one, in one transaction; return what the old one is called now."""
    name, kept = make_url(address).database, f"{make_url(address).database}_before_{moment:%Y%m%d_%H%M%S_%f}"
    refuse_used(address)
    with _connect(make_url(address).set(database="postgres")) as connection, connection.transaction():
        connection.execute(_named("alter database {} rename to {}", name, kept))
        connection.execute(_named("alter database {} rename to {}", make_url(built).database, name))
    return kept


def _named(statement: str, *names: str | None) -> Any:
    from psycopg import sql
    return sql.SQL(statement).format(*(sql.Identifier(name or "") for name in names))  # type: ignore[arg-type]


def _connect(url: URL) -> "Connection[Any]":
    import psycopg
    try:
        return psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True)
    except psycopg.OperationalError as error:
        raise UpkeepFault(f"the database cannot be reached: {str(error).splitlines()[0]}") from error


def _to(url: URL) -> str:
    return f"--dbname={url.set(drivername='postgresql', password=None).render_as_string()}"


def _run(url: URL, tool: str, *words: str) -> None:
    """Run a program of PostgreSQL; the password goes by the environment, where no list of processes shows it."""
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    done = subprocess.run([_tool(url, tool), *words], capture_output=True, text=True, check=False, env={**os.environ, **secret})
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no word why"])[-1]
        raise UpkeepFault(f"{tool} failed: {said}")


def _tool(url: URL, name: str) -> str:
    """Return a program of the version of the server: of an older one pg_dump refuses to work."""
    with suppress(Exception), _connect(url) as connection:  # only some may ask, and the server may be another machine
        row = connection.execute("select setting from pg_config where name = 'BINDIR'").fetchone()
        if row and (path := Path(row[0]) / name).exists():
            return str(path)
    if found := shutil.which(name):
        return found
    raise UpkeepFault(f"{name} is missing. Run: sudo apt-get install -y postgresql-client")
