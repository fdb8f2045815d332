"""The sweep: each act meets a fault at its first statement, at its second … until it is done before any fault comes."""

import re
import sqlite3
from contextlib import closing

from sqlalchemy import event, text, update

from cxtrain.extensions import db
from cxtrain.people.models import UserSession
from tests.faults.invariants import contents, entries, violations
from tests.faults.point import MODES, Fault, armed

NOT_OURS = frozenset({"user_session", "rate_count"})  # when somebody was last here, and how often they tried
REFUSALS = {mode: (507,) if mode == MODES[3] else (500, 503) for mode in MODES}


WRITTEN = re.compile(r"\s*(?:insert into|update|delete from)\s+\"?(\w+)", re.IGNORECASE)


class Kept:
    """The database as it is now, and a way back to it for as long as it is wanted: nobody idles out meanwhile."""

    def __init__(self):
        db.session.rollback()
        db.session.execute(update(UserSession).values(idle_minutes=24 * 60))
        db.session.commit()
        self.written = set()  # names of tables
        self.following = {one.name: {other.name for other in db.metadata.sorted_tables for key in other.foreign_keys
                                     if key.ondelete and key.column.table is one} for one in db.metadata.sorted_tables}
        self.sqlite = db.engine.dialect.name == "sqlite"
        if self.sqlite:
            self.copy = sqlite3.connect(":memory:")
            with closing(sqlite3.connect(db.engine.url.database)) as file:
                file.backup(self.copy)
        else:
            self.rows = {table: [dict(row._mapping) for row in db.session.execute(table.select())] for table in db.metadata.sorted_tables}
        event.listen(db.engine, "before_cursor_execute", self._note)
        db.session.rollback()

    def _note(self, connection, cursor, statement, *_):
        """Note a table that is written to, and those that lose rows with its rows: only these need to be put back."""
        if found := WRITTEN.match(statement):
            self.written |= {found[1], *self.following[found[1]]}

    def restore(self):
        """Put everything back."""
        db.session.remove()
        db.engine.dispose()
        if self.sqlite:
            with closing(sqlite3.connect(db.engine.url.database)) as file:
                self.copy.backup(file)
            self.written.clear()
            return
        with db.engine.begin() as connection:
            connection.execute(text("set local session_replication_role = replica"))  # neither keys nor triggers
            for table in [each for each in self.rows if each.name in self.written]:
                connection.execute(table.delete())
                if self.rows[table]:
                    connection.execute(table.insert(), self.rows[table])
        self.written.clear()


def sweep(act, browser, form, kept, mode, stride=1):
    """Let one act meet a fault at every `stride`-th place; return (faults met, sentences of what was wrong)."""
    address, fields = form
    kept.restore()
    before, counted, wrong, at, met = contents(NOT_OURS), entries(), [], 1, 0
    while True:
        kept.restore()
        fault = Fault(mode, at, db.engine.dialect.name)
        with armed(db.engine, fault):
            answer = browser._open("POST", address, data=fields)
        db.session.rollback()
        where = f"{act.name}, {mode}, {at}"
        if answer.status_code not in (303, *REFUSALS[mode]):
            wrong.append(f"{where}: answered {answer.status_code}")
        if answer.status_code != 303 and fields["submission_key"] not in answer.text:
            wrong.append(f"{where}: what was typed is lost")
        if answer.status_code != 303 and mode != MODES[2] and contents(NOT_OURS) != before:
            wrong.append(f"{where}: refused, and something is there")
        wrong += [f"{where}: {each}" for each in _again(act, browser, form, counted)]
        if not fault.fired:
            return met, wrong
        at, met = at + stride, met + 1


def _again(act, browser, form, counted):
    """The sender presses again, and once more: it is there once, and everything holds."""
    address, fields = form
    answer = browser._open("POST", address, data=fields)
    db.session.rollback()
    if answer.status_code != 303:
        yield f"pressed again it is answered {answer.status_code}"
    if act.action and entries().get(act.action, 0) - counted.get(act.action, 0) != 1:
        yield f"the ledger has {entries().get(act.action, 0) - counted.get(act.action, 0)} entries of {act.action}"
    there = contents(NOT_OURS)
    browser._open("POST", address, data=fields)
    db.session.rollback()
    if contents(NOT_OURS) != there:
        yield "pressed a third time it changes something"
    yield from violations()
