"""The page of customers' scores."""

import pytest
from sqlalchemy import delete

from cxtrain.extensions import db as database
from cxtrain.voices.models import VoiceCount

PAGE = "/customers"


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


def card(page, name):
    """Return the text of a score's card."""
    return page.text.split(f"<h2>{name}</h2>")[1].split("</section>")[0]


def test_without_answers_it_says_who_makes_them_appear(hr, hotel):
    assert "No customer has answered in these months yet" in hr.get(PAGE).text


def test_the_score_stands_with_its_interval_and_n(hr, counted):
    counted("nps", {10: 30, 8: 20, 3: 10})  # 50 % less 16.7 %: 33 points; se 100 √(.5556 / 60) = 9.6
    found = card(hr.get(PAGE), "NPS")
    assert "33 <" in found and "14–52" in found and "n 60" in found
    assert "Promoters (9–10)" in found and "50 %" in found


def test_below_thirty_answers_are_counted_without_a_score(hr, counted):
    counted("csat", {5: 10, 1: 19})
    found = card(hr.get(PAGE), "CSAT")
    assert "no score yet" in found and "19" in found and "95 %" not in found


def test_below_five_nothing_is_shown(hr, counted):
    counted("csat", {5: 40})
    counted("nps", {10: 1, 3: 3})
    found = card(hr.get(PAGE), "NPS")
    assert "Fewer than 5 answers" in found and "Detractors" not in found and "n 4" not in found


def test_a_supervisor_sees_the_own_store_only(browser, cast, counted):
    counted("nps", {10: 40}, unit=cast.jingan)
    counted("nps", {0: 50}, unit=cast.xuhui)
    browser.login(cast.li)
    page = browser.get(PAGE)
    assert "100 <" in card(page, "NPS") and "n 40" in card(page, "NPS")
    assert browser.get(f"{PAGE}?unit={cast.xuhui}").status_code == 404 == browser.get(f"{PAGE}?touchpoint=9999").status_code


def test_staff_do_not_see_it(browser, cast, counted):
    assert browser.login(cast.wang).get(PAGE).status_code == 403


def test_the_firm_is_read_by_its_own_rows(hr, counted, cast):
    counted("csat", {5: 40}, unit=cast.jingan)
    database.session.execute(delete(VoiceCount).where(VoiceCount.unit_id == cast.jingan))
    database.session.commit()
    assert "n 40" in card(hr.get(PAGE), "CSAT")



def test_reviews_and_departments_are_in_no_score(hr, counted):
    counted("csat", {5: 40})
    counted("csat", {1: 40}, source="internal")
    counted("stars", {1: 40}, source="review")
    assert "n 40" in card(hr.get(PAGE), "CSAT") and "100 %" in card(hr.get(PAGE), "CSAT")


def test_the_course_is_drawn_beside_what_shoppers_saw(hr, counted, summed):
    for ago in range(6):
        counted("csat", {5: 30 + ago, 1: 10}, ago=ago)
        summed(*[5] * 5, months_ago=ago)
    page = hr.get(PAGE)
    assert "Month by month" in page.text and "What shoppers saw" in page.text and 'id="course-2-title"' in page.text


def test_quarters_are_drawn_where_months_have_few_answers(hr, counted):
    for ago in range(12):
        counted("nps", {10: 8, 5: 4}, ago=ago)
    assert "Quarter by quarter" in hr.get(PAGE).text


def test_a_fall_beyond_chance_is_said(hr, counted):
    for ago in range(12):
        counted("nps", {10: 50, 5: 5} if ago > 2 else {10: 10, 5: 45}, ago=ago)
    assert "below those before, beyond chance" in card(hr.get(PAGE), "NPS")


def test_it_takes_as_many_statements_whatever_was_answered(hr, counted, statements, hotel, cast):
    counted("csat", {5: 40})
    few = statements(hr, PAGE)
    for ago in range(12):
        for unit in (cast.jingan, cast.xuhui):
            counted("csat", {5: 400, 2: 30}, ago=ago, unit=unit)
            counted("nps", {9: 400, 2: 30}, ago=ago, unit=unit)
    assert statements(hr, PAGE) == few
