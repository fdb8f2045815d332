"""What a player is sent while the play goes on: nothing that lies ahead, and nothing that acts."""

import base64
import json
import re
import zlib

import pytest
import yaml

from cxtrain.journey.operations import publish_touchpoints
from cxtrain.roleplay import operations
from cxtrain.roleplay.play import opening, replay
from cxtrain.roleplay.scenario import parse
from tests.roleplay.conftest import Player
from tests.roleplay.stories import LATE_CHECK_IN
from tests.roleplay.test_packs import TOUCHPOINTS


def canaries():
    """Return the short story with a word in each text and each id that stands nowhere else."""
    story = yaml.safe_load(LATE_CHECK_IN)
    for scene_id, scene in story["scenes"].items():
        for part in ("sees", "says"):
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
    return json.dumps(story, ensure_ascii=False)


def may_be_seen(scenario, made, *, coached):
    """Return the words that a player who made these choices may have been sent."""
    position, words = replay(scenario, made), set()
    for beat in position.trail:
        parts = ("say", "reaction", "coaching") if coached else ("say", "reaction")
        words |= {f"CANARY-{beat.scene.id}-{beat.choice.id}-{part}." for part in parts}
        words |= {f"CANARY-{beat.scene.id}-{part}." for part in ("sees", "says")}
    words |= {f"CANARY-{position.scene.id}-{part}." for part in ("sees", "says")}
    return words | {f"CANARY-{position.scene.id}-{choice.id}-say." for choice in position.offered}


def cookies_in_clear(client):
    """Return what the session cookie holds, which is signed but not encrypted."""
    value = client.get_cookie("cx").value
    payload = value.lstrip(".").split(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return (zlib.decompress(raw) if value.startswith(".") else raw).decode()


@pytest.mark.parametrize("mode", ["practice", "exam"])
def test_nothing_is_sent_that_has_not_been_reached(browser, cast, db, mode):
    # Risk 10: every text, every points value and every id of the scenario is a canary; each page is searched for all.
    publish_touchpoints(TOUCHPOINTS)
    source = canaries()
    operations.publish_scenario(source)
    db.session.commit()
    story = parse(source).scenario
    every = set(re.findall(r"CANARY-[\w-]+\.", source))
    player, made = Player(browser.login(cast.wang)), []
    player.start(mode)
    for choice_id in ("promise", "look-again", "upgrade", "own-up"):
        reply = browser.get(player.url)
        sent = reply.text + str(reply.headers) + cookies_in_clear(browser.client)
        assert {word for word in every if word in sent} <= may_be_seen(story, made, coached=mode == "practice")
        assert f"CANARY-{replay(story, made).scene.id}-says." in sent
        unreached = {scene for scene in story.scenes if scene not in ("kept", "lost", "calm", "happy", "search")}
        assert not any(f'"{scene}"' in sent for scene in unreached)
        points = {str(abs(value)) for beat in replay(story, made).trail for value in beat.choice.points.values()}
        found = set(re.findall(r"\b(?:731|1462)\b", sent))
        assert found <= (points if mode == "practice" else set())
        player.say(f"-{choice_id}-say")
        made.append(choice_id)
    assert player.made == made
    assert opening(story).scene.id == "arrival"


def test_a_script_of_the_author_stays_text(browser, cast, db):
    publish_touchpoints(TOUCHPOINTS)
    operations.publish_scenario(LATE_CHECK_IN.replace("One minute and I'll know.", "<script>alert(1)</script> {{7*7}}"))
    db.session.commit()
    player = Player(browser.login(cast.wang))
    player.start()
    assert "&lt;script&gt;alert(1)" in player.text and "<script>alert" not in player.text and "{{7*7}}" in player.text
