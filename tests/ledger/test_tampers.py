"""What `make soak` does ten thousand times with the ledger, done a few times; and seals that left the house."""

import datetime as dt
import json

import pytest
import time_machine
from sqlalchemy import select, text

from cxtrain.extensions import db as database
from cxtrain.jobs import work as worker
from cxtrain.jobs.models import Job
from cxtrain.ledger import queries
from cxtrain.ledger.models import LedgerSeal
from cxtrain.ledger.operations import record, seal_day
from tests.soak import tampers

NIGHT = dt.datetime(2026, 5, 7, 0, 5, tzinfo=dt.UTC)


@pytest.fixture
def sqlite(db):
    """A database whose file somebody may open behind our back."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("this is about the bytes in a file")


def test_each_of_eighty_random_tampers_is_found(sqlite):
    tried, missed = tampers.unfound(80, seed=7)
    assert missed == [] and tried.total() == 80 and len(tried) > 10


@pytest.mark.parametrize(("column", "value"), [
    ("at", "2026-05-06T08:00:00.000000"), ("at", "2026-05-06 08:00:00"), ("facts", '{"number":1}'), ("facts", '{"number": 1.0}'),
    ("facts", '{"number": 1, "number": 1}'), ("facts", "{\n\"number\": 1}")])
def test_what_a_lenient_reader_takes_for_the_same_is_found_too(db, sqlite, column, value):
    with time_machine.travel(dt.datetime(2026, 5, 6, 8, 0, tzinfo=dt.UTC), tick=False):
        for number in range(3):
            record("thing done", ("thing", number), unit_id=1, number=number)
        db.session.commit()
    assert queries.verify() == (3, None)
    db.session.execute(text("drop trigger ledger_entry_no_update"))
    db.session.execute(text(f"update ledger_entry set {column} = :value where seq = 2"), {"value": value})
    found = queries.verify()[1]
    assert (found.chain, found.seq) == (1, 2)
    db.session.rollback()


def test_each_break_says_what_is_wrong(db, sqlite):
    for number in range(3):
        record("thing done", ("thing", number), unit_id=1)
    db.session.commit()
    db.session.execute(text("drop trigger ledger_entry_no_update"))
    db.session.execute(text("drop trigger ledger_entry_no_delete"))
    for change, reason in [("update ledger_entry set actor_id = 9 where seq = 2", "does not give its hash"),
                           ("update ledger_entry set seq = 9 where seq = 2", "is missing"),
                           ("update ledger_entry set action = cast(x'ff' as text) where seq = 2", "cannot be read")]:
        point = db.session.begin_nested()
        db.session.execute(text(change))
        found = queries.verify()[1]
        assert (found.chain, found.seq) == (1, 2) and reason in found.reason
        point.rollback()


def sealed(db, *days):
    """Seal some days of May and return their hashes."""
    made = []
    for day in days:
        record("thing done", ("thing", day), unit_id=1)
        db.session.commit()
        made.append(seal_day(dt.date(2026, 5, day)).hash)
        db.session.commit()
    return made


def test_a_printed_seal_shows_that_the_newest_one_was_taken_away(db):
    first, last = sealed(db, 5, 6)
    assert queries.is_sealed(last) and queries.is_sealed(f" {last.upper()}\n")
    assert queries.sealed_before(dt.date(2026, 5, 7)) == {"day": "2026-05-06", "hash": last}
    assert queries.sealed_before(dt.date(2026, 5, 6)) == {"day": "2026-05-05", "hash": first}
    assert queries.sealed_before(dt.date(2026, 5, 5)) is None
    on_sqlite = db.engine.dialect.name == "sqlite"
    db.session.execute(text("drop trigger ledger_seal_no_delete" if on_sqlite else
                            "alter table ledger_seal disable trigger ledger_seal_append_only"))
    db.session.execute(text("delete from ledger_seal where day = '2026-05-06'"))
    assert queries.verify()[1] is None and not queries.is_sealed(last)
    db.session.rollback()


def night(app, hook):
    """Let a worker do the tasks of a night with this hook, and then its jobs; return the job of the seal."""
    app.config["CX"].seal_hook = hook
    record("plan approved", ("plan", 1), unit_id=3)
    database.session.commit()
    with time_machine.travel(NIGHT):
        worker._daily_tasks()
        while (job := worker._claim()) is not None:
            worker._do(job)
    return database.session.scalar(select(Job).where(Job.kind == "send seal"))


def test_the_hook_gets_the_seal_of_the_day_once(app, db, tmp_path):
    kept = tmp_path / "kept seals"
    job = night(app, f"sh -c 'cat >> \"{kept}\"'")
    seal = db.session.scalars(select(LedgerSeal)).one()
    assert json.loads(kept.read_text()) == {"day": "2026-05-06", "hash": seal.hash, "heads": seal.heads}
    assert job.state == "done"
    night(app, app.config["CX"].seal_hook)
    assert kept.read_text().count('"day"') == 1


def test_without_a_hook_nothing_leaves_the_house(app, db):
    assert night(app, "") is None and db.session.scalars(select(LedgerSeal)).one()


@pytest.mark.parametrize(("hook", "said"), [("sh -c 'echo the vault is closed >&2; exit 3'", "ended with 3: the vault is closed"),
                                            ("/no/such/command", "could not be run"), ("  ", "could not be run")])
def test_a_hook_that_fails_is_shown_on_the_jobs_page_and_the_day_is_sealed_all_the_same(app, db, cast, browser, hook, said):
    assert night(app, hook).state == "failed"
    assert db.session.scalars(select(LedgerSeal)).one().day == dt.date(2026, 5, 6)
    assert said in browser.login(cast.admin).get("/jobs").text
