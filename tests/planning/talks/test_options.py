"""Options of one's own, the draft shown before the talk, and what a plan needs before it is approved."""

import pytest

from cxtrain.planning.readiness import Preparation, missing
from tests.planning.conftest import load


@pytest.fixture
def plan_id(cast, records):
    return records.plan(about=cast.wang, state="draft", talked=False)


@pytest.fixture
def url(plan_id):
    return f"/planning/plans/{plan_id}"


def test_a_draft_is_shown_before_the_talk_and_the_colleague_brings_an_own_option(browser, cast, url, plan_id):
    assert browser.login(cast.li).post(f"{url}/share", page=url).status_code == 303
    page = browser.login(cast.wang).get(url).text
    assert "bring your own idea" in page and "Approve plan" not in page
    assert browser.post(f"{url}/options", page=url, what="Take turns looking up.").status_code == 303
    option, = load(plan_id).options
    assert (option.what, option.source, option.author_id) == ({"en": "Take turns looking up."}, "employee", cast.wang)


def test_an_option_without_words_is_refused_and_stays_on_the_page(browser, cast, url, plan_id):
    browser.login(cast.li).post(f"{url}/share", page=url)
    answer = browser.login(cast.wang).post(f"{url}/options", page=url, what=" ")
    assert answer.status_code == 400 and "Say it in a sentence" in answer.text


def test_a_supervisors_option_is_the_supervisors(browser, cast, url, plan_id):
    browser.login(cast.li).post(f"{url}/options", page=url, what="A card.")
    assert [each.source for each in load(plan_id).options] == ["supervisor"]


def test_ones_own_option_is_taken_back_while_it_is_a_draft_and_not_taken(browser, cast, records, url, plan_id):
    browser.login(cast.li).post(f"{url}/share", page=url)
    mine, taken = records.option(plan_id, "employee", cast.wang), records.option(plan_id, "employee", cast.wang, chosen=True)
    other = records.option(plan_id)
    browser.login(cast.wang)
    codes = [browser.post(f"{url}/options/{each}/drop", page=url).status_code for each in (mine, taken, other)]
    assert codes == [303, 409, 403]
    assert [each.id for each in load(plan_id).options] == [taken, other]


def test_an_added_option_clashes_with_nobody_who_is_typing(browser, cast, url, plan_id):
    version = load(plan_id).version
    browser.login(cast.li).post(f"{url}/options", page=url, what="A card.")
    assert load(plan_id).version == version


def test_a_coaching_plan_says_what_it_lacks_and_is_not_approved_until_it_is_there(browser, cast, records, url, plan_id):
    page = browser.login(cast.li).get(url).text
    assert "Before it can be approved" in page and "Talk first" in page and "come from the colleague" in page
    assert browser.post(f"{url}/approve", page=url).status_code == 409
    records.talk(plan_id)
    records.option(plan_id)
    records.option(plan_id)
    answer = browser.post(f"{url}/approve", page=url)
    assert answer.status_code == 409 and "At least one option is to come from the colleague." in answer.text
    records.option(plan_id, "employee", cast.wang)
    assert browser.post(f"{url}/approve", page=url).status_code == 303


@pytest.mark.parametrize(("changes", "sentences"), [
    ({}, ()), ({"talks": 0}, ("Talk first",)), ({"options": 1}, ("At least two options",)), ({"own_options": 0}, ("from the colleague",)),
    ({"has_goal": False}, ("what one will see",)), ({"has_cause": False, "actions": 0}, ("Say why", "at least one action")),
    ({"is_coaching": False, "talks": 0, "options": 0, "own_options": 0}, ()),
])
def test_what_is_missing_is_named(changes, sentences):
    whole = {"is_coaching": True, "has_goal": True, "has_cause": True, "actions": 1, "talks": 1, "options": 2, "own_options": 1}
    found = missing(Preparation(**{**whole, **changes}))
    assert len(found) == len(sentences) and all(part in sentence for part, sentence in zip(sentences, found, strict=True))
