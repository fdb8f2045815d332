"""The scene on screen."""

import random
import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxtrain.clock import now
from cxtrain.extensions import db as database
from cxtrain.people.models import UserSession
from cxtrain.roleplay import queries
from cxtrain.roleplay.models import ScenarioVersion, Step
from cxtrain.roleplay.play import replay
from cxtrain.web.models import Submission
from tests.conftest import Browser
from tests.roleplay.conftest import BEST, SCENARIO, Player


def test_it_shows_the_scene_and_what_may_be_said(player):
    player.start()
    assert "Is there still one?" in player.text and "She sets the suitcase down" in player.text
    assert len(player.tokens()) == 4
    assert "Moment of truth 1/2" in player.text and "Mood: calm" in player.text


def test_it_takes_a_choice_and_shows_what_came_of_it(player):
    url = player.start()
    answer = player.say("One minute")
    assert (answer.status_code, answer.location) == (303, f"{url}#latest")
    text = player.text
    for part in ("One minute and I&#39;ll know", "She nods", "Mood better", "You met her tiredness", "Empathy +1",
                 "Responsiveness +2", "garden house", "Saved", "1 min"):
        assert part in text
    assert player.made == ["own-it"]


def test_it_is_in_chinese_for_chinese_readers(chinese, cast, scenario):
    player = Player(chinese.login(cast.sun))
    player.start()
    player.say("一分钟给您准话")
    for part in ("她点点头", "心情变好了", "点评", "移情性 +1", "您会怎么说？", "前台入住", "已过 1 分钟"):
        assert part in player.text


def test_the_language_can_be_changed_in_mid_play(player):
    url = player.start()
    player.say("One minute")
    order = list(player.tokens().values())
    answer = player.browser.post("/language", page=url, value="zh", back=url)
    assert answer.location == url
    assert "她点点头" in player.text
    assert list(player.tokens().values()) == order


def test_an_exam_keeps_coaching_and_points_to_itself(player):
    player.start("exam")
    player.say("One minute")
    assert "She nods" in player.text and "Mood better" in player.text
    assert "You met her tiredness" not in player.text and "Empathy +1" not in player.text


def test_the_last_choice_leads_to_the_ending(player):
    url = player.start()
    assert player.play(*BEST).location == f"{url}/ending"
    attempt = player.attempt
    assert (attempt.outcome, attempt.score, attempt.finished_at is not None) == ("delighted", 100, True)
    assert player.browser.get(url).location == f"{url}/ending"


def test_a_play_is_gone_on_with_on_another_device(player, app, cast):
    url = player.start()
    player.say("One minute")
    other = Player(Browser(app).login(cast.wang))
    other.url = url
    assert other.tokens() == player.tokens()
    other.say("garden house")
    assert player.made == ["own-it", "garden"]


def test_the_second_of_two_windows_sees_where_the_story_stands(player):
    player.start()
    stale = {**player.browser.hidden(player.url), "choice": chosen(player, "ID")}
    player.say("One minute")
    answer = player.browser.client.post(player.url, data=stale, headers=player.browser.headers)
    assert answer.status_code == 409
    assert "You had already answered that" in answer.text and "garden house" in answer.text
    assert player.made == ["own-it"]
    token = next(token for words, token in player.tokens(answer.text).items() if "garden house" in words)
    fields = dict(re.findall(r'name="(position|submission_key|csrf_token)"[^>]*value="([^"]*)"', answer.text))
    again = player.browser.client.post(player.url, data={**fields, "choice": token}, headers=player.browser.headers)
    assert again.status_code == 303 and player.made == ["own-it", "garden"]


