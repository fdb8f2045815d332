"""How long customers wait, what silence does, and who decides whether time runs."""

import datetime as dt

import pytest
import yaml

from cxtrain.extensions import db as database
from cxtrain.journey.operations import publish_touchpoints
from cxtrain.ledger.models import LedgerEntry
from cxtrain.people.models import Employee
from cxtrain.roleplay import operations
from cxtrain.roleplay.casting import casting_of
from cxtrain.roleplay.models import Attempt, Step
from cxtrain.roleplay.patience import Pace, wait_at
from cxtrain.roleplay.play import dealt, opening, replay
from cxtrain.roleplay.screen import screen_of
from tests.conftest import Browser
from tests.roleplay.conftest import SCENARIO, Player
from tests.roleplay.stories import LATE_CHECK_IN, both, choice, ending, scenario, scene, sentences, silence, story, written
from tests.roleplay.test_packs import TOUCHPOINTS

WORDS = "one two three four five six seven eight nine ten"


def waiting(**more):
    """Return a short story in whose scenes the customer does not wait for ever."""
    return scenario({
        "a": scene(choice("x", "b"), choice("y", "b"), silence("lost", after=20)),
        "b": scene(choice("x", "end"), choice("y", "end"), silence("lost", after=30)),
        "end": ending(), "lost": ending("lost")}, **more)


def wait(story_, made=(), *, percent=100, language="en", coached=True):
    """Return how long the customer waits after `made`."""
    position = replay(story_, made)
    return wait_at(position, "seed", pace=Pace(percent, language), casting=casting_of(story_), coached=coached)


def test_the_time_is_that_of_reading_what_is_new_and_then_the_authors_seconds():
    # 10 words said, "hm" is one, two answers of two words each: 15 words at 238 a minute take 3.78 s, so 23.78 s in all.
    told = waiting()
    told = scenario({**yaml.safe_load(written(story({
        "a": {**scene(choice("x", "end"), choice("y", "end"), silence("lost", after=20)), "sees": both(WORDS)},
        "end": ending(), "lost": ending("lost")})))["scenes"]})
    assert wait(told).seconds == 24
    assert wait(told, percent=150).seconds == 36 and wait(told, percent=200).seconds == 48


def test_what_came_of_the_last_choice_is_read_too_and_its_coaching_where_it_is_shown():
    # In b: "reaction x" and "coaching x", two words each, then "hm" and two answers of two words: 9 or 7 words.
    told = waiting()
    assert wait(told, ["x"]).seconds == 33 and wait(told, ["x"], coached=False).seconds == 32


def test_the_time_is_of_the_language_that_is_read():
    told = scenario({"a": {**scene(choice("x", "end"), choice("y", "end"), silence("lost", after=20)),
                           "sees": {"zh": "等" * 250, "en": "wait"}}, "end": ending(), "lost": ending("lost")})
    assert wait(told, language="zh").seconds > 80 > wait(told, language="en").seconds


def test_where_no_time_runs_or_the_customer_waits_there_is_no_wait():
    told = waiting()
    assert wait_at(opening(told), "seed", pace=None, casting=casting_of(told), coached=True) is None
    assert wait(told, ["x", "x"]) is None
    plain = scenario({"a": scene(choice("x", "end"), choice("y", "end")), "end": ending()})
    assert wait(plain) is None


def test_silence_is_never_dealt_and_its_words_are_on_no_screen():
    told = waiting()
    assert {one.id for one in dealt(opening(told), "seed").values()} == {"x", "y"}
    screen = screen_of(told, opening(told), seed="seed", coached=True, wait=wait(told))
    assert "silence" not in str(screen.choices) and wait(told).token not in screen.choices


def test_silence_is_a_choice_like_any_other_to_a_replay():
    told = waiting()
    assert replay(told, ["silence"]).outcome == replay(told, ["x", "silence"]).outcome == "lost"


# The file.

def timed(**more):
    """Return the scenes of a story whose first one has this silence."""
    return {"a": scene(choice("x", "end"), choice("y", "end"), silence("end", **more)), "end": ending()}


@pytest.mark.parametrize(("after", "says"), [
    (4, "must be 5 or more"), (301, "must be 300 or less"), (9.5, "whole number"), ("9", "whole number"), (True, "whole number")])
def test_the_seconds_are_whole_and_from_5_to_300(after, says):
    [sentence] = sentences(story(timed(after=after)))
    assert says in sentence


