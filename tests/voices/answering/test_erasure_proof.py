"""After a customer erased an answer, nothing of it is left: in no table, no file, not in SQLite's file or log, in no line of a log."""

import contextlib
import logging
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select, text

from cxtrain.clock import today
from cxtrain.voices.comments.operations import find_words, forget_words
from cxtrain.voices.retention.operations import forget_devices
from tests.voices.answering.conftest import receipt_on
from tests.voices.answering.test_find_answer import look

CANARIES = ("canarywords", "canaryreason", "CanaryPhone")


def everything_in(db):
    """Return all rows of all tables as one text for each table."""
    db.session.rollback()
    return {table.name: "\n".join(map(repr, db.session.execute(select(table)).all())) for table in db.metadata.sorted_tables}


def bytes_of(app, db):
    """Return what lies in all files of the instance, after SQLite has folded its log into its file and cleared up."""
    db.session.rollback()
    db.session.remove()
    if db.engine.dialect.name == "sqlite":
        with contextlib.closing(sqlite3.connect(db.engine.url.database, isolation_level=None)) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return {path: path.read_bytes() for path in Path(app.config["CX"].instance).rglob("*") if path.is_file()}


def found(app, db, log, canaries):
    """Return where a canary is, as "table name", file name or "log"."""
    tables = [name for name, rows in everything_in(db).items() if any(word in rows for word in canaries)]
    files = [path.name for path, body in bytes_of(app, db).items() if any(word.encode() in body for word in canaries)]
    return tables + files + (["log"] if any(word in log.text for word in canaries) else [])


@pytest.fixture
def log(caplog):
    """Everything that is logged, down to the least."""
    caplog.set_level(logging.DEBUG)
    return caplog


def test_nothing_of_an_erased_answer_is_left_anywhere(app, db, customer, log):
    someone = customer(phone="CanaryPhone")
    code = receipt_on(someone.send(q_satisfied=1, q_recommend=2, q_recommend_why="canaryreason", q_words="It was canarywords here"))
    other = receipt_on(customer().send(q_satisfied=5, q_words="ordinarywords stay"))
    find_words()
    db.session.commit()
    before = found(app, db, log, CANARIES)
    assert {"customer_comment", "voice_word"} <= set(before)  # the search finds what is there, in SQLite's file too
    assert db.engine.dialect.name != "sqlite" or Path(db.engine.url.database).name in before
    assert someone.send(look(someone, code), path="/answer/erase").status_code == 200
    forget_words(today("UTC"))
    forget_devices(today("UTC"))
    db.session.commit()
    assert found(app, db, log, (*CANARIES, code, code.replace("-", ""))) == []
    assert "customer_comment" in found(app, db, log, ("ordinarywords",))
    assert look(customer(), other).status_code == 200


def test_a_table_that_kept_a_word_would_be_found(app, db, customer, log):
    customer().send(q_satisfied=3, q_words="canarywords")
    db.session.execute(text("UPDATE unit SET name_en = 'canaryreason' WHERE code = 'S01'"))
    db.session.commit()
    assert {"customer_comment", "unit"} <= set(found(app, db, log, CANARIES))
