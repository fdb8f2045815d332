"""Scenes as questions: their points beside those of the rest of the play, what is shown of how many, and why to look."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.roleplay.coverage.figures import FEWEST, walk_of
from cxtrain.roleplay.coverage.items import (
    EARNS_ALL,
    EARNS_LITTLE,
    NOBODY_TAKES,
    STEPS,
    TELLS_LITTLE,
    WORSE_DRAWS,
    WRONG_WAY,
    points_of,
    scene_items,
    to_look_at,
)
from cxtrain.roleplay.coverage.tables import CHOICE_HEAD, SCENE_HEAD, choice_rows, scene_rows
from tests.roleplay.stories import choice, ending, scenario, scene, silence
from tests.roleplay.test_coverage_figures import NOW, attempt

STORY = scenario({
    "a": scene(choice("x", "b", points={"empathy": 2}), choice("y", "b", points={"empathy": -1})),
    "b": scene(choice("x", "end", points={"empathy": 3}), choice("y", "end", points={"assurance": 0.5}), choice("z", "a2")),
    "a2": scene(choice("x", "end"), choice("y", "end")), "end": ending()})


def items(*attempts, story=STORY, **options):
    """Return the figures of the scenes by their names."""
    walks = [walk_of(story, one, NOW) for one in attempts]
    return {each.scene.id: each for each in scene_items(story, walks, **options)}


def played(*roads, **more):
    """Return one first play of a person for each road, such as "xy"."""
    return [attempt(person, road, **more) for person, road in enumerate(roads)]


def test_facility_discrimination_and_efficiency_are_those_of_numpy():
    roads = ["xx", "xx", "xy", "yx", "yy", "yzx", "xx", "yy"] * 3
    found = items(*played(*roads))["a"].item
    a = np.array([{"x": 2, "y": -1}[road[0]] for road in roads], float)
    rest = np.array([{"x": 3, "y": 0.5, "z": 0}[road[1]] for road in roads], float)
    assert found.facility == pytest.approx(100 * (a - -1).mean() / 3)
    assert found.discrimination == pytest.approx(100 * np.corrcoef(a, rest)[0, 1])
    assert found.efficiency == pytest.approx(100 * np.cov(a, rest)[0, 1] / np.cov(np.sort(a), np.sort(rest))[0, 1])


def test_a_scene_where_no_points_are_at_stake_has_no_facility():
    found = items(*played(*["xzx", "yzy"] * 4))["a2"]
    assert found.item.facility is None and found.notices == ()


def test_a_scene_that_a_play_comes_to_twice_counts_by_its_mean():
    story = scenario({"a": scene(choice("x", "end", points={"empathy": 4}), choice("y", "a")), "end": ending()})
    found = items(*played(*["yx"] * 5), story=story)["a"]
    assert (found.item.n, found.item.facility) == (5, 50)
    assert [(each.chosen, each.right) for each in found.options.options] == [(5, True), (5, False)]


def test_first_plays_count_unless_all_are_asked_for():
    firsts, later = played(*["xx", "yy"] * 3), [attempt(person, "xx", first=False) for person in range(6)]
    unfinished = attempt(9, "x", finished=False)
    assert items(*firsts, *later, unfinished)["a"].item.n == 6
    assert items(*firsts, *later, unfinished, only_first=False)["a"].item.n == 12


def test_thirds_stand_by_the_points_of_the_other_scenes():
    found = items(*played(*["xx"] * 5 + ["xy"] * 5 + ["yzx"] * 5))["a"]
    assert found.has_thirds and (found.options.upper, found.options.lower) == (5, 5)
    assert [(each.upper, each.lower) for each in found.options.options] == [(5, 0), (0, 5)]
    assert not items(*played(*["xx"] * 7 + ["yy"] * 7))["a"].has_thirds


def reasons(*roads, story=STORY, at="a"):
    return [notice.reason for notice in items(*played(*roads), story=story)[at].notices]


def test_it_says_why_to_look_at_a_scene():
    assert reasons(*["xx", "yy"] * 10) == []
    assert reasons(*["xy", "yx"] * 10) == [WRONG_WAY, WORSE_DRAWS]
    assert reasons(*["xx", "xy", "yx", "yy"] * 5) == [TELLS_LITTLE]
    assert reasons(*["xx", "xy"] * 10) == [EARNS_ALL]
    assert reasons(*["yx", "yy"] * 10) == [EARNS_LITTLE]
    assert reasons(*["xx", "xy"] * 15) == [EARNS_ALL, NOBODY_TAKES]


def test_nobody_is_expected_to_press_silence():
    story = scenario({"a": scene(choice("x", "end", points={"empathy": 1}), choice("y", "end"), silence("end")), "end": ending()})
    assert NOBODY_TAKES not in reasons(*["x", "y"] * 20, story=story)


def test_the_most_urgent_scene_comes_first():
    found = items(*played(*["xy", "yx"] * 10))
    assert [each.scene.id for each in to_look_at(tuple(found.values()))] == ["a", "b"]


roads = st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["", "x", "xx", "yx", "xy", "xzx", "yzy"]), st.booleans()), max_size=40)


@given(roads, st.booleans())
@settings(max_examples=100)
def test_whatever_is_played_nothing_of_fewer_than_five_people_is_shown(taken, only_first):
    ends, seen, attempts = ("xx", "yx", "xy", "xzx", "yzy"), set(), []
    for person, made, _ in taken:
        finished = made in ends
        attempts.append(attempt(person, made, finished=finished, first=finished and person not in seen))
        seen |= {person} if finished else set()
    found = items(*attempts, only_first=only_first)
    for name, at in (("a", 0), ("b", 1), ("a2", 2)):
        people = {one.person for one in attempts if one.outcome and len(one.made) > at and (one.is_first or not only_first)}
        assert found[name].people == len(people) and (found[name].item is not None) == (len(people) >= FEWEST)
        assert not (found[name].item is None and (found[name].options or found[name].notices))


def test_tables_have_a_row_for_each_scene_and_choice_and_hide_what_may_not_be_shown():
    said, told = (lambda text: text.en if text else ""), (lambda message: message)
    found = tuple(items(*played(*["xx", "yy"] * 3)).values())
    scenes, choices = scene_rows(found, said, told), choice_rows(found, said, told)
    assert scenes[0] == SCENE_HEAD and {len(row) for row in scenes} == {len(SCENE_HEAD)} and len(scenes) == 4
    assert scenes[1][:5] == ("a", "hm", 6, 6, 50) and scenes[3][2:] == (None,) * 8
    assert choices[0] == CHOICE_HEAD and {len(row) for row in choices} == {len(CHOICE_HEAD)} and len(choices) == 1 + 2 + 3
    assert choices[1][:6] == ("a", "x", "say x", 2, 3, 50) and choices[1][8:10] == (None, None)
    assert points_of(STORY.scenes["b"].choices[1]) == STEPS // 2
