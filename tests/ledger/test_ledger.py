"""The ledger in the database: written with the change, refused to everybody afterwards, and checked."""

import datetime as dt

import pytest
from sqlalchemy import select, text

from cxtrain.ledger import queries
from cxtrain.ledger.models import LedgerEntry
from cxtrain.ledger.operations import record, seal_day


def three_entries(db):
    """Write three entries in two chains."""
    for number, unit in enumerate((1, 1, 2)):
        record("thing done", ("thing", number), unit_id=unit, actor_id=5, number=number)
        db.session.commit()


def test_it_writes_an_entry_in_the_transaction_of_the_change(db):
    record("thing done", ("thing", 1), unit_id=1)
    db.session.rollback()
    db.session.commit()
    assert queries.verify() == (0, None)
    three_entries(db)
    assert [(e.chain, e.seq) for e in db.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))] == [
        (1, 1), (1, 2), (2, 1)]
    assert queries.verify() == (3, None)


@pytest.mark.parametrize("statement", ["update ledger_entry set facts = '{}'", "delete from ledger_entry"])
def test_the_database_refuses_to_change_or_delete_an_entry(db, statement):
    three_entries(db)
    with pytest.raises(Exception, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_it_names_the_first_entry_that_was_tampered_with_behind_the_guards(db):
    three_entries(db)
    sqlite = db.engine.dialect.name == "sqlite"
    db.session.execute(text("drop trigger ledger_entry_no_update" if sqlite else
                            "alter table ledger_entry disable trigger ledger_entry_append_only"))
    db.session.execute(text("update ledger_entry set actor_id = 6 where chain = 1 and seq = 2"))
    found = queries.verify()[1]
    assert (found.chain, found.seq) == (1, 2)
    db.session.rollback()


def test_a_seal_shows_that_the_tail_was_cut_off(db):
    three_entries(db)
    assert seal_day(dt.date(2026, 5, 6)) is not None
    assert seal_day(dt.date(2026, 5, 6)) is None
    db.session.commit()
    sqlite = db.engine.dialect.name == "sqlite"
    db.session.execute(text("drop trigger ledger_entry_no_delete" if sqlite else
                            "alter table ledger_entry disable trigger ledger_entry_append_only"))
    db.session.execute(text("delete from ledger_entry where chain = 1 and seq = 2"))
    found = queries.verify()[1]
    assert (found.chain, found.seq) == (1, 2) and "seal" in found.reason
    db.session.rollback()


@pytest.mark.parametrize("change", ["delete from ledger_seal where day = '2026-05-06'",
                                    "update ledger_seal set day = '2026-05-05' where day = '2026-05-06'"])
def test_a_seal_that_was_taken_away_or_dated_back_shows_in_the_next(db, change):
    three_entries(db)
    for day in (6, 7):
        seal_day(dt.date(2026, 5, day))
        db.session.commit()
    assert queries.verify()[1] is None
    sqlite, verb = db.engine.dialect.name == "sqlite", change.partition(" ")[0]
    db.session.execute(text(f"drop trigger ledger_seal_no_{verb}" if sqlite else
                            "alter table ledger_seal disable trigger ledger_seal_append_only"))
    db.session.execute(text(change))
    assert "seal" in queries.verify()[1].reason
    db.session.rollback()


@pytest.mark.parametrize("change", ["at = 'long ago'", "facts = 'no JSON'"])
def test_an_entry_that_cannot_be_read_is_named_too(db, change):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL itself refuses such values")
    three_entries(db)
    db.session.execute(text("drop trigger ledger_entry_no_update"))
    db.session.execute(text(f"update ledger_entry set {change} where chain = 1 and seq = 2"))
    found = queries.verify()[1]
    assert (found.chain, found.seq) == (1, 2) and "cannot be read" in found.reason
    db.session.rollback()