def test_a_double_click_makes_one_step(player):
    player.start()
    fields = {**player.browser.hidden(player.url), "choice": next(iter(player.tokens().values()))}
    answers = [player.browser.client.post(player.url, data=fields, headers=player.browser.headers) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert len(player.made) == 1


def chosen(player, words):
    """Return the token of the choice that contains `words`."""
    return next(token for said, token in player.tokens().items() if words in said)


def repeat(player, fields, **changes):
    """Send again what was sent before, by default under a key of its own."""
    data = {**fields, "submission_key": str(uuid.uuid4()), **changes}
    return player.browser._open("POST", player.url, data=data)


def test_a_choice_whose_answer_was_lost_gets_the_same_next_scene_when_it_comes_again(player):
    player.start()
    fields = {**player.browser.hidden(player.url), "choice": chosen(player, "One minute")}
    lost = repeat(player, fields, submission_key=fields["submission_key"])
    for key in (fields["submission_key"], str(uuid.uuid4()), ""):
        again = repeat(player, fields, submission_key=key)
        assert (again.status_code, again.location) == (303, lost.location) == (303, f"{player.url}#latest")
    assert "garden house" in player.text and player.made == ["own-it"]


def test_an_older_choice_that_comes_again_leads_to_where_the_story_stands(player):
    player.start()
    fields = {**player.browser.hidden(player.url), "choice": chosen(player, "One minute")}
    player.play("One minute", "garden house")
    assert repeat(player, fields).location == f"{player.url}#latest"
    assert player.made == ["own-it", "garden"]


def test_the_last_choice_that_comes_again_leads_to_the_ending(player):
    player.start()
    player.play(*BEST[:-1])
    fields = {**player.browser.hidden(player.url), "choice": chosen(player, BEST[-1])}
    locations = [repeat(player, fields, **more).location for more in ({"submission_key": "k"}, {"submission_key": "k"}, {})]
    assert locations == [f"{player.url}/ending"] * 3
    assert player.made == ["own-it", "garden", "confirm"]


@pytest.mark.parametrize("position", ["9", "-1", "x", "", "٠", "0" * 5000])
def test_a_choice_at_a_place_that_was_not_reached_is_no_repeat(player, position):
    player.start()
    fields = {**player.browser.hidden(player.url), "choice": chosen(player, "One minute")}
    player.say("One minute")
    assert repeat(player, fields, position=position).status_code == 409
    assert player.made == ["own-it"]


def test_a_repeat_after_the_session_has_ended_is_asked_to_sign_in(player, db):
    player.start()
    fields = {**player.browser.hidden(player.url), "choice": chosen(player, "One minute")}
    assert repeat(player, fields, submission_key=fields["submission_key"]).status_code == 303
    db.session.query(UserSession).update({"ended_at": now()})
    db.session.commit()
    assert repeat(player, fields, submission_key=fields["submission_key"]).status_code == 401


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.booleans()), max_size=12))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_lost_on_the_way_each_choice_counts_once(player, sent):
    # Each answer is sent up to three times, with the same key or another; after that the same choices have been made.
    player.start(anew="1")
    made = 0
    for number, twice, same_key in sent:
        tokens = sorted(player.tokens().values())
        if not tokens:
            break
        fields = {**player.browser.hidden(player.url), "choice": tokens[number % len(tokens)]}
        answers = [repeat(player, fields, **({"submission_key": fields["submission_key"]} if same_key else {}))
                   for _ in range(3 if twice else 1)]
        made += 1
        assert [answer.status_code for answer in answers] == [303] * len(answers)
        assert len({answer.location for answer in answers}) == 1
        assert len(player.made) == made


def in_parallel(player, posts):
    """Send several posts at the same time, each over a client of its own with the player's cookie; return the codes."""
    cookie = player.browser.client.get_cookie("cx").value
    clients = [player.browser.app.test_client() for _ in posts]
    for client in clients:
        client.set_cookie("cx", cookie)
    database.session.rollback()
    with ThreadPoolExecutor(len(posts)) as pool:
        url, headers = player.url, player.browser.headers
        sent = [pool.submit(c.post, url, data=p, headers=headers) for c, p in zip(clients, posts, strict=True)]
        return sorted(answer.result().status_code for answer in sent)


def test_eight_clicks_at_once_make_one_step(player):
    player.start()
    fields = {**player.browser.hidden(player.url), "choice": next(iter(player.tokens().values()))}
    assert in_parallel(player, [fields] * 8) == [303] * 8
    assert len(player.made) == 1


def test_of_four_windows_that_answer_at_once_one_is_heard(player):
    player.start()
    posts = [{**player.browser.hidden(player.url), "choice": token} for token in player.tokens().values()]
    assert in_parallel(player, posts) == [303, 409, 409, 409]
    assert len(player.made) == 1


def test_whatever_is_sent_the_way_is_one_through_the_story(player):
    # Risk 11: back buttons, old windows and tokens made up, at random; only the first answer at each position counts.
    chance, old, expected = random.Random(11), [], 0
    player.start()
    while player.attempt.finished_at is None and expected < 25:
        fields = {**player.browser.hidden(player.url), "choice": chance.choice(list(player.tokens().values()))}
        old.append(fields)
        wild = {**fields, "submission_key": str(uuid.uuid4()), "choice": f"{chance.getrandbits(64):016x}"}
        late = {**chance.choice(old), "submission_key": str(uuid.uuid4())}
        for data in chance.sample([wild, late, fields, chance.choice(old)], 4):
            player.browser.client.post(player.url, data=data, headers=player.browser.headers)
        expected += 1
        assert len(player.made) == expected
    story = queries.scenario_of(player.attempt.version)
    assert replay(story, player.made).outcome == player.attempt.outcome


