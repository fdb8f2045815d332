"""A store person by person: only where three people were seen three times each, and never as a ranking."""

import re

import pytest

from cxtrain.people.models import Unit
from tests.planning.conftest import around
from tests.reports.conftest import cells, words

URL = "/team/people"


@pytest.fixture
def seen_three(cast, db, records):
    """A function that writes down the empathy of 王喆, 赵䶮 and 李想, three visits each unless told otherwise."""
    def write(*scores):
        for person, each in zip((cast.wang, cast.zhao, cast.li), scores or ([3, 4, 5], [5, 6, 7], [4, 5, 6]), strict=True):
            records.person(person, each, "empathy")
        db.session.commit()
    return write


def test_three_people_with_three_visits_make_a_table_of_what_is_a_person_s_own(browser, cast, seen_three):
    seen_three()
    page = browser.login(cast.li).get(URL)
    assert re.findall(r'<th scope="col" class="dim-(\w+)">', page.text) == ["responsiveness", "assurance", "empathy"]
    # Means 4, 6 and 5; within 1, between (3 - 1) / 3; so a third of each distance from 5 is luck: 4.33, 5.67 and 5.
    assert {name: row[2] for name, row in cells(page).items()} == {  # the standard is 6; under six visits is hatched
        "Li Xiang": ("heat-below-2 thin", "5.0", 3), "Wang Zhe": ("heat-below-3 thin", "4.3", 3),
        "Zhao Yan": ("heat-below-1 thin", "5.7", 3)}
    assert "drawn towards what the store's people have in common" in words(page)
    assert list(cells(page)) == ["Li Xiang", "Wang Zhe", "Zhao Yan"]  # by name, not by number
    assert f'<a href="/employees/{cast.wang}">Wang Zhe</a>' in page.text


def test_two_such_people_make_none(browser, cast, seen_three):
    seen_three(around(4.0), around(6.0), [5, 6])
    page = browser.login(cast.li).get(URL)
    assert not cells(page) and "once at least three people have been seen three times each" in words(page)


def test_who_was_seen_twice_has_no_number_beside_those_who_have_one(browser, cast, db, records, seen_three):
    seen_three(around(4.0), around(6.0), [4, 5, 6, 4, 5, 6])
    records.person(cast.wang, [1, 1], "assurance")
    db.session.commit()
    page = browser.login(cast.li).get(URL)
    found = cells(page)
    assert found["Wang Zhe"] == [("heat-none", "–", 0), ("heat-none thin", "–", 2), ("heat-below-3", "4.1", 8)]
    assert found["Li Xiang"][2] == ("heat-below-2", "5.0", 6)
    assert "Fairly sure: below the standard. 3." in page.text


def test_where_chance_explains_all_differences_nobody_has_a_number(browser, cast, seen_three):
    seen_three([4, 5, 6], [5, 6, 4], [6, 4, 5])
    page = browser.login(cast.li).get(URL)
    assert {row[2] for row in cells(page).values()} == {("heat-none thin", "–", 3)}
    assert "The data cannot tell people apart yet in: Responsiveness, Assurance, Empathy." in words(page)


def test_a_store_that_stores_nothing_about_persons_shows_no_number_about_one(browser, cast, db, seen_three):
    seen_three()
    db.session.get_one(Unit, cast.jingan).people = "none"
    db.session.commit()
    page = browser.login(cast.li).get(URL)
    assert not cells(page) and "In this store nothing is stored about persons." in words(page)
    assert not re.search(r"\d\.\d", words(page)) and "Wang Zhe" not in words(page)


def test_people_of_another_store_are_not_among_them(browser, cast, db, records, seen_three):
    seen_three()
    records.person(cast.sun, around(6.0), "empathy")
    db.session.commit()
    browser.login(cast.he)
    assert "Sun Miao" not in cells(browser.get(f"{URL}?unit={cast.jingan}"))
    assert not cells(browser.get(f"{URL}?unit={cast.xuhui}"))  # alone there


def test_an_odd_span_or_unit_is_twelve_months_of_one_s_own(browser, cast, seen_three):
    seen_three()
    browser.login(cast.li)
    for query in ("?span=7", "?span=x", "?unit=abc", "?unit=", "?unit=0&span=-3"):
        page = browser.get(URL + query)
        assert len(cells(page)) == 3 and f"/team?unit={cast.jingan}&amp;span=12" in page.text


def test_a_foreign_store_and_a_missing_one_are_the_same_404(browser, cast):
    browser.login(cast.chen)
    foreign, missing = browser.get(f"{URL}?unit={cast.jingan}"), browser.get(f"{URL}?unit=99999")
    assert foreign.status_code == missing.status_code == 404 and words(foreign) == words(missing)


def test_staff_and_strangers_see_nothing(browser, cast):
    assert browser.get(URL).location == "/sign-in"
    for who in (cast.wang, cast.lin, cast.admin):
        assert browser.login(who).get(URL).status_code == 403


def test_it_reads_in_chinese(chinese, cast, seen_three):
    seen_three()
    page = chinese.login(cast.li).get(URL)
    assert cells(page)["王喆"][2][1:] == ("4.3", 3) and "按人查看" in words(page)
