"""Putting an exam off, taking that back, and the counts of a month."""

import datetime as dt

import pytest
from sqlalchemy import select

from cxtrain.clock import now, today
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.permissions import Role
from cxtrain.quizzes.sittings import queries
from cxtrain.quizzes.sittings.models import QuizDeferral
from tests.conftest import Browser
from tests.quality.conftest import actor
from tests.quizzes.conftest import RIGHT, WRONG

URL = "/sittings/put-off"
DAY = dt.timedelta(1)


@pytest.fixture
def supervisor(app, cast, quiz):
    """A browser of 李想, supervisor of 静安店."""
    return Browser(app).login(cast.li)


def soon(days=5):
    """Return a day to come, as a field has it."""
    return (today("Asia/Shanghai") + days * DAY).isoformat()


def put_off(browser, **changes):
    """Put 王喆's exam off."""
    return browser.post(URL, **{"number": "s0102", "quiz": "desk", "new_on": soon(), "why": "年假", **changes})


def test_an_exam_is_put_off_the_person_reads_it_and_it_is_taken_back(supervisor, staff, db):
    assert put_off(supervisor).location == "/sittings"
    text = supervisor.get("/sittings").text
    assert "Wang Zhe" in text and "年假" in text
    assert "Your exam is put off to" in staff.get("/quizzes/desk").text
    db.session.rollback()
    deferral = db.session.scalar(select(QuizDeferral.id))
    url = f"/sittings/deferrals/{deferral}/take-back"
    assert supervisor.post(url, page="/sittings").status_code == 303
    assert "Your exam is put off" not in staff.get("/quizzes/desk").text
    assert "sat or taken back before" in supervisor.get(supervisor.post(url, page=URL).location).text


@pytest.mark.parametrize(("changes", "words"), [
    ({"number": "S0202"}, "in your reach"), ({"number": "S0101"}, "Nobody puts their own exam off"),
    ({"number": ""}, "Write the staff number"), ({"new_on": soon(0)}, "Choose a day after today"),
    ({"new_on": soon(500)}, "Choose a day after today"), ({"new_on": "x"}, "Not a valid date"), ({"why": " "}, "Say why"),
    ({"quiz": "none"}, "Not a valid choice")])
def test_what_cannot_be_put_off_is_said_and_what_was_typed_stays(supervisor, db, changes, words):
    answer = put_off(supervisor, **changes)
    assert answer.status_code == 400 and words in answer.text
    assert db.session.scalar(select(QuizDeferral.id)) is None


def test_the_reason_stands_in_no_ledger(supervisor, db):
    put_off(supervisor, why="a private word")
    entries = db.session.scalars(select(LedgerEntry)).all()
    assert any(entry.action == "exam put off" for entry in entries)
    assert not any("private word" in repr(vars(entry)) for entry in entries)


def test_a_month_shows_counts_and_shares_only_where_many_sat(supervisor, taker):
    taker.finish(WRONG)
    taker.finish(RIGHT)
    text = supervisor.get("/sittings").text
    assert "0 of 1" in text and "1 of 1" in text and "%)" not in text
    assert "Nobody in your units sat" in supervisor.get("/sittings?month=2020-02").text
    assert supervisor.get("/sittings?month=<script>").status_code == 200


def test_others_see_nothing_of_it(supervisor, staff, app, db, cast):
    put_off(supervisor)
    db.session.rollback()
    deferral = db.session.scalar(select(QuizDeferral.id))
    chen = Browser(app).login(cast.chen)
    assert "Wang Zhe" not in chen.get("/sittings").text
    assert chen.post(f"/sittings/deferrals/{deferral}/take-back", page=URL).status_code == 404
    assert staff.get("/sittings").status_code == staff.get(URL).status_code == 403
    assert Browser(app).get("/sittings").location.startswith("/sign-in")


def test_both_lists_have_pages_and_nothing_is_shown_twice_or_left_out(supervisor, db, cast, quiz, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 1)
    people = {"Wang Zhe": cast.wang, "Zhao Yan": cast.zhao}
    for person in people.values():
        db.session.add(QuizDeferral(quiz_id=quiz, employee_id=person, unit_id=cast.jingan, made_on=today("Asia/Shanghai"),
                                    new_on=today("Asia/Shanghai") + DAY, why="away", made_by=cast.li, made_at=now()))
        db.session.flush()
    db.session.commit()
    pages = [supervisor.get(f"/sittings?later={page}").text for page in (1, 2, 3)]
    assert [[name for name in people if name in text] for text in pages] == [["Wang Zhe"], ["Zhao Yan"], []]
    assert [[word for word in ("prev", "next") if f'rel="{word}"' in text] for text in pages] == [["next"], ["prev"], ["prev"]]


def test_units_have_pages_too(app, cast, db, quiz, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 1)
    for person, unit in ((cast.wang, cast.jingan), (cast.chen, cast.xuhui)):
        db.session.add(QuizDeferral(quiz_id=quiz, employee_id=person, unit_id=unit, made_on=today("Asia/Shanghai"),
                                    new_on=today("Asia/Shanghai") + DAY, why="away", made_by=cast.he, made_at=now()))
    db.session.commit()
    he, day = actor(db, cast.he, Role.HR), today("Asia/Shanghai")
    assert [([row.unit.id for row in rows], more) for rows, more in (
        queries.units_counted(he, day, day, page) for page in (1, 2, 3))] == [([cast.jingan], True), ([cast.xuhui], False), ([], False)]
