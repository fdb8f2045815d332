"""A person's page: words at first, then numbers with n and interval, and only what is a person's own."""

import re

import pytest
from sqlalchemy import select

from cxtrain.journey.models import Touchpoint
from cxtrain.people.models import Unit
from cxtrain.quality.operations import publish_instrument
from tests.quality.conftest import SCENARIOS
from tests.reports.conftest import table, words

OWN = ["Responsiveness", "Assurance", "Empathy"]  # the dimensions of which a person's items are many enough
ITEM_3, ITEM_6 = "The employee was neat and dressed to standard", "When I had a problem, the employee really worked to solve it"
NUMBER = re.compile(r"\d\.\d")


@pytest.fixture
def url(cast):
    return f"/employees/{cast.wang}"


def test_up_to_two_visits_are_told_in_words_and_no_number(browser, cast, seen, url):
    browser.login(cast.li)
    for n, said in ((0, "Not observed yet: nothing can be said."), (1, "Too few visits for a number."), (2, "Too few visits for a number.")):
        seen(*[2] * (n > 0), days_ago=n)
        page = browser.get(url)
        text = words(page)
        assert said in text and f"{n} visits in 12 months" in text and text.count("She carried the bags to the lift") == n
        assert not NUMBER.search(text) and "<figure" not in page.text and "Single items" not in text


def test_from_three_visits_a_number_is_provisional_and_from_six_it_is_enough_for_coaching(browser, cast, seen, url):
    # Oracle: mean ± t(.975, n - 1) s / √n, cut off at 7.
    # 5 6 7: s 1.0000, t 4.3027, ± 2.484. 5 6 7 4 5: s 1.1402, t 2.7764, ± 1.416.
    # 5 6 7 4 5 3: s 1.4142, t 2.5706, ± 1.484. And with six 4 and eight 5: s .8645, t 2.0930, ± .405.
    provisional, enough, days = "Provisional: enough to offer help", "Enough for coaching.", 0
    browser.login(cast.li)
    for values, n, said, number, interval in (
            ((5, 6, 7), 3, provisional, "6.0", "3.5–7.0"), ((4, 5), 5, provisional, "5.4", "4.0–6.8"),
            ((3,), 6, enough, "5.0", "3.5–6.5"), ((4, 5) * 6 + (5, 5), 20, enough, "4.7", "4.3–5.1")):
        seen(*values, days_ago=days)
        days += len(values)
        page = browser.get(url)
        shown = table(page)
        assert said in words(page) and f"{n} visits in 12 months" in words(page)
        assert list(shown) == OWN and all(row[:3] == [number, str(n), interval] for row in shown.values()), shown


def test_only_person_items_are_in_the_person_s_numbers(browser, cast, seen, url):
    # Of assurance the form asks items 15 (process), 16 and 17 (person): the store has (1 + 6 + 6) / 3 = 4.33,
    # and of tangibles items 2 (place) and 3 (person): the store has (1 + 6) / 2 = 3.5.
    seen(6, 6, 6, but={"place": 1, "process": 1})
    page = browser.login(cast.li).get(url)
    shown = table(page)
    assert [row[0] for row in shown.values()] == ["6.0", "6.0", "6.0"]
    assert shown["Assurance"][4] == "4.3" and "Tangibles 3.5 (n 3)" in words(page)


def test_a_visit_in_which_nobody_was_identified_moves_the_store_and_not_the_person(browser, cast, seen, url):
    seen(6, 6, 6)
    seen(2, person=0)  # the store: (6 + 6 + 6 + 2) / 4 = 5
    shown = table(browser.login(cast.li).get(url))
    assert [(row[0], row[1], row[4]) for row in shown.values()] == [("6.0", "3", "5.0")] * 3


def test_the_store_stands_beside_the_person_in_grey(browser, cast, seen, url):
    seen(5, 6, 7)
    text = browser.login(cast.li).get(url).text
    assert text.count('class="chart-reference" fill="#8b9594"') == 4  # a diamond per dimension, and the legend's
    assert re.search(r'<p class="small muted">The store.{1,6}s, for comparison:', text)


def test_items_3_and_6_stand_by_themselves_with_n_and_interval(browser, cast, db, seen, url):
    publish_instrument((SCENARIOS / "instruments" / "hotel-complaint-desk.yaml").read_bytes())
    db.session.commit()
    desk = db.session.scalar(select(Touchpoint.id).where(Touchpoint.slug == "complaint-desk"))
    seen(4, 6, days_ago=3, touchpoint=desk, but={"s3": 7})
    seen(5, 6, 7, but={"s3": 7})
    browser.login(cast.li)
    assert f"{ITEM_3}: 7.0 (n 5, 7.0 to 7.0" in words(browser.get(url)) and ITEM_6 + ":" not in words(browser.get(url))
    seen(5, days_ago=6, touchpoint=desk)
    # 4 6 5: s 1, t 4.3027, ± 2.484.
    assert f"{ITEM_6}: 5.0 (n 3, 2.5 to 7.0 with 95 % confidence)" in words(browser.get(url))


def test_a_store_that_stores_nothing_about_persons_shows_no_number_about_one(browser, cast, db, seen, url):
    seen(5, 6, 7, 5, 6, 7)
    db.session.get_one(Unit, cast.jingan).people = "none"
    db.session.commit()
    page = browser.login(cast.li).get(url)
    text = words(page)
    assert "In this store nothing is stored about persons." in text and "Not observed yet" not in text
    assert not NUMBER.search(text) and "<figure" not in page.text and "visits in 12 months" not in text


