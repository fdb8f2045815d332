"""Whoever is erased is nowhere any more: a canary in every column that ends is in no table, no file and no log after it."""

import sqlite3

import pytest
from sqlalchemy import Boolean, Float, Integer, String, cast, func, select

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.files.operations import forget_unnamed
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.reports.erasure.operations import erase
from tests.reports.erasure.filling import CANARY, fill, known, let_anything_in


def hits(word):
    """Return which columns of which tables hold the word."""
    return [f"{table.name}.{column.name}" for table in database.metadata.sorted_tables for column in table.columns
            if database.session.scalar(select(func.count()).select_from(table).where(
                cast(column, String).ilike(f"%{word}%")))]


def figures():
    """Return the numbers of every row that may not change: sums, counts, scores and marks."""
    left_out = {"employee", "account", "stored_file", "ledger_entry", "erasure", "erased_number"}
    return {table.name: sorted(map(repr, database.session.execute(select(*numbers)).all()))
            for table in database.metadata.sorted_tables if table.name not in left_out
            and (numbers := [column for column in table.columns if isinstance(column.type, Integer | Float | Boolean)])}


@pytest.fixture
def filled(db, cast):
    """王喆 has left, and is everywhere."""
    let_anything_in()
    person = db.session.get_one(Employee, cast.wang)
    known(person)
    canaries = fill(person)
    db.session.commit()
    return canaries


def test_a_canary_in_every_column_that_ends_is_nowhere_afterwards(app, db, cast, filled, caplog):
    there = hits(CANARY)
    assert len(there) > 80
    before = figures()
    done = erase(db.session.get_one(Employee, cast.wang), reason="their request", asked_by=cast.he)
    db.session.commit()
    forget_unnamed(now())
    db.session.commit()
    assert hits(CANARY) == []
    instance = app.config["CX"].instance
    assert [path for path in instance.glob("files/??/*") if CANARY.encode() in path.read_bytes()] == []
    assert CANARY not in caplog.text
    gone = {"absence", "report_filter", "audited_person", "role_grant", "password_link", "user_session", "second_step",
            "recovery_code", "photo_chunk", "photo_upload", "visit_photo", "plan_version", "export", "class_archive",
            "training_file_bundle", "outgoing_mail", "submission", "rate_count"}
    after = figures()
    assert [name for name in before if name not in gone and before[name] != after[name]] == []
    assert done["visit"] > 0


def test_nothing_is_left_in_the_file_of_the_database_or_its_log(app, db, cast, filled):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the server's files are the server's")
    erase(db.session.get_one(Employee, cast.wang), reason="their request", asked_by=cast.he)
    db.session.commit()
    db.session.remove()
    db.engine.dispose()
    path = app.config["CX"].instance / "cxtrain.db"
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute("VACUUM")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = [each.name for each in path.parent.glob("cxtrain.db*") if CANARY.encode() in each.read_bytes()]
    assert found == []


def test_the_ledger_says_that_it_was_done_and_names_nobody(db, cast, filled):
    erase(db.session.get_one(Employee, cast.wang), reason="王喆 asked for it", asked_by=cast.he)
    db.session.commit()
    entry = db.session.query(LedgerEntry).filter_by(action="person erased").one()
    assert (entry.actor_id, entry.subject) == (cast.he, f"employee:{cast.wang}")
    assert "王喆" not in str(entry.facts)
    assert entry.facts["rows"] > 50
