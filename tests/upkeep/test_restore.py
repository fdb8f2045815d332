"""A restore: what was kept comes back, safe to use; whatever goes wrong, what was there before stays."""

import datetime as dt
import os
import random
import sqlite3
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from cxtrain.app import create_app
from cxtrain.certificates.models import Certificate
from cxtrain.extensions import db as database
from cxtrain.files.operations import keep, path_of
from cxtrain.ledger.models import LedgerEntry
from cxtrain.ledger.queries import verify
from cxtrain.people.models import Employee, Unit, UserSession
from cxtrain.people.permissions import Role
from cxtrain.training.classes import operations as classes
from cxtrain.training.classes.timetable import Planned
from cxtrain.training.models import Course
from cxtrain.upkeep import archive, restore
from cxtrain.upkeep.models import Restoration
from cxtrain.upkeep.running import running
from cxtrain.web import schema
from cxtrain.web.health import head_revision, schema_revision
from tests.certificates.conftest import Office
from tests.quality.conftest import actor
from tests.training.conftest import publish_all


@pytest.fixture
def on_sqlite(db):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the file of SQLite")


def rename(unit_id, name):
    database.session.get_one(Unit, unit_id).name = name
    database.session.commit()


def test_what_was_kept_comes_back_and_what_was_there_stays_beside_it(site, cast, anew, db):
    digest = keep(b"a photo", "image/png")
    db.session.commit()
    path = site.backup()
    lost = path_of(digest)
    lost.unlink()
    rename(cast.jingan, "后来的名字")
    told = site.run("restore", path, "--replace")
    anew()
    assert database.session.get_one(Unit, cast.jingan).name == "静安店" and lost.read_bytes() == b"a photo"
    assert "before" in told["kept"][-1]
    if db.engine.dialect.name == "sqlite":
        old = sqlite3.connect(told["kept"][-1]).execute("select name from unit where id = ?", [cast.jingan]).fetchone()
        assert old == ("后来的名字",)


def test_without_being_told_to_replace_it_leaves_everything_as_it_is(site, cast, anew):
    path = site.backup()
    rename(cast.jingan, "后来的名字")
    assert "--replace" in site.run("restore", path, fails=True)
    anew()
    assert database.session.get_one(Unit, cast.jingan).name == "后来的名字"
    assert database.session.scalar(select(func.count()).select_from(Restoration)) == 0


def test_everybody_signs_in_again_and_the_ledger_says_why(site, cast, anew, browser):
    browser.login(cast.wang)
    path = site.backup()
    site.run("restore", path, "--replace")
    later = anew()
    later.client.set_cookie("cx", browser.client.get_cookie("cx").value)
    assert later.get("/me/sessions").status_code == 302
    assert set(database.session.scalars(select(UserSession.ended_why))) == {"restored"}
    entry = database.session.scalar(select(LedgerEntry).where(LedgerEntry.action == "backup restored"))
    assert entry.facts["epoch"] == 1 and verify()[1] is None


def numbers(app, cast):
    """Give out numbers as people do, and return them: of certificates, shoppers and rows that papers name."""
    from cxtrain.quality.shoppers.operations import Newcomer, add_shopper
    course = publish_all()
    with app.test_request_context(method="POST"):
        office = Office(course)
        certificates = [database.session.get_one(Certificate, office.award(who)) for who in (cast.wang, cast.sun)]
        shoppers = [add_shopper(Newcomer(name), database.session.get_one(Unit, cast.firm)) for name in ("秋叶", "冬雪")]
        database.session.commit()
        found = [each.number for each in certificates] + [f"certificate {each.id}" for each in certificates]
        return set(found) | {each.employee.number for each in shoppers} | {f"employee {each.employee_id}" for each in shoppers}


def test_no_number_given_out_after_the_backup_is_given_out_again(site, cast, anew, app):
    path = site.backup()
    since = numbers(app, cast)
    site.run("restore", path, "--replace")
    again = numbers(anew().app, cast)
    assert len(since) == len(again) == 8 and since & again == set()
    site.run("restore", path, "--replace")  # and neither after a second one
    third = numbers(anew().app, cast)
    assert since & third == set() and len(third) == 8


def a_class(app, cast):
    """Plan the next class of the course, as a trainer does, and return its term."""
    moment = dt.datetime(2026, 12, 7, 1, tzinfo=dt.UTC)
    session = Planned(moment, moment + dt.timedelta(hours=1), 60, "", "lecture")
    plan = classes.Plan(None, "林老师", "静安店", 45, None, False, (), "", (session,))
    with app.test_request_context(method="POST"):
        course, unit = database.session.scalar(select(Course)), database.session.get_one(Unit, cast.jingan)
        term = classes.plan_class(actor(database, cast.he, Role.HR), course, unit, plan).term
        database.session.commit()
    return term


def test_a_class_gets_no_term_that_one_after_the_backup_had(site, cast, anew, app):
    publish_all()
    database.session.commit()
    assert a_class(app, cast) == 1
    path = site.backup()
    since = [a_class(app, cast) for _ in range(3)]
    site.run("restore", path, "--replace")
    assert since == [2, 3, 4] and a_class(anew().app, cast) == 12


