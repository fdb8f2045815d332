"""A telephone in a huddle: what it sees and never sees, one vote a scene, changeable until the trainer goes on."""

import json

import pytest
import time_machine
import yaml

from cxtrain.clock import now
from cxtrain.roleplay.operations import publish_scenario
from cxtrain.roleplay.play import opening, token_of
from cxtrain.roleplay.scenario import load
from cxtrain.training.huddles.phones import operations
from cxtrain.training.huddles.phones.forms import LASTS, new_pass
from cxtrain.training.huddles.stages import LASTS as OPEN
from tests.roleplay.stories import LATE_CHECK_IN
from tests.training.huddles.conftest import changed
from tests.training.huddles.test_show_huddle import to_the_end, words

STORY = load(LATE_CHECK_IN)


def test_it_waits_then_shows_the_scene_under_the_letters_of_the_screen(trainer, phone):
    someone = phone(trainer)
    assert "It begins in a moment" in someone.look().text
    trainer.move("begin")
    cards, screen = someone.cards(), words(trainer.text)
    assert list(cards) == list("ABCDEFGH"[:len(cards)])
    said = {choice.say.en for choice in opening(STORY).answers}
    assert {text.replace("&#39;", "'").replace("&#34;", '"') for _, text in cards.values()} == said
    places = [screen.index(f"{letter} {text}") for letter, (_, text) in cards.items()]
    assert places == sorted(places)


def test_a_vote_is_one_and_may_be_changed_until_the_vote_is_closed(trainer, phone):
    someone, other = phone(trainer), phone(trainer)
    trainer.move("begin")
    for letter in "ABA":
        assert someone.choose(letter).status_code == 303
        assert f"You chose {letter}." in words(someone.look().text)
    other.choose("B")
    token, other_token = someone.cards()["A"][0], someone.cards()["B"][0]
    assert len(trainer.votes()[0]) == 2
    trainer.move("count")
    late = someone.send(other_token)
    assert late.status_code == 409 and "That vote was closed already" in late.text
    assert "You chose A." in words(someone.look().text) and "2 people chose" in trainer.text
    trainer.move("play", choice=token)
    trainer.move("on")
    assert someone.send(token).status_code == 409  # of the scene before
    assert set(trainer.votes()) == {0}


def test_a_token_of_another_scene_or_huddle_or_none_is_no_vote(trainer, phone):
    someone = phone(trainer)
    assert someone.send("x").status_code == 409  # before the first scene
    trainer.move("begin")
    first = opening(STORY).answers[0]
    for token in ("", "x" * 400, "0" * 16, first.id, token_of(first, seed="another", at=0), token_of(first, seed=trainer.huddle.seed, at=1)):
        assert someone.send(token).status_code == 409
    assert trainer.votes() == {}


def test_a_forged_or_an_old_pass_sees_and_does_nothing(trainer, phone):
    someone = phone(trainer)
    trainer.move("begin")
    token = someone.cards()["A"][0]
    text = someone.url.split("/h/at/")[1].split("?")[0]
    for forged in ("x", changed(text), new_pass().signed(), new_pass().in_(987654).signed()):
        someone.url = f"/h/at/{forged}"
        assert (someone.look().status_code, someone.send(token).status_code) == (404, 404)
    someone.url = f"/h/at/{text}"
    with time_machine.travel(now() + LASTS * 2, tick=False):
        assert someone.look().status_code == 404
    assert trainer.votes() == {}


def test_after_the_end_and_after_three_hours_it_says_that_it_is_over(trainer, phone):
    someone = phone(trainer)
    trainer.move("begin")
    token = someone.cards()["A"][0]
    with time_machine.travel(now() + OPEN, tick=False):
        assert (someone.look().status_code, someone.send(token).status_code) == (410, 410)
    to_the_end(trainer)
    over = someone.look()
    assert over.status_code == 410 and "The huddle is over" in over.text and "only the counts stay" in over.text
    assert someone.send(token).status_code == 410 and trainer.votes() == {}