def test_the_trend_has_a_point_for_each_quarter_with_three_visits(browser, cast, seen, url):
    seen(5, 6, 7)
    seen(3, 4, 5, days_ago=200)
    browser.login(cast.li)
    points = table(browser.get(url), nth=1)
    assert [(row[0], row[1]) for row in points.values()] == [("4.0", "3"), ("6.0", "3")]
    assert [label[5] for label in points] == ["Q", "Q"] and list(points) == sorted(points)


def test_the_span_is_three_six_or_twelve_months_and_any_other_is_twelve(browser, cast, seen, url):
    seen(5, 6, 7)
    seen(5, 6, 7, days_ago=200)
    browser.login(cast.li)
    assert "3 visits in 3 months" in words(browser.get(f"{url}?span=3"))
    for odd in ("12", "7", "-3", "viele", ""):
        assert "6 visits in 12 months" in words(browser.get(f"{url}?span={odd}"))


def test_six_visits_are_told_and_all_of_them_where_asked(browser, cast, seen, url):
    seen(*[6] * 7)
    browser.login(cast.li)
    told = {query: words(browser.get(url + query)).count("She carried the bags") for query in ("", "?visits=all", "?visits=-1")}
    assert told == {"": 6, "?visits=all": 7, "?visits=-1": 6}
    assert f'href="{url}?visits=all&amp;span=3"' in browser.get(f"{url}?span=3").text
    assert "visits=all&amp;" not in browser.get(f"{url}?visits=all").text


def test_training_plans_and_certificates_stand_beside_the_visits(browser, cast, office, records, url):
    office.award(cast.wang)
    records.plan(about=cast.wang)
    text = words(browser.login(cast.li).get(url))
    assert "passed 2026-05-19" in text and "Look up within ten seconds." in text and "0 of 1 done" in text
    assert re.search(r"Certificates \S+-2026-\d+ 2026-05-19", text)


def test_no_name_is_in_red_and_nobody_is_ranked(browser, cast, seen, url):
    seen(*[1] * 6)
    page = browser.login(cast.li).get(url)
    assert not re.search(r'class="[^"]*poor', page.text) and "rank" not in words(page).lower()


def test_a_foreign_person_and_a_missing_one_are_the_same_404(browser, cast, url):
    browser.login(cast.chen)
    foreign, missing, huge = (browser.get(each) for each in (url, "/employees/99999", "/employees/99999999999999"))
    assert {answer.status_code for answer in (foreign, missing, huge)} == {404}
    assert words(foreign) == words(missing)


def test_staff_authors_and_admins_open_nobody_s_page(browser, cast, url):
    for who in (cast.wang, cast.zhao, cast.lin, cast.admin):
        assert browser.login(who).get(url).status_code == 403


def test_a_stranger_is_sent_to_sign_in(browser, url):
    assert browser.get(url).location == browser.get("/me/record").location == "/sign-in"


def test_it_reads_in_chinese(chinese, cast, seen, url):
    seen(5, 6, 7)
    page = chinese.login(cast.li).get(url)
    assert "暂定：足以提供帮助" in words(page) and list(table(page)) == ["响应性", "保证性", "移情性"] and "单项" in words(page)


def test_one_s_own_page_is_the_one_the_supervisor_sees(browser, cast, seen, url):
    seen(5, 6, 7)
    theirs = browser.login(cast.li).get(url)
    browser.post("/sign-out", page="/")
    own = browser.login(cast.wang).get("/me/record?span=odd&visits=odd")
    assert table(own) == table(theirs) and "<h1>My record</h1>" in own.text and "Wang Zhe · S0102" in words(own)


def test_one_s_own_page_is_nobody_else_s_and_leads_only_where_one_may_go(browser, cast, seen):
    seen(5, 6, 7)
    own = browser.login(cast.wang).get("/me/record")
    links = set(re.findall(r'href="(/[^"]*)"', re.search(r"<main.*</main>", own.text, re.S)[0]))
    assert links and {link: browser.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    browser.post("/sign-out", page="/")
    other = words(browser.login(cast.zhao).get("/me/record"))
    assert "0 visits in 12 months" in other and "She carried" not in other and "when a scorecard is released to you" in other.lower()


def test_the_number_of_statements_does_not_grow_with_history(browser, cast, seen, records, statements, url):
    seen(5, 6, 7, 5, 6, 7)
    records.plan(about=cast.wang)
    browser.login(cast.li)
    before = statements(browser, url)
    seen(*[5, 6, 7] * 3, days_ago=90)
    for _ in range(4):
        records.plan(about=cast.wang)
    assert statements(browser, url) == before <= 18  # one of them reads what customers praised


def test_beside_the_others_it_says_in_words_what_may_be_said_and_why_on_request(browser, cast, seen, url):
    seen(3, 3, 4, 3, 3, 4)
    seen(6, 6, 7, person=cast.zhao, days_ago=10)
    seen(5, 6, 6, person=cast.li, days_ago=20)
    browser.login(cast.li)
    page = browser.get(url)
    assert "Beside the others of the store" in words(page)
    assert "Fairly sure: below the standard" in words(page) and "chip-poor" not in page.text
    assert "All visits were made by one shopper" in words(page)
    assert "Shoppers: 1; months with visits:" in words(page) and "Visits still needed" in words(page)


def test_below_three_visits_nobody_is_put_beside_anybody(browser, cast, seen, url):
    seen(3, 3)
    seen(6, 6, 7, person=cast.zhao, days_ago=10)
    browser.login(cast.li)
    assert "Beside the others" not in words(browser.get(url))


def test_a_visit_under_appeal_stands_there_as_such_and_counts_nowhere(browser, cast, disputes, seen):
    seen(6, 6, 6, days_ago=5)
    disputes.opened()
    page = browser.login(cast.li).get(f"/employees/{cast.wang}")
    assert "Appeal open" in words(page) and "3 visits in 12 months" in words(page)