@pytest.mark.parametrize(("scenes", "says"), [
    (timed(when={"mood": ">= 0"}), "has no `when`"), (timed(reason=True), "asks for none"),
    ({"a": scene(choice("x", "end"), silence("end"), silence("end", id="more")), "end": ending()}, "at most"),
    ({"a": scene(silence("end")), "end": ending()}, "something that the player can say")])
def test_what_silence_cannot_be_is_refused(scenes, says):
    [sentence] = sentences(story(scenes))
    assert says in sentence


def test_a_scene_that_may_offer_nothing_but_silence_is_refused_with_the_state():
    scenes = {"a": scene(choice("good", "b", effects={"mood": 1}), choice("bad", "b", effects={"mood": -1})),
              "b": scene(choice("x", "end", when={"mood": ">= 0"}), silence("end")), "end": ending()}
    [sentence] = sentences(story(scenes))
    assert sentence == 'The scene "b" offers nothing but silence when mood = -1.'


def test_an_ending_must_be_in_reach_of_answers_alone():
    scenes = {"a": scene(choice("x", "a"), choice("y", "a"), silence("end")), "end": ending()}
    [sentence] = sentences(story(scenes))
    assert "no ending can be reached" in sentence


@pytest.mark.parametrize("scenes", [
    {"a": scene(choice("x", "end"), choice("y", "end"), silence("end", points={"empathy": 1})), "end": ending()},
    # Going round changes nothing: from both scenes only the silence of a leads to the points of c.
    {"a": scene(choice("x", "b"), choice("y", "end"), silence("c")), "b": scene(choice("x", "a"), choice("y", "end")),
     "c": scene(choice("x", "end", points={"empathy": 1}), choice("y", "end")), "end": ending()}])
def test_silence_never_earns_what_no_answer_earns(scenes):
    [sentence] = sentences(story(scenes))
    assert 'In the scene "a" saying nothing can earn points' in sentence


# The page.

@pytest.fixture
def hurried(browser, cast, db):
    """The short story; at the desk she walks off after 20 seconds of silence. 王喆 plays it."""
    told = yaml.safe_load(LATE_CHECK_IN)
    told["scenes"]["arrival"]["hint"] = both("Look at her suitcase")
    told["scenes"]["arrival"]["choices"].append(
        {**silence("walked", after=20, effects={"mood": -3}, points={"responsiveness": -1}), "say": both("(Nothing is said.)"),
         "reaction": both("She takes her suitcase")})
    told["scenes"]["walked"] = ending("lost")
    publish_touchpoints(TOUCHPOINTS)
    assert operations.publish_scenario(written(told)).scenario
    db.session.commit()
    return Player(browser.login(cast.wang))


def token_of(text):
    """Return the token of the silence on a page."""
    found = text.split('id="patience"')[1]
    return found.split('name="choice" value="')[1].split('"')[0]


def later(player, seconds):
    """Let time pass: the play has stood so many seconds longer where it stands."""
    attempt, gap = player.attempt, dt.timedelta(seconds=seconds)
    attempt.started_at -= gap
    for step in database.session.query(Step).filter_by(attempt_id=attempt.id):
        step.at -= gap
    database.session.commit()


def allow(person, percent):
    """Allow a person another time."""
    database.session.get(Employee, person).time_allowance = percent
    database.session.commit()


def test_a_practice_is_timed_only_where_the_player_asked_for_it(hurried):
    assert "Customers lose patience" in hurried.browser.get(SCENARIO).text
    hurried.start()
    assert hurried.attempt.patience is None and 'id="patience"' not in hurried.text
    hurried.start(anew="1", timed="1")
    assert hurried.attempt.patience == 100 and 'id="patience"' in hurried.text


def test_an_exam_is_timed_as_the_author_wrote_it(hurried):
    hurried.start("exam")
    assert hurried.attempt.patience == 100 and 'id="patience"' in hurried.text
    assert "Turn the timer off" not in hurried.text


@pytest.mark.parametrize("percent", [150, 200, None])
def test_what_a_person_is_allowed_holds_for_the_attempt_and_stays_as_it_was(hurried, cast, percent):
    allow(cast.wang, percent)
    hurried.start("exam")
    assert hurried.attempt.patience == percent and ('id="patience"' in hurried.text) == bool(percent)
    allow(cast.wang, 100)
    assert hurried.attempt.patience == percent


def test_somebody_without_a_limit_is_offered_none(hurried, cast):
    allow(cast.wang, None)
    assert "Customers lose patience" not in hurried.browser.get(SCENARIO).text
    hurried.start(timed="1")
    assert hurried.attempt.patience is None


def test_a_scenario_whose_customers_wait_offers_no_timer(player):
    assert "Customers lose patience" not in player.browser.get(SCENARIO).text
    player.start("exam", timed="1")
    assert player.attempt.patience is None


