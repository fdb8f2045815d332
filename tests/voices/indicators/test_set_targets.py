"""Targets of a unit and year."""

import pytest
from sqlalchemy import select

from cxtrain.voices.indicators.models import IndicatorTarget
from cxtrain.voices.indicators.queries import targets_of
from tests.days import today

YEAR = today().year


@pytest.fixture
def page(cast):
    """The address of this year's targets of 静安店."""
    return f"/indicators/units/{cast.jingan}/targets/{YEAR}"


def test_targets_are_read_as_people_write_them_and_their_history_is_kept(db, browser, cast, page):
    browser.login(cast.he)
    assert browser.post(page, **{"target-retention": "95", "target-revenue": "120万"}).status_code == 303
    assert browser.post(page, **{"target-retention": "96.5%", "target-revenue": "120万"}).status_code == 303
    db.session.rollback()
    assert targets_of(cast.jingan, [YEAR]) == {(YEAR, "retention"): 0.965, (YEAR, "revenue"): 1_200_000}
    rows = db.session.scalars(select(IndicatorTarget).where(IndicatorTarget.slug == "retention")).all()
    assert [(row.value, row.replaced_at is None) for row in rows] == [(0.95, False), (0.965, True)]
    text = browser.get(page).text
    assert 'value="96.5%"' in text and "95.0%" in text


def test_a_target_can_be_ended(db, browser, cast, page):
    browser.login(cast.he).post(page, **{"target-retention": "95"})
    browser.post(page)
    db.session.rollback()
    assert targets_of(cast.jingan, [YEAR]) == {}


def test_what_cannot_be_is_refused(browser, cast, page):
    answer = browser.login(cast.he).post(page, **{"target-retention": "120", "target-revenue": "5%"})
    assert answer.status_code == 400 and "A share lies between 0% and 100%." in answer.text
    assert "Percent stands here for a share only" in answer.text


def test_the_page_of_figures_says_how_the_year_stands(browser, cast, page, enter, months):
    month = months[-2]
    enter(cast.jingan, month, {"customers-start": 100, "customers-lost": 10, "revenue": 5})
    year = int(month[:4])
    browser.login(cast.he).post(f"/indicators/units/{cast.jingan}/targets/{year}", **{
        "target-retention": "95", "target-revenue": "100"})
    text = browser.get("/indicators", query_string={"unit": cast.jingan}).text
    assert "not reached" in text and "so far" in text and "Standard" in text


def test_who_may_not_enter_sets_no_targets(browser, cast, page):
    assert browser.login(cast.li).get(page).status_code == 403