def test_while_a_server_runs_or_the_database_is_open_it_refuses(site, cast, on_sqlite):
    path = site.backup()
    with running(site.instance):
        assert "stop it first" in site.run("restore", path, "--replace", fails=True)
    other = subprocess.Popen([sys.executable, "-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('select 1 from unit')"
                              ".fetchall(); print('open', flush=True); sys.stdin.read()", str(site.instance / "cxtrain.db")],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    other.stdout.readline()
    said = site.run("restore", path, "--replace", fails=True)
    other.communicate()
    assert "stop it first" in said
    site.run("restore", path, "--replace")


def test_on_postgresql_open_connections_are_counted(site, cast, db):
    if db.engine.dialect.name == "sqlite":
        pytest.skip("connections of PostgreSQL")
    path = site.backup()
    with create_app(site.settings).app_context():
        connection = database.engine.connect()
        connection.execute(database.text("select 1"))
        import psycopg

        from cxtrain.upkeep import postgresql
        from cxtrain.upkeep.faults import UpkeepFault
        with pytest.raises(UpkeepFault, match="1 connections"):
            postgresql.refuse_used(site.settings.database)
        connection.close()
        database.engine.dispose()
    assert psycopg and site.run("restore", path, "--replace")["rows"] > 0


@pytest.mark.parametrize("place", range(8))
def test_however_far_it_got_when_it_died_there_is_the_old_site_or_the_new_one(site, cast, anew, monkeypatch, place, on_sqlite):
    path = site.backup()
    rename(cast.jingan, "后来的名字")
    calls = []

    def dying(function):
        def call(*args, **kwargs):
            calls.append(function)
            if len(calls) == place + 1:
                raise KeyboardInterrupt
            return function(*args, **kwargs)
        return call
    with monkeypatch.context() as patch:
        for module, name in ((os, "replace"), (os, "link"), (os, "fsync"), (restore.sqlite, "swap"), (restore, "_built")):
            patch.setattr(module, name, dying(getattr(module, name)))
        site.close()
        from click.testing import CliRunner

        from cxtrain.cli import main
        CliRunner().invoke(main, ["restore", path, "--replace"])
    anew()
    restored = database.session.scalar(select(func.count()).select_from(Restoration))
    assert database.session.get_one(Unit, cast.jingan).name == ("静安店" if restored else "后来的名字")
    assert [name for name in os.listdir(site.instance) if name.startswith(".restore")] == []


def test_no_flipped_byte_goes_unnoticed(site, tmp_path):
    whole = bytearray(site.backup().read_bytes())
    first = archive.read(_file(tmp_path, whole), lambda name: None)
    chance, damaged = random.Random(2026), 0
    for at in (chance.randrange(len(whole)) for _ in range(60)):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << chance.randrange(8)
        try:
            assert archive.read(_file(tmp_path, flipped), lambda name: None) == first  # padding that means nothing
        except restore.UpkeepFault:
            damaged += 1
    assert damaged > 50


def test_a_backup_that_was_cut_off_is_refused(site, tmp_path):
    whole = site.backup().read_bytes()
    for length in (10, 600, 5000, len(whole) // 2):
        assert "Error: " in site.run("restore", _file(tmp_path, whole[:length]), "--replace", fails=True)


def _file(folder, body):
    path = folder / "copy.tar"
    path.write_bytes(body)
    return path


def test_a_plain_copy_of_a_database_in_use_is_refused(site, tmp_path, on_sqlite):
    copy = _file(tmp_path, (site.instance / "cxtrain.db").read_bytes())
    assert "cxtrain backup" in site.run("restore", copy, "--replace", fails=True)


def test_an_older_backup_is_brought_up_to_date_and_a_newer_one_is_refused(site, cast, anew, db):
    before = f"{int(head_revision()) - 1:04d}"
    db.session.remove()
    schema.downgrade(before)
    path = site.backup()
    site.run("restore", path, "--replace")
    anew()
    assert schema_revision() == head_revision() and database.session.get(Employee, cast.wang)
    db.session.execute(db.text("update alembic_version set version_num = '9999'"))
    db.session.commit()
    assert "newer than this one" in site.run("restore", site.backup(), "--replace", fails=True)


def test_a_dry_run_reads_all_of_it_and_changes_nothing(site, cast, anew):
    path = site.backup()
    rename(cast.jingan, "后来的名字")
    assert site.run("restore", path, "--dry-run")["revision"] == head_revision()
    anew()
    assert database.session.get_one(Unit, cast.jingan).name == "后来的名字"


def test_keys_come_back_and_those_that_were_there_stay_beside_them(site):
    key = site.instance / "secret_key"
    key.write_text("old" * 20)
    path = site.backup()
    key.write_text("new" * 20)
    told = site.run("restore", path, "--replace")
    assert key.read_text() == "old" * 20 and open(told["kept"][0]).read() == "new" * 20
