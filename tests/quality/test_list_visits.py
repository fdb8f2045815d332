"""The list of visits, through different eyes."""

import datetime as dt
import re

import pytest

from cxtrain.people.models import Unit
from cxtrain.quality import queries
from cxtrain.quality.models import Visit


def page(browser, who):
    return browser.login(who).get("/quality/visits")


def test_a_shopper_sees_own_drafts_and_what_waits(browser, cast, cards):
    cards.draft()
    cards.submitted()
    text = page(browser, cast.chen).text
    assert "To finish" in text and "With the reviewer" in text
    assert "To decide" not in text


def test_a_reviewer_sees_what_is_to_decide_and_when_it_is_due(browser, cast, cards):
    cards.draft()
    cards.submitted()
    text = page(browser, cast.he).text
    assert "To decide" in text and "Release by" in text
    assert "Draft" not in text


def test_a_supervisor_sees_only_released_ones_of_the_own_store(browser, cast, cards):
    cards.draft()
    cards.submitted()
    assert "No released scorecard yet" in page(browser, cast.li).text
    visit = cards.released(person=cast.wang)
    assert f"/quality/scorecards/{visit.id}" in browser.get("/quality/visits").text


def test_another_stores_scorecards_are_not_shown(browser, cast, db, cards):
    visit = cards.released()
    db.session.get(Unit, cast.jingan)
    assert f"/quality/scorecards/{visit.id}" not in page(browser, cast.chen).text


def test_older_ones_are_a_page_further(browser, cast, cards, monkeypatch):
    monkeypatch.setattr("cxtrain.quality.queries.PAGE", 2)
    first, second, third = (cards.released() for _ in range(3))
    text = page(browser, cast.li).text
    assert f"scorecards/{third.id}" in text and f"scorecards/{first.id}" not in text
    older = browser.get(f"/quality/visits?before={second.id}").text
    assert f"scorecards/{first.id}" in older and f"scorecards/{third.id}" not in older


def test_the_latest_days_come_first_and_visits_of_long_ago_are_found_as_well(browser, cast, db, cards, monkeypatch):
    made = [cards.released() for _ in range(4)]
    for card, years in zip(made, (0, 9, 2, 0), strict=True):
        db.session.get_one(Visit, card.id).visited_on -= dt.timedelta(days=365 * years)
    db.session.commit()
    by_day = [made[at].id for at in (3, 0, 2, 1)]
    assert shown(page(browser, cast.li)) == by_day
    monkeypatch.setattr(queries, "PAGE", 2)
    assert shown(browser.get("/quality/visits")) == by_day[:2]
    assert shown(browser.get(f"/quality/visits?before={by_day[1]}")) == by_day[2:]


def shown(answer):
    """Return the ids of the released scorecards in their order on the page."""
    return [int(found) for found in re.findall(r"/quality/scorecards/(\d+)", answer.text)]


def test_it_can_be_narrowed_to_a_store_and_a_touchpoint(browser, cast, cards, hotel):
    visit = cards.released()
    card, here = f"/quality/scorecards/{visit.id}", f"unit={cast.jingan}&touchpoint={hotel.desk}"
    page(browser, cast.he)
    text = browser.get(f"/quality/visits?{here}").text
    assert card in text and "Only:" in text and "Show all visits" in text
    for elsewhere in (f"unit={cast.xuhui}", f"unit={cast.jingan}&touchpoint={hotel.breakfast}"):
        text = browser.get(f"/quality/visits?{elsewhere}").text
        assert card not in text and "No released scorecard here yet" in text


def test_what_is_to_do_is_not_mixed_with_what_was_narrowed(browser, cast, cards):
    cards.submitted()
    page(browser, cast.he)
    assert "To decide" not in browser.get(f"/quality/visits?unit={cast.jingan}").text


def test_the_pages_further_stay_narrowed(browser, cast, cards, monkeypatch):
    monkeypatch.setattr("cxtrain.quality.queries.PAGE", 1)
    first, second = cards.released(), cards.released()
    page(browser, cast.li)
    text = browser.get(f"/quality/visits?unit={cast.jingan}").text
    older = f"/quality/visits?before={second.id}&amp;unit={cast.jingan}"
    assert older in text and f"scorecards/{first.id}" in browser.get(older.replace("&amp;", "&")).text


@pytest.mark.parametrize("place", ["unit=2", "unit=987654", "unit=99999999999999999999", "unit=x", "touchpoint=987654"])
def test_a_foreign_store_and_what_does_not_exist_are_not_there(browser, cast, cards, place):
    cards.released()
    page(browser, cast.chen)
    foreign = place.replace("unit=2", f"unit={cast.jingan}")
    assert browser.get(f"/quality/visits?{foreign}").status_code == 404


def test_staff_are_refused_and_strangers_sign_in(browser, cast):
    assert browser.get("/quality/visits").location == "/sign-in"
    assert page(browser, cast.wang).status_code == 403


def test_it_reads_in_chinese(chinese, cast, cards):
    cards.submitted()
    text = page(chinese, cast.he).text
    assert "神秘顾客" in text and "待审核" in text and "静安店" in text
