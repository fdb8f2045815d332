"""What shoppers wrote: without names, searchable, by pages; never of visits that do not count or are disputed."""

import re

import pytest
from sqlalchemy import select

from cxtrain.extensions import db as database
from cxtrain.quality.answers import Answer
from cxtrain.quality.models import Rating, Visit
from cxtrain.quality.sums.operations import recounted
from cxtrain.reports.places import queries
from tests.reports.conftest import words

COMMENTS = "/quality/places/comments"


@pytest.fixture
def hr(browser, cast):
    return browser.login(cast.he)


def quotes(page):
    return re.findall(r'<blockquote[^>]*><p[^>]*>(.*?)</p>', page.text, re.S)


@pytest.fixture
def wrote(desk):
    """A function that releases a visit of which one item was commented."""
    def release(note, item="s5", value=3, **facts):
        return desk.released({item: Answer(value, note=note)}, **facts).id
    return release


def test_the_newest_stand_first_without_names_and_badges(hr, wrote, cast):
    wrote("王喆（0102）没抬头", days_ago=3)
    wrote("Wang Zhe looked up", days_ago=1)
    page = hr.get(COMMENTS)
    assert quotes(page) == ["… looked up", "…（…）没抬头"] and "王喆" not in words(page)
    assert "3 / 7" in words(page)


def test_words_may_be_looked_for_and_signs_are_no_wildcards(hr, wrote):
    wrote("The queue was long", days_ago=2)
    wrote("100% polite", days_ago=1)
    assert quotes(hr.get(f"{COMMENTS}?q=QUEUE")) == ["The queue was long"]
    assert quotes(hr.get(f"{COMMENTS}?q=%25")) == ["100% polite"]
    assert "Nothing here with these words" in words(hr.get(f"{COMMENTS}?q=nothing"))


def test_pages_follow_each_other_without_gap_or_double(hr, wrote, monkeypatch):
    monkeypatch.setattr(queries, "COMMENTS", 2)
    said = [f"Note {number}" for number in range(5)]
    for number, note in enumerate(said):
        wrote(note, days_ago=number // 2)
    found, address = [], COMMENTS
    while address:
        page = hr.get(address)
        found += quotes(page)
        more = re.search(r'rel="next" href="([^"]*)"', page.text)
        address = more[1].replace("&amp;", "&") if more else None
    assert sorted(found) == said


@pytest.mark.parametrize("before", ["x", "2026-13-01_1_s5", "2026-01-01_1_<b>", "2026-01-01_99999999999_s5"])
def test_a_place_that_is_none_begins_at_the_newest(hr, wrote, before):
    wrote("Here")
    assert quotes(hr.get(f"{COMMENTS}?before={before}")) == ["Here"]


@pytest.mark.parametrize("change", [{"under_review": True}, {"appeals_open": 1}, {"state": "void"}])
def test_what_does_not_count_or_is_disputed_is_not_there(hr, wrote, change):
    wrote("Not for everybody")
    visit = database.session.scalar(select(Visit))
    with recounted(visit):
        for name, value in change.items():
            setattr(visit, name, value)
    database.session.commit()
    assert quotes(hr.get(COMMENTS)) == []


def test_words_about_a_corrected_answer_and_of_unreleased_visits_are_not_there(hr, wrote, desk):
    wrote("Was wrong")
    database.session.execute(Rating.__table__.update().where(Rating.note == "Was wrong").values(corrected=True, corrected_value=6))
    database.session.commit()
    desk.submitted({"s5": Answer(2, note="Canary")})
    assert quotes(hr.get(COMMENTS)) == []


def test_other_stores_words_are_never_shown(browser, cast, wrote):
    wrote("Of Jing'an")
    page = browser.login(cast.chen).get(COMMENTS)
    assert quotes(page) == [] and browser.get(f"{COMMENTS}?unit={cast.jingan}").status_code == 404
    assert quotes(browser.get(f"{COMMENTS}?unit={cast.xuhui}")) == []


def test_a_touchpoint_narrows_it_and_a_strange_one_is_not_there(hr, wrote, hotel):
    wrote("At the desk")
    assert quotes(hr.get(f"{COMMENTS}?touchpoint={hotel.desk}")) == ["At the desk"]
    assert quotes(hr.get(f"{COMMENTS}?touchpoint={hotel.breakfast}")) == []
    assert hr.get(f"{COMMENTS}?touchpoint=98765").status_code == 404


def test_the_number_of_statements_does_not_grow(hr, wrote, statements):
    wrote("First")
    before = statements(hr, COMMENTS)
    for number in range(4):
        wrote(f"More {number}", days_ago=number)
    assert statements(hr, COMMENTS) == before <= 5
