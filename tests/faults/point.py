"""A fault at the n-th statement or commit of the database, once or from there on, or an answer that is lost after the commit.

Or the disk is full from the n-th write on, while reading goes on.

Source: SQLite's own tests fail each call in turn until an operation succeeds (https://www.sqlite.org/testing.html, 3.1 and 3.2).
"""

from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

MODES = ("once", "from there on", "after the commit", "full")
FULL = {"sqlite": "database or disk is full", "postgresql": "could not extend file: No space left on device"}


@dataclass
class Fault:
    """Which statement fails, and whether it has."""

    mode: str
    at: int
    database: str = "sqlite"
    seen: int = 0
    fired: bool = False

    def hit(self, *, writes):
        """Count a statement or a commit, and fail where it is time."""
        if self.mode == MODES[3] and not writes:
            return
        self.seen += 1
        if self.mode != MODES[2] and (self.seen == self.at or (self.seen > self.at and self.mode != MODES[0])):
            self.fail()

    def fail(self):
        """Fail as a full disk, a broken disk or a broken line would."""
        self.fired = True
        raise OperationalError("a statement", {}, OSError(FULL[self.database] if self.mode == MODES[3] else "fault injected"))


@contextmanager
def armed(engine, fault):
    """Let the statements of `engine` meet `fault`."""
    def statement(_connection, _cursor=None, words="COMMIT", *_):
        fault.hit(writes=not words.lstrip().upper().startswith(("SELECT", "PRAGMA", "WITH")))

    commit = engine.dialect.do_commit

    def committed(connection):
        commit(connection)
        if fault.mode == MODES[2]:
            fault.seen += 1
            if fault.seen == fault.at:
                fault.fail()

    event.listen(engine, "before_cursor_execute", statement)
    event.listen(engine, "commit", statement)
    engine.dialect.do_commit = committed
    try:
        yield fault
    finally:
        del engine.dialect.do_commit
        event.remove(engine, "before_cursor_execute", statement)
        event.remove(engine, "commit", statement)
