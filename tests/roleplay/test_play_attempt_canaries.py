"""What a player is sent while the play goes on: nothing that lies ahead, and nothing that acts."""

import base64
import datetime as dt
import json
import re
import zlib

import pytest
import yaml

from cxtrain.journey.operations import publish_touchpoints
from cxtrain.roleplay import operations
from cxtrain.roleplay.casting import casting_of, part_of
from cxtrain.roleplay.play import opening, replay
from cxtrain.roleplay.scenario import parse
from tests.roleplay.conftest import Player
from tests.roleplay.stories import LATE_CHECK_IN, silence
from tests.roleplay.test_packs import TOUCHPOINTS


def canaries():
    """Return the short story with a word in each text and each id that stands nowhere else."""
    story = yaml.safe_load(LATE_CHECK_IN)
    for name in ("arrival", "search"):
        story["scenes"][name]["choices"].append(silence("lost"))
        story["scenes"][name]["hint"] = {}
    for scene_id, scene in story["scenes"].items():
        for part in ("sees", "says", "hint"):
            if part in scene:
                scene[part] = {"zh": f"金丝雀 CANARY-{scene_id}-{part}.", "en": f"CANARY-{scene_id}-{part}."}
        for choice in scene.get("choices", []):
            for part in ("say", "reaction", "coaching"):
                word = f"CANARY-{scene_id}-{choice['id']}-{part}."
                choice[part] = {"zh": f"金丝雀 {word}", "en": word}
            choice["points"] = {dimension: value * 731 for dimension, value in choice.get("points", {}).items()}
        if "ending" in scene:
            for part in ("title", "debrief"):
                scene["ending"][part] = {"zh": f"金丝雀 CANARY-{scene_id}-{part}.", "en": f"CANARY-{scene_id}-{part}."}
    others = {name: {"zh": f"金丝雀 CANARY-{name}-other.", "en": f"CANARY-{name}-other."} for name in ("arrival", "search")}
    story["variants"] = [{"customer": {"name": {"zh": "金丝雀 CANARY-other-name.", "en": "CANARY-other-name."}}, "says": others}]
    return json.dumps(story, ensure_ascii=False)


def may_be_seen(scenario, made, *, seed, coached, hints=()):
    """Return the words that a player who made these choices, and opened the hints of these scenes, may have been sent."""
    position, casting = replay(scenario, made), casting_of(scenario, seed)
    shown = [casting.customer.name, position.scene.sees, casting.words_in(position.scene)]
    shown += [choice.say for choice in position.answers]
    for beat in position.trail:
        shown += [beat.choice.say, beat.choice.reaction, beat.scene.sees, casting.words_in(beat.scene)]
        shown += [beat.choice.coaching] if coached else []
    shown += [scenario.scenes[name].hint for name in hints]
    return {text.en for text in shown if text and text.en.startswith("CANARY")}


def cookies_in_clear(client):
    """Return what the session cookie holds, which is signed but not encrypted."""
    value = client.get_cookie("cx").value
    payload = value.lstrip(".").split(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return (zlib.decompress(raw) if value.startswith(".") else raw).decode()


SEEDS = [next(str(n) for n in range(99) if part_of(parse(canaries()).scenario, str(n)) == part) for part in (0, 1)]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("mode", "timed"), [("practice", ""), ("practice", "1"), ("exam", "")])
def test_nothing_is_sent_that_has_not_been_reached(browser, cast, db, monkeypatch, mode, timed, seed):
    # Risk 10: every text, every points value and every id of the scenario is a canary; each page is searched for all.
    publish_touchpoints(TOUCHPOINTS)
    source = canaries()
    operations.publish_scenario(source)
    db.session.commit()
    story = parse(source).scenario
    every = set(re.findall(r"CANARY-[\w-]+\.", source))
    player, made = Player(browser.login(cast.wang)), []
    monkeypatch.setattr(operations.secrets, "token_hex", lambda size: seed)
    player.start(mode, timed=timed)
    hints = []
    for choice_id in ("promise", "look-again", "upgrade", "own-up"):
        reply = browser.get(player.url)
        sent = reply.text + str(reply.headers) + cookies_in_clear(browser.client)
        assert {word for word in every if word in sent} <= may_be_seen(
            story, made, seed=seed, coached=mode == "practice", hints=hints)
        assert casting_of(story, seed).words_in(replay(story, made).scene).en in sent
        assert ('id="patience"' in sent) == (replay(story, made).silence is not None and (mode == "exam" or timed == "1"))
        unreached = {scene for scene in story.scenes if scene not in ("kept", "lost", "calm", "happy", "search")}
        assert not any(f'"{scene}"' in sent for scene in unreached)
        points = {str(abs(value)) for beat in replay(story, made).trail for value in beat.choice.points.values()}
        found = set(re.findall(r"\b(?:731|1462)\b", sent))
        assert found <= (points if mode == "practice" else set())
        hints = [story.opening.id] if mode == "practice" else []
        if hints and not made:  # opened before the first answer, so that it may be read from then on
            browser.post(f"{player.url}/hint", page=player.url)
            assert f"CANARY-{story.opening.id}-hint." in player.text
        player.say(f"-{choice_id}-say")
        made.append(choice_id)
    assert player.made == made
    assert opening(story).scene.id == "arrival"


def test_the_words_of_silence_are_sent_once_it_has_come(browser, cast, db):
    publish_touchpoints(TOUCHPOINTS)
    operations.publish_scenario(canaries())
    db.session.commit()
    player = Player(browser.login(cast.wang))
    player.start("exam")
    token = player.text.split('id="patience"')[1].split('name="choice" value="')[1][:16]
    assert "silence" not in player.text
    player.attempt.started_at -= dt.timedelta(minutes=9)
    db.session.commit()
    ending = browser.get(browser.post(player.url, choice=token).location).text
    assert all(f"CANARY-arrival-silence-{part}." in ending for part in ("say", "reaction", "coaching"))


def test_a_script_of_the_author_stays_text(browser, cast, db):
    publish_touchpoints(TOUCHPOINTS)
    operations.publish_scenario(LATE_CHECK_IN.replace("One minute and I'll know.", "<script>alert(1)</script> {{7*7}}"))
    db.session.commit()
    player = Player(browser.login(cast.wang))
    player.start()
    assert "&lt;script&gt;alert(1)" in player.text and "<script>alert" not in player.text and "{{7*7}}" in player.text
