"""Who reads whose scores is noted before the page leaves; the person sees it; what cannot be noted is not shown."""

import datetime as dt
import re

import pytest
from sqlalchemy import insert

from cxtrain.clock import now
from cxtrain.people.models import Account
from cxtrain.reports.readings import operations
from cxtrain.reports.readings.models import ScoreReading
from cxtrain.web.locks import LockTimeout
from cxtrain.web.transactions import reading
from tests.access.policy import POLICY
from tests.conftest import Browser


@pytest.fixture
def readings(db):
    """Return what was noted, as (reader, person, page)."""
    def noted():
        db.session.rollback()
        return [(row.reader_id, row.person_id, row.page) for row in db.session.query(ScoreReading).order_by(ScoreReading.page)]
    return noted


def test_opening_an_employees_page_leaves_one_row_however_often_in_the_hour(cast, browser, readings):
    browser.login(cast.li)
    for _ in range(3):
        assert browser.get(f"/employees/{cast.wang}").status_code == 200
    assert readings() == [(cast.li, cast.wang, "reports.employee")]
    browser.get(f"/employees/{cast.wang}/transcript")
    assert readings() == [(cast.li, cast.wang, "reports.employee"), (cast.li, cast.wang, "transcripts.show_transcript")]


def test_the_next_hour_leaves_another_row(db, cast, browser, readings, monkeypatch):
    browser.login(cast.li).get(f"/employees/{cast.wang}")
    monkeypatch.setattr(operations, "now", lambda: now() + dt.timedelta(hours=1))
    browser.get(f"/employees/{cast.wang}")
    assert readings() == [(cast.li, cast.wang, "reports.employee")] * 2
    assert {row.hour.minute for row in db.session.query(ScoreReading)} == {0}


def test_the_person_sees_who_looked_and_nobody_else_does(app, cast, browser, chinese):
    browser.login(cast.li).get(f"/employees/{cast.wang}")
    page = Browser(app).login(cast.wang).get("/me/readings").text
    assert re.search(r"Li Xiang.*\n?.*Employee page", page)
    assert "Li Xiang" not in Browser(app).login(cast.zhao).get("/me/readings").text
    assert "员工页面" in chinese.login(cast.wang).get("/me/readings").text
    assert 'href="/me/readings"' in Browser(app).login(cast.wang).get("/me/record").text


def test_ones_own_pages_refusals_and_pages_without_scores_leave_nothing(app, cast, browser, readings):
    for url in ("/me/record", "/me/transcript"):
        assert browser.get(url).status_code in (200, 302)
    browser.login(cast.li).get(f"/employees/{cast.li}")
    assert browser.get(f"/employees/{cast.sun}").status_code == 404
    assert browser.get(f"/planning/employees/{cast.wang}/start").status_code == 200
    assert readings() == []


@pytest.mark.parametrize("url", ["/employees/{wang}", "/employees/{wang}/transcript", "/employees/{wang}/transcript.csv"])
def test_a_page_whose_reading_cannot_be_noted_is_withheld(cast, browser, readings, monkeypatch, url):
    browser.login(cast.li)

    def too_long():
        raise LockTimeout
    monkeypatch.setattr(operations, "writing", too_long)
    answer = browser.get(url.format(wang=cast.wang))
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert "Content-Security-Policy" in answer.headers
    assert "S0102" not in answer.text
    assert "Wang Zhe" not in answer.text
    monkeypatch.undo()
    assert readings() == []
    assert browser.get(url.format(wang=cast.wang)).status_code == 200


def test_a_store_person_by_person_leaves_a_row_for_each_that_it_shows(db, cast, readings):
    for people in ([cast.wang, cast.zhao, cast.li], [cast.wang, cast.sun], []):
        with reading():  # as in a request that may only read
            operations.note(cast.li, people, "reports.team_people")
            db.session.rollback()
    assert sorted(person for _, person, _ in readings()) == sorted([cast.wang, cast.zhao, cast.sun])


def test_after_a_year_it_is_forgotten(db, cast, readings):
    day = dt.date(2026, 11, 23)
    began = dt.datetime(2026, 11, 23, tzinfo=dt.UTC) - dt.timedelta(days=operations.KEPT_DAYS)
    for hours in (-1, 0, 5):
        db.session.execute(insert(ScoreReading).values(
            reader_id=cast.li, person_id=cast.wang, page="reports.employee", hour=began + dt.timedelta(hours=hours)))
    operations.forget_readings(day)
    db.session.commit()
    assert len(readings()) == 2


def test_an_admin_and_an_account_without_readings_see_an_empty_list(cast, browser, db):
    assert db.session.query(Account).filter_by(employee_id=cast.admin).one()
    assert "Nobody has opened" in browser.login(cast.admin).get("/me/readings").text
    assert POLICY["readings.my_readings"] == "wzulcham"
