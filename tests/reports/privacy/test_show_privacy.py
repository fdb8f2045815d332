"""The page of the register."""

import pytest


@pytest.mark.parametrize("who", ["wang", "li", "he", "admin"])
def test_every_employee_reads_it(cast, browser, who):
    page = browser.login(getattr(cast, who)).get("/privacy").text
    assert "What is kept about people" in page
    assert "customers, without name, phone or address" in page
    assert "while employed" in page
    assert "personal: for oneself and those who answer for it" in page


def test_it_is_in_the_foot_of_every_page_and_speaks_chinese(cast, chinese):
    page = chinese.login(cast.wang).get("/").text
    assert 'href="/privacy"' in page
    page = chinese.get("/privacy").text
    assert "顾客(没有姓名、电话、地址)" in page
    assert "谁能看到" in page


def test_strangers_are_asked_to_sign_in(browser):
    assert browser.get("/privacy").status_code == 302
    assert "/privacy" not in browser.get("/sign-in").text
