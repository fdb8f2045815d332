"""What was found beside what was expected."""

import pytest

PAGE = "/customers/expectations"


@pytest.fixture
def hr(browser, cast, hotel):
    return browser.login(cast.he)


def test_without_answers_it_says_who_asks(hr):
    assert "Nobody has been asked in these months what was expected" in hr.get(PAGE).text


def test_expectations_stand_beside_what_was_found(hr, counted):
    counted("servqual", {(5, 6): 30, (6, 6): 10}, subject="empathy")
    counted("servqual", {(6, 5): 3}, subject="assurance")
    page = hr.get(PAGE)
    assert "Below what was expected, beyond chance: Empathy." in page.text
    found = page.text.split(">Empathy</h2>")[1].split("</section>")[0]
    assert "found 5.25, expected 6.00" in found and "−0.75" in found and "disappointed" in found and "75 %" in found
    assert "exceeded" not in page.text.split(">Assurance</h2>")[1].split("</section>")[0]


def test_a_dimension_that_meets_what_was_expected_is_not_called_below_it(hr, counted):
    counted("servqual", {(5, 6): 20, (6, 5): 20}, subject="empathy")
    assert "No dimension lies off what was expected beyond chance." in hr.get(PAGE).text


def test_a_supervisor_sees_the_own_store_only_and_staff_nothing(browser, cast, counted):
    counted("servqual", {(5, 6): 40}, subject="empathy", unit=cast.xuhui)
    browser.login(cast.li)
    assert "Nobody has been asked" in browser.get(PAGE).text and browser.get(f"{PAGE}?unit={cast.xuhui}").status_code == 404
    assert browser.login(cast.wang).get(PAGE).status_code == 403
