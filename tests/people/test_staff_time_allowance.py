"""How much time somebody has: HR's to set, nobody else's to see."""

import re

import pytest
from sqlalchemy import event, select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.people.queries import time_allowance
from tests.conftest import Browser


def page(person):
    """Return the address of the form."""
    return f"/people/{person}/time"


@pytest.mark.parametrize(("code", "percent"), [("150", 150), ("200", 200), ("none", None)])
def test_hr_sets_it_and_the_ledger_says_only_that_it_changed(browser, cast, db, code, percent):
    browser.login(cast.he)
    answer = browser.post(page(cast.wang), allowance=code)
    assert (answer.status_code, answer.location) == (303, f"/people/{cast.wang}")
    assert time_allowance(cast.wang) == percent
    [row] = db.session.scalars(select(LedgerEntry))
    assert (row.action, row.subject, row.facts) == ("time allowance changed", f"employee:{cast.wang}", {})
    [chosen] = re.findall(r"<input checked[^>]*>", browser.get(page(cast.wang)).text)
    assert f'value="{code}"' in chosen


def test_everybody_has_the_same_until_it_is_set(app, cast):
    assert time_allowance(cast.wang) == 100


def test_saving_what_is_so_already_changes_nothing(browser, cast, db):
    browser.login(cast.he).post(page(cast.wang), allowance="100")
    assert list(db.session.scalars(select(LedgerEntry))) == []


@pytest.mark.parametrize("code", ["", "125", "0", "x"])
def test_another_amount_is_refused(browser, cast, code):
    answer = browser.login(cast.he).post(page(cast.wang), allowance=code)
    assert answer.status_code == 400 and time_allowance(cast.wang) == 100


def test_nobody_sets_their_own(browser, cast):
    browser.login(cast.he)
    assert browser.get(page(cast.he)).status_code == 403
    assert browser.post(page(cast.he), page=page(cast.wang), allowance="200").status_code == 403
    assert time_allowance(cast.he) == 100


@pytest.mark.parametrize("who", ["wang", "li", "lin", "admin"])
def test_nobody_but_hr_sees_or_sets_it(app, cast, who):
    browser = Browser(app).login(getattr(cast, who))
    assert browser.get(page(cast.wang)).status_code == 403
    assert page(cast.wang) not in browser.get(f"/people/{cast.wang}").text


@pytest.mark.parametrize("path", ["/people", "/people/{wang}", "/people/{wang}/edit", "/employees/{wang}", "/team", "/team/people"])
def test_no_other_page_even_reads_it(browser, cast, db, path):
    browser.login(cast.he)
    statements = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert browser.get(path.format(wang=cast.wang)).status_code == 200
    assert statements and not any("time_allowance" in statement for statement in statements)


def test_the_persons_page_leads_hr_to_it_and_does_not_say_how_much(browser, cast, db):
    db.session.get(Employee, cast.wang).time_allowance = None
    db.session.commit()
    text = browser.login(cast.he).get(f"/people/{cast.wang}").text
    assert page(cast.wang) in text and "No limit" not in text
    assert page(cast.he) not in browser.get(f"/people/{cast.he}").text
