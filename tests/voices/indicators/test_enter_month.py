"""Entering and correcting the numbers of a month."""

import pytest
from sqlalchemy import select

from cxtrain.ledger.models import LedgerEntry
from cxtrain.voices.indicators.models import IndicatorEntry
from cxtrain.voices.indicators.queries import kept_of


@pytest.fixture
def page(cast, months):
    """The address of 静安店's last full month."""
    return f"/indicators/units/{cast.jingan}/months/{months[-2]}"


def holding(db, cast, month):
    """What holds in 静安店, by slug."""
    db.session.rollback()
    return {slug: kept.number for (_, _, slug), kept in kept_of([cast.jingan], [month]).items()}


def test_numbers_are_kept_as_people_write_them(db, browser, cast, page, months):
    answer = browser.login(cast.he).post(page, **{
        "part-customers-start": "1,204", "part-customers-lost": "31", "part-revenue": "¥ 52.5万", "part-cross-sell": "31.5%"})
    assert answer.status_code == 303
    kept = holding(db, cast, months[-2])
    assert (kept["customers-start"].value, kept["revenue"].value) == (1204, 525000)
    assert (kept["cross-sell"].value, kept["cross-sell"].whole) == (0.315, None)
    assert "customers-gained" not in kept
    entry = db.session.scalars(select(LedgerEntry).where(LedgerEntry.action == "indicators entered")).one()
    assert entry.facts["numbers"]["customers-start"] == {"before": None, "after": [1204.0, None]}


def test_a_correction_needs_a_reason_and_keeps_what_was(db, browser, cast, page, months, enter):
    enter(cast.jingan, months[-2], {"revenue": 100})
    answer = browser.login(cast.he).post(page, **{"part-revenue": "120"})
    assert answer.status_code == 400 and "Say why a number" in answer.text
    assert browser.post(page, **{"part-revenue": "120", "reason": "till closed late"}).status_code == 303
    rows = db.session.scalars(select(IndicatorEntry).order_by(IndicatorEntry.id)).all()
    assert [(row.value, row.replaced_at is None, row.reason) for row in rows] == [
        (100, False, ""), (120, True, "till closed late")]
    history = browser.get(f"{page}/revenue").text
    assert "till closed late" in history and "holds" in history


def test_a_number_can_be_taken_out(db, browser, cast, page, months, enter):
    enter(cast.jingan, months[-2], {"revenue": 100, "customers-start": 5})
    browser.login(cast.he).post(page, **{"part-customers-start": "5", "part-revenue": "", "reason": "of another store"})
    assert holding(db, cast, months[-2])["revenue"] is None
    assert "taken out" in browser.get(f"{page}/revenue").text


def test_the_same_numbers_again_change_nothing(db, browser, cast, page, months, enter):
    enter(cast.jingan, months[-2], {"revenue": 100, "cross-sell": (3, 10)})
    answer = browser.login(cast.he).post(page, **{"part-revenue": "100", "part-cross-sell": "3", "whole-cross-sell": "10"})
    assert answer.status_code == 303
    assert db.session.scalars(select(IndicatorEntry)).all().__len__() == 2


@pytest.mark.parametrize("typed, sentence", [
    ({"part-revenue": "much"}, "This is no number: much."),
    ({"part-customers-start": "12.5"}, "People are counted in whole numbers."),
    ({"part-cross-sell": "30", "whole-cross-sell": "20"}, "The part is larger than the whole."),
    ({"part-cross-sell": "30"}, "The second number is missing."),
    ({"whole-cross-sell": "30"}, "The first of the two numbers is missing."),
    ({"part-customers-start": "5", "part-customers-lost": "6"}, "More customers were lost than there were at the start."),
])
def test_what_cannot_be_is_refused_and_stays_in_the_field(db, browser, cast, page, typed, sentence):
    answer = browser.login(cast.he).post(page, **typed)
    assert answer.status_code == 400 and sentence in answer.text
    assert all(f'value="{value}"' in answer.text for value in typed.values())
    assert db.session.scalars(select(IndicatorEntry)).first() is None


def test_the_second_of_two_sees_both_numbers(db, browser, cast, page, months, enter):
    browser.login(cast.he)
    fields = browser.hidden(page)
    enter(cast.jingan, months[-2], {"revenue": 90})
    answer = browser._open("POST", page, data={**fields, "part-revenue": "120"})
    assert answer.status_code == 409
    assert 'value="120"' in answer.text and "Saved meanwhile:" in answer.text and "90" in answer.text
    assert holding(db, cast, months[-2])["revenue"].value == 90


def test_a_start_that_does_not_follow_from_the_month_before_is_said(browser, cast, page, months, enter):
    enter(cast.jingan, months[-3], {"customers-start": 100, "customers-gained": 20, "customers-lost": 10})
    enter(cast.jingan, months[-2], {"customers-start": 120})
    assert "should begin with 110 customers" in browser.login(cast.he).get(page).text


def test_a_month_to_come_and_a_foreign_unit_are_not_there(browser, cast, months, page):
    browser.login(cast.he)
    assert browser.get(f"/indicators/units/{cast.jingan}/months/2099-01").status_code == 404
    assert browser.get(f"/indicators/units/{cast.jingan}/months/2026-13").status_code == 404
    assert browser.get(f"/indicators/units/987654/months/{months[-2]}").status_code == 404
    assert browser.login(cast.li).get(page).status_code == 403  # a supervisor does not enter
