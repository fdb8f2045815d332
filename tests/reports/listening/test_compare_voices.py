"""Touchpoints and units beside each other."""

import pytest

PAGE = "/customers/places"


@pytest.fixture
def hr(browser, cast, hotel):
    return browser.login(cast.he)


def test_without_answers_it_says_who_makes_them_appear(hr):
    assert "No customer has answered in these months yet" in hr.get(PAGE).text


def test_touchpoints_and_units_stand_in_lines_that_lead_to_their_page(hr, counted, cast, hotel):
    counted("csat", {5: 30, 1: 10}, unit=cast.jingan)
    counted("csat", {5: 20, 1: 20}, unit=cast.xuhui)
    page = hr.get(f"{PAGE}?unit={cast.east}")
    assert f"touchpoint={hotel.desk}" in page.text and f"unit={cast.xuhui}" in page.text
    assert "75 %" in page.text and "50 %" in page.text
    alone = hr.get(f"{PAGE}?unit={cast.east}&touchpoint={hotel.desk}")
    assert "By touchpoint" not in alone.text and "By unit" in alone.text


def test_a_unit_that_stands_apart_is_marked_and_said(hr, counted, cast):
    counted("csat", {5: 95, 1: 5}, unit=cast.jingan)
    counted("csat", {5: 50, 1: 50}, unit=cast.xuhui)
    page = hr.get(f"{PAGE}?unit={cast.east}")
    assert "above beyond chance 1 ▲, below 1 ▼" in page.text


def test_units_with_fewer_than_five_answers_tell_nothing(hr, counted, cast):
    counted("csat", {5: 40}, unit=cast.jingan)
    counted("csat", {1: 4}, unit=cast.xuhui)
    row = hr.get(f"{PAGE}?unit={cast.east}").text.split(">Xuhui</a>")[1].split("</tr>")[0]
    assert "n under 5" in row and "%" not in row and "n 4" not in row


def test_a_supervisor_sees_the_own_store_only_and_staff_nothing(browser, cast, counted):
    counted("csat", {5: 40}, unit=cast.xuhui)
    browser.login(cast.li)
    assert "No customer has answered" in browser.get(PAGE).text and browser.get(f"{PAGE}?unit={cast.xuhui}").status_code == 404
    assert browser.login(cast.wang).get(PAGE).status_code == 403
