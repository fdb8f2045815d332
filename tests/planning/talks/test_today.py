def test_a_draft_that_was_shown_asks_for_an_own_idea_until_it_is_there(browser, cast, records):
    plan_id = records.plan(about=cast.wang, state="draft", talked=False)
    url, asked = f"/planning/plans/{plan_id}", "Before the talk: read the draft and bring your own idea"
    assert asked not in browser.login(cast.wang).get("/").text
    browser.login(cast.li).post(f"{url}/share", page=url)
    assert asked in browser.login(cast.wang).get("/").text
    browser.post(f"{url}/options", page=url, what="Take turns.")
    assert asked not in browser.get("/").text
