"""What people keep: told to supervisors of five people or more, once a month, for ever the same."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from cxtrain.extensions import db as database
from cxtrain.jobs.operations import PERIODIC
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Account, Employee, RoleGrant, Unit
from cxtrain.training.refreshers.models import RefresherShare, RefresherSum
from cxtrain.training.refreshers.operations import forget_leavers
from tests.quizzes.conftest import WRONG
from tests.training.refreshers.conftest import words

TEAM = "/training/refreshers/team"


@pytest.fixture
def crew(db, cast):
    """A function that lets further people of a unit answer again in October: so many, right or not."""
    def make(count, unit, *, right=1, touchpoint="front-desk-check-in", dimension="empathy", month="2026-10", first=0):
        for number in range(first, first + count):
            name = f"P{unit}{number:03d}"
            person = db.session.scalars(select(Employee).where(Employee.number == name)).first() or Employee(
                number=name, name=name, unit_id=unit)
            db.session.add(person)
            db.session.flush()
            db.session.add(RefresherSum(employee_id=person.id, unit_id=unit, month=month, touchpoint=touchpoint,
                                        dimension=dimension, n=2, right_n=right))
        db.session.commit()
    return make


def close(day=dt.date(2026, 11, 2)):
    """Run the nightly task of `day`."""
    PERIODIC["close months of refreshers"](day)
    database.session.commit()


def told(who="li", browser=None, **query):
    page = browser.get(TEAM, query_string=query)
    assert page.status_code == 200
    return words(page)


@pytest.fixture
def li(browser, cast):
    """李想, supervisor of 静安店."""
    return browser.login(cast.li)


def test_four_people_are_a_sentence_and_five_a_figure(li, crew, cast):
    crew(4, cast.jingan)
    close()
    assert "Nothing stands here for Jing'an: in no month so far did 5 people or more" in told(browser=li)
    crew(5, cast.jingan, month="2026-11")
    close(dt.date(2026, 12, 2))
    text = told(browser=li)
    assert "Empathy 50 % 24–76 10 at least 5" in text and "Check-in" not in text and "front-desk-check-in 50 %" in text


def test_a_month_is_closed_only_when_it_has_ended_everywhere(li, crew, cast):
    crew(5, cast.jingan)
    close(dt.date(2026, 11, 1))
    assert "Nothing stands here" in told(browser=li)
    close()
    assert "2026-10" in told(browser=li) and database.session.query(RefresherSum).count() == 0


def test_what_was_told_never_changes(li, crew, cast):
    crew(6, cast.jingan)
    close()
    before = told(browser=li)
    database.session.execute(update(Employee).where(Employee.id != cast.li).values(status="left"))
    forget_leavers(list(database.session.scalars(select(Employee.id))))
    close(dt.date(2026, 11, 3))
    assert told(browser=li) == before
    database.session.rollback()
    entry = database.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "refresher month closed")).one()
    assert entry.facts == {"rows": 3} and entry.chain == 0  # the store, its region and the firm


def test_a_region_does_not_give_a_small_store_away(crew, cast, browser, db):

    account = db.session.scalars(select(Account.id).where(Account.employee_id == cast.li)).one()
    db.session.add(RoleGrant(account_id=account, role="supervisor", unit_id=cast.east))
    crew(6, cast.jingan)
    crew(2, cast.xuhui, right=0)
    crew(2, cast.xuhui, right=0, dimension="assurance", first=2)
    crew(6, cast.jingan, right=2, dimension="assurance", first=10)
    close()
    li = browser.login(cast.li)
    store, region = (told(browser=li, unit=unit) for unit in (cast.jingan, cast.east))
    assert store[store.index("2026-10 Dim"):] == region[region.index("2026-10 Dim"):]
    assert "Nothing stands here" in told(browser=li, unit=cast.xuhui)


def test_a_touchpoint_is_the_sum_of_what_is_told_of_its_dimensions(li, crew, cast):
    crew(5, cast.jingan)
    crew(5, cast.jingan, dimension="assurance", right=2)
    crew(4, cast.jingan, dimension="reliability", right=0)  # left out everywhere
    close()
    text = told(browser=li)
    assert "front-desk-check-in 75 % 53–89 20 at least 5" in text and "Reliability" not in text


def test_units_that_keep_nothing_about_persons_are_left_out(li, crew, cast, db):
    crew(6, cast.jingan)
    db.session.execute(update(Unit).values(people="none").where(Unit.id == cast.jingan))
    db.session.commit()
    close()
    assert "Nothing stands here" in told(browser=li) and db.session.query(RefresherShare).count() == 0


def test_months_and_units_are_chosen_and_odd_ones_passed_over(li, crew, cast):
    crew(5, cast.jingan, month="2026-09", right=2)
    crew(5, cast.jingan)
    close()
    assert "Jing'an · 2026-10" in told(browser=li) and "100 %" in told(browser=li, month="2026-09")
    assert "Jing'an · 2026-10" in told(browser=li, month="1999-01") and "2026-10" in told(browser=li, month="x" * 99)
    for unit in (cast.xuhui, cast.firm, 999, "x", -1, 2**40):
        assert li.get(TEAM, query_string={"unit": unit}).status_code == 404


def test_answers_of_a_page_count_in_their_month_and_unit(wang, cast, db):
    wang.sit(WRONG)
    wang.answer(1)
    wang.answer(1, right=False)
    rows = db.session.query(RefresherSum).order_by(RefresherSum.dimension).all()
    assert [(row.employee_id, row.unit_id, row.month, row.touchpoint, row.dimension, row.n, row.right_n) for row in rows] == [
        (cast.wang, cast.jingan, "2026-11", "front-desk-check-in", "empathy", 1, 1),
        (cast.wang, cast.jingan, "2026-11", "", "responsiveness", 1, 0)]


def test_nothing_of_it_is_in_the_ledger(wang, db):
    wang.sit(WRONG)
    before = db.session.query(LedgerEntry).count()
    wang.answer(1)
    assert db.session.query(LedgerEntry).filter(LedgerEntry.action.contains("refresher")).count() == 0
    assert {entry.action for entry in db.session.query(LedgerEntry).offset(before)} <= {"signed in", "session ended"}


def test_it_reads_few_rows_whatever_the_history(li, crew, cast, statements):
    crew(5, cast.jingan)
    close()
    before = statements(li, TEAM)
    for month in range(1, 9):
        crew(5, cast.jingan, month=f"2026-{month:02d}")
    close()
    assert statements(li, TEAM) == before <= 6


@pytest.mark.parametrize("who", ["wang", "he", "lin", "admin"])
def test_only_supervisors_are_told(browser, cast, who):
    assert browser.login(getattr(cast, who)).get(TEAM).status_code == 403


def test_a_stranger_is_sent_to_sign_in(browser):
    assert browser.get(TEAM).location == "/sign-in"


def test_the_team_page_leads_there(li, cast):
    assert f'href="{TEAM}?unit={cast.jingan}"' in li.get("/team").text


def test_it_reads_in_chinese(chinese, crew, cast):
    crew(5, cast.jingan)
    close()
    text = words(chinese.login(cast.li).get(TEAM))
    assert "大家记住了多少" in text and "至少 5 人" in text and "移情性" in text
