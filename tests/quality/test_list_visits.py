"""The list of visits, through different eyes."""

from cxtrain.people.models import Unit


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


def test_staff_are_refused_and_strangers_sign_in(browser, cast):
    assert browser.get("/quality/visits").location == "/sign-in"
    assert page(browser, cast.wang).status_code == 403


def test_it_reads_in_chinese(chinese, cast, cards):
    cards.submitted()
    text = page(chinese, cast.he).text
    assert "神秘顾客" in text and "待审核" in text and "静安店" in text
