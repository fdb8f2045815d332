"""My data: the copy comes by a job, to whom it is about alone, and is forgotten after a week."""

import datetime as dt
import io
import json
import zipfile

import pytest

from cxtrain.clock import now, today
from cxtrain.extensions import db as database
from cxtrain.jobs.models import Job
from cxtrain.jobs.work import work
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account
from cxtrain.planning.models import Plan
from cxtrain.quality.models import Visit
from cxtrain.reports.my_data import operations, queries
from tests.conftest import Browser
from tests.reports.conftest import *  # noqa: F403
from tests.reports.conftest import Seen


@pytest.fixture
def seen(desk):
    """Releases visits of 王喆."""
    return Seen(desk)


def rows_of(person_id):
    """Return the person's rows by table, from all entries."""
    found = {}
    for entry in queries.data_of(person_id):
        for table, rows in entry["rows"].items():
            found.setdefault(table, []).extend(rows)
    return found


def test_the_copy_comes_by_a_job_and_holds_json_and_pdf(app, browser, cast):
    assert browser.login(cast.wang).get("/me/data.zip").status_code == 404
    for _ in range(2):  # pressing twice asks once
        assert browser.post("/me/data").status_code == 303
    assert "being put together" in browser.get("/me/data").text
    database.session.remove()
    work(app, until_empty=True)
    answer = browser.get("/me/data.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == ["my-data.json", "training-file.pdf"]
        assert archive.read("training-file.pdf").startswith(b"%PDF")
        data = json.loads(archive.read("my-data.json"))
    names = [row for entry in data["data"] for row in entry["rows"].get("employee", []) if "number" in row]
    assert [(row["number"], row["name"], row["joined_on"]) for row in names] == [("S0102", "王喆", "2025-01-06")]
    assert all(entry[key]["zh"] and entry[key]["en"] for entry in data["data"] for key in ("what", "why", "kept"))
    assert "argon2" not in json.dumps(data)
    asked = database.session.query(LedgerEntry).filter_by(action="own data asked for").all()
    assert [(entry.actor_id, entry.subject) for entry in asked] == [(cast.wang, f"employee:{cast.wang}")]
    assert Browser(app).login(cast.zhao).get("/me/data.zip").status_code == 404
    assert "Download" not in Browser(app).login(cast.zhao).get("/me/data").text


def test_a_copy_is_let_go_after_a_week_and_another_can_be_made(browser, db, cast):
    browser.login(cast.wang).post("/me/data")
    job = db.session.query(Job).filter_by(kind="my_data").one()
    job.state, job.result, job.ended_at = "done", "0" * 64, now()
    db.session.commit()
    operations.forget_copies(today("UTC") + dt.timedelta(days=operations.KEPT_DAYS))
    db.session.commit()
    assert db.session.get(Job, job.id).result == "0" * 64
    operations.forget_copies(today("UTC") + dt.timedelta(days=operations.KEPT_DAYS + 1))
    db.session.commit()
    db.session.expire_all()
    assert db.session.get(Job, job.id).result is None
    assert "Download" not in browser.get("/me/data").text
    browser.post("/me/data")
    assert db.session.query(Job).filter_by(kind="my_data").count() == 2


def test_what_the_person_may_not_know_of_yet_and_who_shopped_is_not_in_it(db, cast, seen, records):
    seen(5, 6)
    for visit in db.session.query(Visit):
        visit.receipt = "CANARY-receipt"
    db.session.commit()
    first, second = (visit.id for visit in db.session.query(Visit).order_by(Visit.id))
    assert len(rows_of(cast.wang)["visit"]) == 2
    text = json.dumps(queries.data_of(cast.wang), default=str, ensure_ascii=False)
    assert [word for word in ("CANARY", "陈晨", "S0201", "observed_by", "entered_by") if word in text] == []  # 陈晨 shopped
    db.session.get(Visit, second).state, db.session.get(Visit, second).released_at = "submitted", None
    records.plan(about=cast.wang)
    plan = db.session.query(Plan).filter_by(employee_id=cast.wang).one()
    plan.state, plan.shared_at = "draft", None
    db.session.commit()
    rows = rows_of(cast.wang)
    assert len(rows["visit"]) == 1
    assert "plan" not in rows
    assert "plan_action" not in rows
    plan.shared_at = now()
    db.session.commit()
    assert [row["id"] for row in rows_of(cast.wang)["plan"]] == [plan.id]
    assert "plan" not in rows_of(cast.zhao)
    assert rows_of(cast.zhao).get("visit", []) == []
    assert db.session.query(Account).filter_by(employee_id=cast.wang).one().password_hash not in json.dumps(rows, default=str)
    assert first != second


def test_strangers_sign_in_first(browser):
    assert browser.get("/me/data").location == "/sign-in"
    assert browser.get("/me/data.zip").location == "/sign-in"