def test_the_same_key_with_another_answer_is_a_409(player):
    player.start()
    hidden, tokens = player.browser.hidden(player.url), list(player.tokens().values())
    send, headers = player.browser.client.post, player.browser.headers
    first, second = (send(player.url, data={**hidden, "choice": token}, headers=headers) for token in tokens[:2])
    assert (first.status_code, second.status_code) == (303, 409)
    assert len(player.made) == 1


@pytest.mark.parametrize("choice", ["own-it", "0" * 16, "", "a" * 500, None])
def test_what_is_not_offered_is_refused_in_a_sentence(player, choice):
    player.start()
    answer = player.browser.post(player.url, choice=choice)
    assert answer.status_code == 400 and "not offered here" in answer.text and len(player.tokens(answer.text)) == 4
    assert player.made == []


def test_the_token_of_another_play_opens_nothing(player):
    player.start()
    stolen = next(iter(player.tokens().values()))
    player.start(anew="1")
    assert player.browser.post(player.url, choice=stolen).status_code == 400


@pytest.mark.parametrize("position", ["-1", "7", "x", ""])
def test_a_position_that_is_not_this_one_is_a_409(player, position):
    player.start()
    answer = player.browser.post(player.url, choice=next(iter(player.tokens().values())), position=position)
    assert answer.status_code == 409 and player.made == []


def test_an_answer_after_the_end_changes_nothing(player):
    player.start()
    fields = {**player.browser.hidden(player.url), "choice": chosen(player, "ID")}
    player.play(*BEST)
    answer = player.browser.client.post(player.url, data=fields, headers=player.browser.headers)
    assert answer.status_code == 409 and "had already ended" in answer.text
    assert len(player.made) == 3


@pytest.mark.parametrize("who", ["zhao", "li", "he", "lin", "admin"])
def test_nobody_else_sees_or_plays_it(player, app, cast, who):
    url = player.start()
    token = next(iter(player.tokens().values()))
    other = Browser(app).login(getattr(cast, who))
    assert other.get(url).status_code == 404
    foreign, missing = (re.sub(r'csrf_token" value="[^"]+', "", other.get(path).text) for path in (url, "/roleplay/attempts/9999"))
    assert foreign == missing.replace("9999", url.split("/")[-1])
    assert other.post(url, page=SCENARIO, choice=token, position="0").status_code == 404
    assert player.made == []


def test_a_stranger_is_sent_to_sign_in(player, app):
    url = player.start()
    answer = Browser(app).get(url)
    assert answer.status_code == 302 and answer.location.startswith("/sign-in")


def test_a_text_that_is_damaged_pauses_the_play_and_loses_nothing(player, db):
    player.start()
    player.say("One minute")
    version = db.session.query(ScenarioVersion).one()
    version.source = version.source.replace("garden house", "boiler room")
    db.session.commit()
    queries.scenario_by_digest.cache_clear()
    answer = player.browser.get(player.url)
    assert answer.status_code == 500 and "the play is paused" in answer.text and "boiler" not in answer.text
    assert player.made == ["own-it"]


def test_a_choice_costs_few_statements(player):
    # The session, the submission, the attempt and the steps are read; the step and the submission are written.
    from sqlalchemy import event
    player.start()
    fields = {**player.browser.hidden(player.url), "choice": next(iter(player.tokens().values()))}
    said = []
    event.listen(database.engine, "before_cursor_execute", lambda c, cursor, statement, *rest: said.append(statement))
    player.browser.client.post(player.url, data=fields, headers=player.browser.headers)
    assert len(said) <= 7, said
    assert len(database.session.query(Submission).filter_by(path=player.url).all()) == 1


def test_steps_are_kept_once_and_in_order(player):
    player.start()
    player.play("ID", "look again", "garden house", "alarm")
    steps = database.session.query(Step).order_by(Step.position).all()
    assert [(step.position, step.choice_id) for step in steps] == [
        (0, "passport"), (1, "look-again"), (2, "garden"), (3, "app")]
