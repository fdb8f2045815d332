"""Playing a draft from any scene, gaps and all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.roleplay.authoring.manuscript import begun, read, scenes_of, with_new_scene, without_scene, written
from cxtrain.roleplay.authoring.rehearsal import GAP, UNWRITTEN, playable, rehearsed, unmet
from cxtrain.roleplay.play import IllegalChoice
from tests.roleplay.authoring.test_manuscript import FILES
from tests.roleplay.stories import LATE_CHECK_IN, choice, ending, scene, story
from tests.roleplay.stories import written as as_json


def test_it_begins_in_any_scene_and_follows_the_story():
    scenario = playable(LATE_CHECK_IN)
    begun_at = rehearsed(scenario, "search", [])
    assert [offer.choice.id for offer in begun_at.offers if offer.is_open][:2] == ["look-again", "garden"]
    after = rehearsed(scenario, "search", ["garden"])
    assert after.points == {"reliability": 2, "empathy": 1} and after.exchanges[0].coaching is not None


def test_a_choice_that_is_not_offered_is_shown_with_what_it_needs():
    told = story({"a": scene(choice("x", "end"), choice("y", "end", when={"mood": ">= 2"})), "end": ending()})
    scenario = playable(as_json(told))
    here = rehearsed(scenario, "a", [])
    assert [offer.is_open for offer in here.offers] == [True, False]
    assert [(each.name, each.operator, each.bound) for each in unmet(here.offers[1], here.position)] == [("mood", ">=", 2)]
    with pytest.raises(IllegalChoice):
        rehearsed(scenario, "a", ["y"])
    with pytest.raises(KeyError):
        rehearsed(scenario, "nowhere", [])


def test_what_is_not_written_is_said_to_be_missing_and_can_be_played():
    document, name = with_new_scene(begun(slug="a", touchpoint="", title={"zh": "甲"}, customer={}))
    scenario = playable(written(document))
    assert scenario.title.en == "甲" and scenario.scenes["opening"].says.en == GAP["en"]
    assert rehearsed(scenario, name, [UNWRITTEN]).position.scene.ending


@given(st.sampled_from(FILES), st.data())
def test_a_draft_that_lacks_scenes_texts_or_roads_can_still_be_played(text, data):
    document = read(text)[0]
    for _time in range(data.draw(st.integers(0, 3))):
        document = without_scene(document, data.draw(st.sampled_from(sorted(scenes_of(document)))))
    for part in scenes_of(document).values():
        for key in data.draw(st.sets(st.sampled_from(["says", "sees", "hint"]))):
            part.pop(key, None)
        for answer in part.get("choices", []):
            for key in data.draw(st.sets(st.sampled_from(["say", "reaction", "coaching", "next"]), max_size=2)):
                answer.pop(key, None)
    document.pop(data.draw(st.sampled_from(["title", "brief", "customer", "touchpoint", "format"])), None)
    scenario = playable(written(document))
    scene = data.draw(st.sampled_from(sorted(scenes_of(document))))
    rehearsal = rehearsed(scenario, scene, [])
    for _step in range(30):
        ways = [offer.choice.id for offer in rehearsal.offers if offer.is_open]
        if not ways:
            break
        rehearsal = rehearsed(scenario, scene, [*(beat.choice.id for beat in rehearsal.position.trail), data.draw(st.sampled_from(ways))])
