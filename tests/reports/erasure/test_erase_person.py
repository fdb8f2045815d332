"""The page on which HR erases somebody who left."""

import datetime as dt

import pytest

from cxtrain.certificates.models import Certificate
from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.people.models import Account, Employee
from cxtrain.people.roster.queries import known_firm
from cxtrain.reports.erasure import queries
from cxtrain.reports.erasure.models import Erasure, LegalHold
from tests.conftest import Browser
from tests.reports.erasure.filling import fill, let_anything_in


@pytest.fixture
def leaver(db, cast):
    """王喆, who left in January."""
    person = db.session.get_one(Employee, cast.wang)
    person.status, person.left_on = "left", dt.date(2026, 1, 9)
    db.session.commit()
    return f"/people/{cast.wang}/erase"


def test_it_says_first_what_goes_and_what_stays_and_asks_for_a_reason(browser, db, cast, leaver):
    page = browser.login(cast.he).get(leaver).text
    assert "What goes" in page
    assert "What stays, and why" in page
    assert browser.get(f"/people/{cast.wang}").text.count(leaver) == 1
    answer = browser.post(leaver)
    assert answer.status_code == 400
    assert "Say why they are erased." in answer.text
    assert browser.post(leaver, reason="their request").status_code == 400  # without the tick
    assert db.session.get_one(Employee, cast.wang).name == "王喆"


def test_afterwards_nobody_finds_them_and_their_number_is_nobodys(browser, db, cast, leaver):
    browser.login(cast.he)
    assert browser.post(leaver, reason="their request", sure="y").status_code == 303
    db.session.expire_all()
    person = db.session.get_one(Employee, cast.wang)
    assert (person.name, person.mobile, person.email, person.time_allowance) == ("已清除的员工", "", "", 100)
    assert "S0102" not in person.number
    assert not db.session.query(Account).filter_by(employee_id=cast.wang).one().active
    assert (db.session.get_one(Erasure, cast.wang).reason, db.session.get_one(Erasure, cast.wang).asked_by) == (
        "their request", cast.he)
    page = browser.get(f"/people/{cast.wang}").text
    assert "was erased on" in page
    assert "Bring back" not in page
    assert browser.get(f"/people/{cast.wang}/edit").status_code == 404
    assert browser.get(f"/people/{cast.wang}/return").status_code == 404
    assert "已清除" not in browser.get("/people?status=all").text
    again = browser.post(leaver, reason="once more", sure="y")
    assert again.status_code == 409
    assert "They were erased already." in again.text
    added = browser.post("/people/new", number="s0102", name="王喆", post="前台", employment="full_time", unit=cast.jingan)
    assert added.status_code == 400
    assert "Give a new number." in added.text


def test_a_roster_does_not_bring_them_back(browser, db, cast, leaver):
    browser.login(cast.he).post(leaver, reason="their request", sure="y")
    db.session.expire_all()
    firm = known_firm(None)
    assert firm.was_erased("S0102")
    assert firm.was_erased("s0102")
    assert not firm.was_erased("S0103")
    assert cast.wang not in [person.id for person in firm.people]


@pytest.mark.parametrize(("rows", "sentence"), [
    (lambda cast: LegalHold(employee_id=cast.wang, reason="court", since=dt.date(2026, 1, 1), made_by=cast.he, made_at=now()),
     queries.HELD),
    (lambda cast: LegalHold(reason="inspection", since=dt.date(2026, 1, 1), made_by=cast.he, made_at=now()), queries.HELD),
])
def test_a_legal_hold_forbids_it(browser, db, cast, leaver, rows, sentence):
    db.session.add(rows(cast))
    db.session.commit()
    answer = browser.login(cast.he).post(leaver, reason="their request", sure="y")
    assert answer.status_code == 409
    assert sentence in answer.text
    assert db.session.get_one(Employee, cast.wang).name == "王喆"


@pytest.mark.parametrize(("table", "changes", "sentence"), [
    ("appeal", {"state": "open"}, queries.APPEAL), ("feedback", {"state": "waiting"}, queries.COMPLAINT),
    ("visit", {"state": "submitted"}, queries.VISIT)])
def test_what_is_open_forbids_it(db, cast, leaver, table, changes, sentence):
    let_anything_in()
    person = db.session.get_one(Employee, cast.wang)
    db.session.execute(database.metadata.tables["second_step"].delete())
    fill(person)
    today = dt.date(2026, 11, 1)
    assert queries.hindrances(person, today) == []
    db.session.execute(database.metadata.tables[table].update().values(changes))
    assert queries.hindrances(person, today) == [sentence]
    db.session.rollback()


def test_whoever_works_here_is_not_erased(browser, cast):
    answer = browser.login(cast.he).get(f"/people/{cast.zhao}/erase")
    assert "Whoever works here is not erased." in answer.text
    assert "Erase for good" not in answer.text
    assert f"/people/{cast.zhao}/erase" not in browser.get(f"/people/{cast.zhao}").text


def test_a_certificate_is_checked_without_a_name(app, browser, cast, db, office):
    code, number = (lambda each: (each.code, each.number))(db.session.get_one(Certificate, office.award(cast.wang)))
    person = db.session.get_one(Employee, cast.wang)
    person.status, person.left_on = "left", dt.date(2026, 5, 30)
    db.session.commit()
    browser.login(cast.he).post(f"/people/{cast.wang}/erase", reason="their request", sure="y")
    stranger = Browser(app)
    page = stranger.get(f"/verify/{code}", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "record of whoever it was issued to has ended" in page.text
    assert "王" not in page.text
    assert number in page.text
    assert stranger.post("/verify", number=number, name="—").status_code in (400, 404)


def test_it_speaks_chinese(chinese, cast, leaver):
    page = chinese.login(cast.he).get(leaver).text
    assert "保留的内容和原因" in page
    assert "永久清除" in page