def test_silence_is_taken_once_the_time_is_over_and_not_before(hurried):
    hurried.start(timed="1")
    token = token_of(hurried.text)
    early = hurried.browser.post(hurried.url, choice=token)
    assert early.status_code == 400 and "The customer is still waiting" in early.text and hurried.made == []
    later(hurried, 120)
    answer = hurried.browser.post(hurried.url, choice=token)
    assert answer.location.endswith("/ending") and hurried.made == ["silence"]
    assert (hurried.attempt.outcome, hurried.attempt.score) == ("lost", hurried.attempt.score)
    text = hurried.browser.get(answer.location).text
    assert "No answer came in time" in text and "Nothing is said" in text


def test_more_time_is_more_time(hurried, cast):
    allow(cast.wang, 200)
    hurried.start("exam")
    text = hurried.text
    seconds = int(text.split('data-seconds="')[1].split('"')[0])
    later(hurried, seconds // 2 + 2)
    assert hurried.browser.post(hurried.url, choice=token_of(text)).status_code == 400
    later(hurried, seconds // 2)
    assert hurried.browser.post(hurried.url, choice=token_of(text)).status_code == 303


def test_silence_is_refused_where_no_time_runs(hurried):
    hurried.start(timed="1")
    token = token_of(hurried.text)
    later(hurried, 500)
    database.session.get(Attempt, hurried.attempt.id).patience = None
    database.session.commit()
    answer = hurried.browser.post(hurried.url, choice=token)
    assert answer.status_code == 400 and "not offered here" in answer.text and hurried.made == []


def test_silence_is_refused_after_an_answer_and_the_time_of_the_next_scene_begins_with_it(hurried):
    hurried.start(timed="1")
    token, form = token_of(hurried.text), hurried.browser.hidden(hurried.url)
    later(hurried, 500)
    hurried.say("One minute")
    answer = hurried.browser.client.post(hurried.url, data={**form, "choice": token}, headers=hurried.browser.headers)
    assert answer.status_code == 409 and hurried.made == ["own-it"]


def test_the_timer_of_a_practice_can_be_turned_off_at_any_time(hurried):
    url = hurried.start(timed="1")
    assert "Turn the timer off" in hurried.text
    assert hurried.browser.post(f"{url}/untimed", page=url).status_code == 303
    assert hurried.attempt.patience is None and 'id="patience"' not in hurried.text
    [row] = database.session.query(LedgerEntry).filter_by(action="scenario timer turned off")
    assert row.facts == {"scenario": "late-check-in"}


def test_the_timer_of_an_exam_stays(hurried):
    url = hurried.start("exam")
    answer = hurried.browser.post(f"{url}/untimed", page=url)
    assert answer.status_code == 400 and "ask HR" in answer.text and hurried.attempt.patience == 100


def test_somebody_elses_timer_is_not_there(hurried, app, cast):
    url = hurried.start(timed="1")
    assert Browser(app).login(cast.zhao).post(f"{url}/untimed", page=SCENARIO).status_code == 404


def test_the_ledger_never_says_how_much_time_somebody_has(hurried, cast):
    allow(cast.wang, 200)
    hurried.start("exam")
    hurried.play("One minute", "all there is")
    assert not any({"patience", 200} & {*row.facts, *map(str, row.facts)} for row in database.session.query(LedgerEntry))


def test_a_practice_taken_up_again_is_timed_as_the_first_one_was(hurried):
    hurried.start(timed="1")
    hurried.play("One minute", "all there is")
    again = hurried.browser.post(f"{hurried.url}/again", page=f"{hurried.url}/ending", position="1")
    hurried.url = again.location.split("#")[0]
    assert hurried.attempt.patience == 100


@pytest.mark.parametrize("aside", ["hint", "untimed"])
def test_what_was_typed_stays_when_something_else_is_pressed(hurried, db, aside):
    told = yaml.safe_load(LATE_CHECK_IN)
    told["scenes"]["arrival"]["choices"][0]["reason"] = True
    told["scenes"]["arrival"]["hint"] = both("Look at her suitcase")
    told["scenes"]["arrival"]["choices"].append(silence("search"))
    assert operations.publish_scenario(written(told)).scenario
    db.session.commit()
    url = hurried.start(timed="1")
    hurried.browser.post(f"{url}/{aside}", page=url, reason="She is <tired>\r\nso I ask")
    text = hurried.text
    assert "She is &lt;tired&gt;\nso I ask</textarea>" in text and ("Look at her suitcase" in text) == (aside == "hint")
    assert "She is" not in hurried.text
