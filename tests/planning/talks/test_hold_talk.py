import datetime as dt
import re

import pytest

from cxtrain.clock import today
from cxtrain.extensions import db as database
from tests.planning.conftest import load


@pytest.fixture
def plan_id(cast, records):
    return records.plan(about=cast.wang, state="draft", talked=False)


@pytest.fixture
def url(plan_id):
    return f"/planning/plans/{plan_id}/talks/new"


def fields(cast, **changes):
    day = today("Asia/Shanghai")
    rows = {}
    for row in range(2):
        rows |= {f"options-{row}-what": "", f"options-{row}-source": "employee"}
    return {"held_on": day.isoformat(), "goal": "A nod first.", "reality": "Two of three peaks.", "gap": "Knows, forgets when busy.",
            "motivation": "Wants to try.", "forward": "In pairs at the peak.", "forward_id": str(cast.wang),
            "forward_on": (day + dt.timedelta(14)).isoformat(), "support": "The rota", "next_on": "", **rows, **changes}


BOTH = {"options-0-what": "Whoever is free looks up.", "options-1-what": "A card on the desk.", "options-1-source": "supervisor",
        "options-1-chosen": "y"}


def test_a_talk_is_kept_with_its_day_and_who_led_it_and_the_options_of_both(browser, cast, url, plan_id):
    assert browser.login(cast.li).post(url, **fields(cast, **BOTH)).status_code == 303
    plan = load(plan_id)
    talk, = plan.talks
    assert (talk.held_on, talk.led_by, talk.gap, talk.motivation) == (
        today("Asia/Shanghai"), cast.li, "Knows, forgets when busy.", "Wants to try.")
    assert (talk.forward, talk.forward_id, talk.support) == ("In pairs at the peak.", cast.wang, "The rota")
    assert [(each.what["en"], each.source, each.chosen) for each in plan.options] == [
        ("Whoever is free looks up.", "employee", False), ("A card on the desk.", "supervisor", True)]
    page = browser.get(f"/planning/plans/{plan_id}").text
    assert "Knows, forgets when busy." in page and "A card on the desk." in page


def test_where_a_talk_took_place_stands_on_the_plan_and_on_its_record_and_can_be_corrected(browser, cast, url, plan_id):
    browser.login(cast.li).post(url, **fields(cast, place=" The back office ", **BOTH))
    page = browser.get(f"/planning/plans/{plan_id}").text
    assert "The back office" in page
    talk = re.search(r"/talks/(\d+)", page)[0]
    form = browser.get(f"/planning/plans/{plan_id}{talk}").text
    assert 'value="The back office"' in form
    too_long = browser.post(url, **fields(cast, place="x" * 121, **BOTH))
    assert too_long.status_code == 400 and "x" * 121 in too_long.text


@pytest.mark.parametrize(("changes", "sentence"), [
    ({"gap": " "}, "Say where the gap is"), ({"motivation": ""}, "Ask, and say what the answer was"),
    ({"goal": ""}, "Say what is to be different"), ({"reality": ""}, "Say what was seen"), ({"forward": ""}, "Say what was agreed"),
    ({"held_on": "2199-01-01"}, "when it was held, not before"), ({"forward_on": "2020-01-01"}, "before the talk"),
    ({"held_on": "soon"}, "Choose a day"), ({"options-0-what": "长" * 601}, "600"), ({"gap": "长" * 1001}, "1000"),
])
def test_what_hurried_talks_skip_is_asked_for_and_typed_text_stays(browser, cast, url, plan_id, changes, sentence):
    answer = browser.login(cast.li).post(url, **fields(cast, **{"support": "My own support", **changes}))
    assert answer.status_code == 400 and sentence in answer.text and "My own support" in answer.text
    assert load(plan_id).talks == []


@pytest.mark.parametrize("changes", [{"forward_id": "987"}, {"options-0-source": "library", "options-0-what": "x"}, {"chosen": "987"}])
def test_forged_choices_are_refused(browser, cast, url, changes):
    assert browser.login(cast.li).post(url, **fields(cast, **changes)).status_code == 400


def test_after_the_talk_the_colleague_reads_the_draft_and_every_word(browser, cast, url, plan_id):
    assert browser.login(cast.wang).get(f"/planning/plans/{plan_id}").status_code == 404
    browser.login(cast.li).post(url, **fields(cast))
    assert "Wants to try." in browser.login(cast.wang).get(f"/planning/plans/{plan_id}").text


def test_only_who_led_a_talk_corrects_it_and_the_second_to_save_sees_both(browser, cast, records):
    plan_id = records.plan(about=cast.wang)
    url = f"/planning/plans/{plan_id}/talks/{records.talk(plan_id)}"
    assert browser.login(cast.he).get(url).status_code == 403
    browser.login(cast.li)
    stale = browser.hidden(url) | fields(cast, gap="Mine")
    assert browser.post(url, **fields(cast, gap="Theirs")).status_code == 303
    answer = browser._open("POST", url, data=stale)
    assert answer.status_code == 409 and "Mine" in answer.text and "Theirs" in answer.text
    assert load(plan_id).talks[0].gap == "Theirs"


def test_options_that_stand_there_are_ticked_and_kept(browser, cast, records, url, plan_id):
    kept, other = records.option(plan_id, "employee", cast.wang), records.option(plan_id)
    browser.login(cast.li).post(url, **fields(cast, chosen=str(kept)))
    assert {each.id: each.chosen for each in load(plan_id).options} == {kept: True, other: False}


def test_a_talk_about_oneself_or_after_the_end_is_not_noted(browser, cast, records):
    own = records.plan(about=cast.li, drafted_by=cast.he, state="approved", approved_by=cast.he)
    assert browser.login(cast.li).get(f"/planning/plans/{own}/talks/new").status_code == 403
    over = records.plan(about=cast.wang, state="closed", outcome="met", closed_by=cast.li)
    assert browser.login(cast.li).get(f"/planning/plans/{over}/talks/new").status_code == 409


def test_a_team_may_talk_too_and_approves_without(browser, cast, records):
    plan_id = records.plan(state="draft")
    assert browser.login(cast.li).post(f"/planning/plans/{plan_id}/talks/new", **fields(cast)).status_code == 303
    assert load(plan_id).shared_at is None


def test_the_page_stands_in_chinese(chinese, cast, url):
    page = chinese.login(cast.li).get(url).text
    assert "差距在哪里" in page and "本人的意愿" in page and "4 怎么做" in page


def test_the_database_itself_refuses_a_talk_without_gap_or_motivation(db, records, plan_id):
    with pytest.raises(Exception, match="(?i)constraint"):
        records.talk(plan_id, motivation="")
    database.session.rollback()
