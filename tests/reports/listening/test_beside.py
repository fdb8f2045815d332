"""The customers' line on the page of a touchpoint."""

from tests.reports.conftest import words


def page(browser, hotel, cast):
    return browser.get(f"/quality/places/touchpoints/{hotel.desk}?unit={cast.east}")


def test_without_answers_it_says_that_they_will_stand_there(browser, cast, hotel, summed):
    summed(*[5] * 6)
    assert "will stand here as a second line" in page(browser.login(cast.he), hotel, cast).text


def test_customers_stand_under_the_shoppers_over_the_same_months(browser, cast, hotel, summed, counted):
    for ago in range(9):
        summed(*[4.0 + ago % 3] * 6, months_ago=ago)
        counted("csat", {5: 30 + 10 * (ago % 3), 1: 30}, ago=ago)
    said = words(page(browser.login(cast.he), hotel, cast))
    assert "Customers' own answers" in said or "Customers&#39; own answers" in said
    assert "CSAT 57 %" in said and "n 630" in said and "go together: correlation 1.00" in said


def test_a_month_with_few_answers_is_no_point(browser, cast, hotel, summed, counted):
    for ago in range(9):
        summed(*[5] * 6, months_ago=ago)
    counted("csat", {5: 29}, ago=0)
    counted("csat", {5: 31}, ago=1)
    found = page(browser.login(cast.he), hotel, cast).text
    assert "CSAT 100 %" in found and 'id="customers-title"' not in found


def test_a_supervisor_reads_the_own_store_only(browser, cast, hotel, summed, counted):
    summed(*[5] * 6)
    counted("csat", {5: 40}, unit=cast.jingan)
    counted("csat", {1: 40}, unit=cast.xuhui)
    found = browser.login(cast.li).get(f"/quality/places/touchpoints/{hotel.desk}").text
    assert "CSAT 100 %" in found and "n 40" in found
