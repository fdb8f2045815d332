"""Signing in, out, and keeping others from doing so."""

from tests.conftest import PASSWORD


def test_it_signs_in_by_staff_number_and_shows_today(browser, cast):
    browser.login(cast.wang)
    assert "Today" in browser.get("/").text