def test_a_look_is_a_304_until_something_changes_for_this_telephone(trainer, phone):
    one, other = phone(trainer), phone(trainer)
    tag = one.look().headers["ETag"]
    assert (one.look(**{"If-None-Match": tag}).status_code, one.look(**{"If-None-Match": tag}).data) == (304, b"")
    trainer.move("begin")
    asked = one.look(**{"If-None-Match": tag})
    assert asked.status_code == 200
    tags = [asked.headers["ETag"]]
    other.choose("A")
    assert one.look(**{"If-None-Match": tags[0]}).status_code == 304  # another's vote is nobody's business
    for change in (lambda: one.choose("A"), lambda: one.choose("B"), lambda: trainer.move("count"), lambda: trainer.move("play"),
                   lambda: trainer.move("on")):
        change()
        answer = one.look(**{"If-None-Match": tags[-1]})
        assert answer.status_code == 200
        tags.append(answer.headers["ETag"])
    assert len(set(tags)) == len(tags)
    assert one.browser.get(one.url.replace("lang=en", "lang=zh")).headers["ETag"] not in tags


def canaries():
    """Return the short story with a word in each text that stands nowhere else."""
    story = yaml.safe_load(LATE_CHECK_IN)
    for name, scene in story["scenes"].items():
        for part in ("sees", "says", "hint"):
            if part in scene:
                scene[part] = {"zh": f"金丝雀CANARY-{name}-{part}.", "en": f"CANARY-{name}-{part}."}
        for at, choice in enumerate(scene.get("choices", [])):
            for part in ("say", "reaction", "coaching"):
                choice[part] = dict.fromkeys(("zh", "en"), f"CANARY-{name}-{at}-{part}.")
        for part in ("title", "debrief") if "ending" in scene else ():
            scene["ending"][part] = dict.fromkeys(("zh", "en"), f"CANARY-{name}-{part}.")
    return json.dumps(story, ensure_ascii=False)


def test_no_answer_no_weight_no_coaching_and_no_scene_ahead_is_sent_to_a_telephone(browser, trainer, phone, db):
    story = load(canaries())
    assert publish_scenario(canaries()).scenario
    db.session.commit()
    trainer.url = browser.post("/huddles/new", scenario="late-check-in", unit=str(trainer.huddle.unit_id)).location
    someone, looks = phone(trainer), 0
    while (stage := trainer.huddle.stage) != "ended":
        text = someone.look().text + "".join(f"{name}: {value}" for name, value in someone.look().headers)
        position = trainer.huddle.position
        seen = {word for scene in story.scenes.values() for choice in scene.choices
                for word in (choice.reaction.en, choice.coaching.en) if word in text}
        assert seen == set() and "points" not in text
        here = {name for name, scene in story.scenes.items() if any(said and said.en in text for said in (scene.says, scene.sees))
                or any(choice.say.en in text for choice in scene.choices)}
        assert len(here) == (1 if stage == "asking" else 0), (position, here)
        looks += 1
        fields = {"choice": trainer.marked() or trainer.tokens()["A"]} if stage == "counted" else {}
        trainer.move({"lobby": "begin", "asking": "count", "counted": "play", "shown": "on"}[stage], **fields)
    assert looks > 5


def test_who_presses_all_the_time_is_asked_to_wait(trainer, phone, monkeypatch):
    monkeypatch.setattr(operations, "PER_PHONE", 3)
    someone = phone(trainer)
    trainer.move("begin")
    assert [someone.choose("A").status_code for _ in range(4)] == [303, 303, 303, 429]
    assert "wait a minute" in someone.send(someone.cards()["B"][0]).text


def test_another_site_cannot_vote(trainer, phone):
    someone = phone(trainer)
    trainer.move("begin")
    token = someone.cards()["A"][0]
    answer = someone.browser._open("POST", someone.url, data={"choice": token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400 and trainer.votes() == {}


@pytest.mark.parametrize(("language", "word"), [("zh-CN", "您会怎么说"), ("en", "What would you say?")])
def test_it_speaks_the_language_of_the_telephone_and_changes_on_request(trainer, phone, language, word):
    someone = phone(trainer, language=language)
    trainer.move("begin")
    assert word in someone.look().text
    path = someone.url.split("?")[0]
    assert "您会怎么说" in someone.browser.get(f"{path}?lang=zh").text and "What would you say?" in someone.browser.get(f"{path}?lang=en").text


def test_a_page_weighs_a_few_kilobytes(trainer, phone):
    someone = phone(trainer)
    trainer.move("begin")
    assert len(someone.look().data) < 8_000
