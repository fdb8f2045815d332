"""What is over ends, what is not stays, a legal hold keeps it, and doing it again changes nothing."""

import datetime as dt

import pytest

from cxtrain.certificates.print_runs.models import PrintRun
from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.files.models import EMPTY, StoredFile
from cxtrain.files.operations import LONG_AGO, keep
from cxtrain.jobs.models import Job
from cxtrain.jobs.work import work
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.reports.erasure.models import Erasure, LegalHold
from cxtrain.reports.exports.models import Export
from cxtrain.reports.keeping import queries
from cxtrain.reports.keeping.signals import end_daily
from cxtrain.reports.readings.models import ScoreReading
from cxtrain.reports.readings.operations import forget_readings
from cxtrain.training.classes.models import ClassPhoto
from tests.training.attendance.room import make_class
from tests.training.conftest import publish_all

TODAY = dt.date(2026, 11, 23)
PAST = {"people": dt.date(2023, 10, 31), "files": dt.datetime(2026, 7, 31, 23, tzinfo=dt.UTC),
        "pictures": dt.datetime(2024, 10, 31, 23, tzinfo=dt.UTC)}
KEPT = {"people": dt.date(2023, 11, 1), "files": dt.datetime(2026, 8, 1, tzinfo=dt.UTC),
        "pictures": dt.datetime(2024, 11, 1, tzinfo=dt.UTC)}


def put(cast, room, who, when):
    """Put somebody who left, an export, a print run and a picture, each of its time."""
    person = database.session.get_one(Employee, who)
    person.status, person.left_on = "left", when["people"]
    digests = [keep(f"{what} {when['files']}".encode(), "text/csv") for what in ("export", "run", "list", "picture")]
    database.session.add_all([
        Export(kind="hr-report", asked={}, asked_by=cast.he, asked_at=when["files"], name="hr.csv", people=2, digest=digests[0],
               made_at=when["files"]),
        PrintRun(asked_by=cast.he, asked_at=when["files"], chosen={}, arranged="pinyin", paper="one", output="merged",
                 base_url="", count=1, finished_at=when["files"], digest=digests[1], list_digest=digests[2]),
        ClassPhoto(class_id=room.id, digest=digests[3], caption="合影", by=cast.li, at=when["pictures"])])
    return digests


@pytest.fixture
def aged(db, cast):
    """王喆, files and a picture whose time is over, and 赵䶮, files and a picture whose time is not."""
    publish_all()
    room = make_class(cast, people=("wang",), unit="jingan")
    over, kept = put(cast, room, cast.wang, PAST), put(cast, room, cast.zhao, KEPT)
    db.session.commit()
    return over, kept


def end_it(app, day=TODAY):
    """Let the daily task and its job run for a day."""
    end_daily(day)
    database.session.commit()
    database.session.remove()
    work(app, until_empty=True)
    database.session.rollback()


def state():
    """Return what there is: who is erased, exports, files of runs, pictures."""
    return ([each.employee_id for each in database.session.query(Erasure)],
            [each.digest for each in database.session.query(Export)],
            [each.digest for each in database.session.query(PrintRun).order_by(PrintRun.id)],
            [each.digest for each in database.session.query(ClassPhoto)])


def test_what_is_over_ends_and_what_is_not_stays(app, db, cast, aged):
    over, kept = aged
    end_it(app)
    erased, exports, runs, pictures = state()
    assert erased == [cast.wang]
    assert over[0] not in exports
    assert runs == [EMPTY, kept[1]]
    assert pictures == [kept[3]]
    assert db.session.get_one(Employee, cast.zhao).name == "赵䶮"
    due = {row.digest for row in db.session.query(StoredFile).filter_by(kept_at=LONG_AGO)}
    assert set(over) <= due
    said = {(entry.facts["what"], entry.facts["count"]) for entry in db.session.query(LedgerEntry).filter_by(action="time was over")}
    assert ("people", 1) in said
    assert ("pictures", 1) in said


def test_doing_it_again_changes_nothing(app, db, cast, aged):
    end_it(app)
    before, entries = state(), db.session.query(LedgerEntry).count()
    end_it(app)  # the same day is one job
    assert db.session.query(Job).filter_by(kind="end what is over").count() == 1
    end_it(app, TODAY + dt.timedelta(days=1))
    assert state() == before
    assert db.session.query(LedgerEntry).count() == entries


@pytest.mark.parametrize("about", ["wang", None])
def test_a_legal_hold_keeps_everything_it_may_be_about_until_it_ends(app, db, cast, aged, about):
    hold = LegalHold(employee_id=about and cast.wang, reason="court", since=dt.date(2026, 1, 1), made_by=cast.he, made_at=now())
    db.session.add_all([hold, ScoreReading(person_id=cast.wang, reader_id=cast.li, page="reports.employee",
                                           hour=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))])
    db.session.commit()
    before = state()
    end_it(app)
    forget_readings(TODAY)
    assert state() == before
    assert db.session.query(ScoreReading).count() == 1
    hold = db.session.query(LegalHold).one()
    hold.ended_at, hold.ended_by = now(), cast.he
    db.session.commit()
    end_it(app, TODAY + dt.timedelta(days=1))
    assert state()[0] == [cast.wang]


def test_a_hold_over_somebody_else_lets_others_be_erased_and_keeps_pictures(app, db, cast, aged):
    db.session.add(LegalHold(employee_id=cast.zhao, reason="court", since=dt.date(2026, 1, 1), made_by=cast.he, made_at=now()))
    db.session.commit()
    end_it(app)
    assert state()[0] == [cast.wang]
    assert len(state()[3]) == 2


def test_nought_months_end_nothing(app, db, cast, aged, monkeypatch):
    for setting in ("kept_left_months", "kept_files_months", "kept_photos_months"):
        monkeypatch.setattr(app.config["CX"], setting, 0)
    before = state()
    end_it(app)
    assert state() == before
    assert set(queries.counts(TODAY).values()) == {0}
