"""Who may write, and when: BEGIN is ours, chosen before the first query.

SQLite's driver starts transactions by itself and loses writes silently (risks §0, facts 1 and 2). Here a request with
a safe method reads and cannot write; any other takes the write lock and begins IMMEDIATE. On PostgreSQL, where many write at
once, those who change the same thing wait for each other.
"""

import contextlib
import contextvars
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, request
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from cxtrain.web.locks import WriteLock

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "trusted_schema=OFF",
           "cache_size=-16000")
_HOLD = text("SELECT pg_advisory_xact_lock(7042, hashtext(:thing))")
_intent: contextvars.ContextVar[str | None] = contextvars.ContextVar("transaction_intent", default=None)


def writes() -> bool:
    """Whether a transaction that begins now may write: by explicit wish, else by method, else yes."""
    wish = _intent.get()
    if wish is not None:
        return wish == "write"
    return not (has_request_context() and request.method in SAFE)


@contextlib.contextmanager
def _intending(wish: str) -> Iterator[None]:
    token = _intent.set(wish)
    try:
        yield
    finally:
        _intent.reset(token)


def reading() -> contextlib.AbstractContextManager[None]:
    """Begin transactions in this block for reading only."""
    return _intending("read")


def writing() -> contextlib.AbstractContextManager[None]:
    """Begin transactions in this block for writing, even within a safe request (on a connection of its own)."""
    return _intending("write")


def govern(app: Flask, engine: Engine) -> None:
    """Take over BEGIN on `engine`, which belongs to `app`."""
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database or "")
        _govern_sqlite(engine, WriteLock(path.with_name(path.name + ".lock"), app.config["CX"].lock_seconds))
    else:
        _govern_postgresql(engine)


def _govern_sqlite(engine: Engine, lock: WriteLock) -> None:
    @event.listens_for(engine, "connect")
    def connect(raw: Any, entry: ConnectionPoolEntry) -> None:
        raw.isolation_level = None
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}")
        _close_to_others(engine)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        raw = connection.connection
        if writes():
            if "write_lock" not in raw.info:  # a connection that is kept for several transactions keeps it, too
                raw.info["write_lock"] = lock.acquire()
            _run(raw, "PRAGMA query_only=OFF", "BEGIN IMMEDIATE")
        else:
            _run(raw, "PRAGMA query_only=ON", "BEGIN")

    @event.listens_for(engine, "checkin")
    def checkin(raw: Any, entry: ConnectionPoolEntry) -> None:
        held = entry.info.pop("write_lock", None)
        if held:
            held.release()


def _run(raw: Any, *statements: str) -> None:
    """Run statements past SQLAlchemy, and have them fail as its own do: a database held by others is no error of ours."""
    for statement in statements:
        try:
            raw.execute(statement)
        except sqlite3.Error as error:
            raise OperationalError(statement, {}, error) from error


def _close_to_others(engine: Engine) -> None:
    path = engine.url.database
    if path and os.path.exists(path) and os.stat(path).st_mode & 0o077:
        os.chmod(path, 0o600)


def _govern_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connect(raw: Any, entry: ConnectionPoolEntry) -> None:
        with raw.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
            cursor.execute("SET statement_timeout = '30s'")
            cursor.execute("SET idle_in_transaction_session_timeout = '60s'")
        raw.commit()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        proxied: PoolProxiedConnection = connection.connection
        proxied.driver_connection.read_only = not writes()  # type: ignore[union-attr]


@event.listens_for(Session, "after_begin")
def _hold(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    """On PostgreSQL let those who change one thing come one after the other, as SQLite's write lock does with all.

    Else both find it open, both end it, and the ledger has it twice. It is the first lock of a transaction and the only one
    of its kind, so that nobody waits in a circle for it.
    """
    if connection.dialect.name == "postgresql" and writes() and (thing := _thing()):
        connection.execute(_HOLD, {"thing": thing})


def _thing() -> str:
    """Return the thing that the address of a request names first by its id, such as "visit_id 7"; "" where it names none."""
    named = request.view_args if has_request_context() and request.method not in SAFE else None
    return next((f"{name} {value}" for name, value in (named or {}).items() if isinstance(value, int)), "")
