"""An upgrade that dies at its n-th statement, again and again; used by the tests and, for all migrations, by the soak."""

from contextlib import contextmanager

from sqlalchemy import event, inspect

from cxtrain.extensions import db as database
from cxtrain.web import schema

BOOKKEEPING = ("PRAGMA", "SAVEPOINT")


class Killed(Exception):
    """The process died here, as far as the database can tell."""


@contextmanager
def dying_at(statement):
    """Raise at the `statement`-th statement of the block, before the database sees it; yield the list of those sent."""
    sent = []

    def count(connection, cursor, text, *rest):
        if text.lstrip().upper().startswith(BOOKKEEPING):
            return
        sent.append(text)
        if len(sent) == statement:
            raise Killed(text)
    event.listen(database.engine, "before_cursor_execute", count)
    try:
        yield sent
    finally:
        event.remove(database.engine, "before_cursor_execute", count)


def shape():
    """Return the schema as the database tells it: columns, indices, checks, keys, uniqueness; by table."""
    database.session.remove()
    seen, found = inspect(database.engine), {}
    for what in ("columns", "indexes", "check_constraints", "foreign_keys", "unique_constraints", "pk_constraint"):
        for (_, table), rows in getattr(seen, f"get_multi_{what}")().items():
            rows = rows if isinstance(rows, list) else [rows]
            kept = sorted((str(row.get("name")), str(row.get("type", "")), str(row.get("nullable", ""))) for row in rows)
            found.setdefault(table, {})[what] = kept
    return found


def kill_everywhere(start, end, stride=1):
    """Kill the upgrade from `start` to `end` at every `stride`-th statement; return at how many it was killed.

    Each time the schema must stand at a revision as if the rest had never begun, and a second run must complete it.
    """
    schema.upgrade(end)
    shapes = {end: shape()}
    for revision in (f"{number:04d}" for number in range(int(end) - 1, int(start) - 1, -1)):
        schema.downgrade("base" if revision == "0000" else revision)
        shapes[revision] = shape()
    shapes["0000"] = shapes.get("0000", {})
    killed, at = 0, 1
    while True:
        with dying_at(at) as sent:
            try:
                schema.upgrade(end)
                died = False
            except Killed:
                died = True
        if not died:
            assert shape() == shapes[end] and len(sent) < at
            return killed
        database.session.remove()
        stands = schema.stands_at() or "0000"
        assert stands == "0000" or shape() == shapes[stands], f"half of a migration stayed after {sent[-1]}"
        assert schema.upgrade(end) == end and shape() == shapes[end]
        schema.downgrade("base" if start == "0000" else start)
        killed, at = killed + 1, at + stride
