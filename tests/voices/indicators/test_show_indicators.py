"""The page of a unit's business figures."""

from sqlalchemy import select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Unit
from cxtrain.voices.indicators import queries
from cxtrain.web.tables import read_sheets

PATH = "/indicators"


def test_a_store_shows_the_last_month_with_what_follows_from_it(browser, cast, enter, months):
    enter(cast.jingan, months[-3], {"customers-start": 1000, "customers-lost": 50, "customers-gained": 60, "revenue": 500000})
    enter(cast.jingan, months[-2], {"customers-start": 1010, "customers-lost": 101, "revenue": 505000, "cross-sell": (30, 120)})
    text = browser.login(cast.li).get(PATH).text
    assert "10.0%" in text and "90.0%" in text  # churn and retention
    assert "8.3–12.0%" in text  # Wilson, 101 of 1010
    assert "25.0%" in text and "n 120" in text
    assert "+5.0 points" in text  # churn, 5 % before
    assert "+1.0%" in text  # revenue


def test_a_region_puts_its_stores_together_and_says_from_how_many(browser, cast, enter, months):
    enter(cast.jingan, months[-2], {"customers-start": 100, "customers-lost": 10, "revenue": 100})
    enter(cast.xuhui, months[-2], {"customers-start": 300, "customers-lost": 6})
    text = browser.login(cast.he).get(PATH, query_string={"unit": cast.east}).text
    assert "4.0%" in text and "n 400" in text and "2 of 2 stores" in text
    assert "stores missing" in text and "1 of 2 stores" in text  # revenue


def test_what_a_region_enters_itself_holds_for_it(db, cast, enter, months):
    enter(cast.jingan, months[-2], {"revenue": 100})
    enter(cast.east, months[-2], {"revenue": 900})
    found = queries.figures_of(db.session.get(Unit, cast.east), months, queries.definitions())
    assert found["revenue"][-2].value == 900
    assert queries.series(cast.firm, "revenue", months)[-2].value == 100  # of the firm the stores are put together


def test_a_supervisor_reads_but_is_offered_no_entry(browser, cast, enter, months):
    enter(cast.jingan, months[-2], {"revenue": 100})
    text = browser.login(cast.li).get(PATH).text
    assert "Enter numbers" not in text


def test_a_foreign_unit_and_a_missing_one_are_the_same(browser, cast):
    browser.login(cast.li)
    assert browser.get(PATH, query_string={"unit": cast.xuhui}).status_code == 404
    assert browser.get(PATH, query_string={"unit": 987654}).status_code == 404


def test_staff_and_strangers_are_kept_out(browser, cast):
    assert browser.get(PATH).status_code == 302
    assert browser.login(cast.wang).get(PATH).status_code == 403


def test_a_file_holds_the_numbers_their_meaning_and_its_taker(db, browser, cast, enter, months):
    enter(cast.jingan, months[-2], {"customers-start": 1010, "customers-lost": 101})
    browser.login(cast.li)
    answer = browser.post("/indicators/file", page=PATH, unit=cast.jingan, ending="xlsx")
    data, meanings = read_sheets(answer.data)
    churn = next(row for row in data.rows if row[3] == "churn")
    assert (churn[1], churn[4], churn[8]) == (months[-2], "0.1", "1010")
    assert any(row[1] == "churn" and row[3] == "customers at the start" for row in meanings.rows)
    assert db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "file about people taken")).one().actor_id == cast.li
    assert browser.post("/indicators/file", page=PATH, unit=cast.xuhui, ending="csv").status_code == 404
    assert browser.post("/indicators/file", page=PATH, unit=cast.jingan, ending="exe").status_code == 400


def test_an_empty_page_says_how_to_begin(browser, cast):
    text = browser.login(cast.he).get(PATH).text
    assert "No numbers yet" in text and "Enter numbers" in text
