import pytest

URL = "/planning"


def test_it_lists_the_open_plans_in_reach_by_due_date(browser, cast, records):
    later, sooner = records.plan(due=40), records.plan(about=cast.wang, due=5)
    text = browser.login(cast.li).get(URL).text
    assert text.index(f"/plans/{sooner}") < text.index(f"/plans/{later}")


def test_another_stores_plans_are_not_listed(browser, cast, records):
    plan_id = records.plan()
    assert f"/plans/{plan_id}" not in browser.login(cast.chen).get(URL).text
    browser.client.delete_cookie("cx")
    assert f"/plans/{plan_id}" in browser.login(cast.he).get(URL).text


def test_staff_see_their_own_and_nothing_else(browser, cast, records):
    own, other = records.plan(about=cast.wang), records.plan(about=cast.zhao)
    text = browser.login(cast.wang).get(URL).text
    assert f"/plans/{own}" in text and f"/plans/{other}" not in text


@pytest.mark.parametrize(("state", "listed"), [("draft", False), ("approved", True), ("withdrawn", False)])
def test_a_person_sees_a_plan_about_oneself_once_it_is_approved(browser, cast, records, state, listed):
    plan_id = records.plan(about=cast.wang, state=state)
    assert (f"/plans/{plan_id}" in browser.login(cast.wang).get(URL).text) == listed


def test_ended_plans_stand_apart(browser, cast, records):
    plan_id = records.plan(state="withdrawn")
    browser.login(cast.li)
    assert f"/plans/{plan_id}" not in browser.get(URL).text
    assert f"/plans/{plan_id}" in browser.get(URL + "?show=ended").text
    assert browser.get(URL + "?show=%00nonsense").status_code == 200


def test_ended_plans_are_listed_a_page_at_a_time_the_latest_first(browser, cast, records, monkeypatch):
    monkeypatch.setattr("cxtrain.planning.queries.ENDED_PAGE", 2)
    first, second, third = (records.plan(state="withdrawn") for _ in range(3))
    text = browser.login(cast.li).get(URL + "?show=ended").text
    assert text.index(f"/plans/{third}") < text.index(f"/plans/{second}") and f"/plans/{first}" not in text
    assert f"before={second}" in text
    rest = browser.get(f"{URL}?show=ended&before={second}").text
    assert f"/plans/{first}" in rest and f"/plans/{second}" not in rest and 'rel="next"' not in rest


def test_an_empty_page_says_what_will_appear_here(browser, cast, records):
    assert "once your supervisor has approved one" in browser.login(cast.wang).get(URL).text
    browser.client.delete_cookie("cx")
    assert "No plan is open" in browser.login(cast.li).get(URL).text


def test_it_leads_to_the_findings_of_the_stores_in_reach(browser, cast, records):
    text = browser.login(cast.li).get(URL).text
    assert f"/planning/units/{cast.jingan}" in text and f"/planning/units/{cast.xuhui}" not in text


def test_a_stranger_is_sent_to_sign_in(browser):
    assert browser.get(URL).location == "/sign-in"


def test_it_is_complete_in_chinese(chinese, cast, records):
    records.plan(about=cast.wang, dimension="responsiveness")
    text = chinese.login(cast.li).get(URL).text
    assert "辅导计划 · 王喆" in text and "响应性" in text and "本人未阅知" in text and "行动项完成 0/1" in text
