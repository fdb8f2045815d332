"""The figures of a scenario after use: sums done by hand, and what must never be shown."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxtrain.roleplay.coverage.figures import FEW_PEOPLE, FEWEST, NO_SPREAD, ONE_ANSWER, Attempt, coverage_of, walk_of
from cxtrain.roleplay.play import IllegalChoice
from tests.roleplay.stories import choice, ending, scenario, scene

NOW = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC)
STORY = scenario({
    "a": scene(choice("x", "b", points={"empathy": 2}), choice("y", "b")),
    "b": scene(choice("x", "end", points={"empathy": 3}), choice("y", "end"), choice("z", "a2")),
    "a2": scene(choice("x", "end"), choice("y", "end")), "end": ending()})


def attempt(person, made, *, seconds=20, outcome="satisfied", finished=True, first=True, ago=dt.timedelta(hours=1)):
    """Return an attempt with so many seconds between two answers, begun `ago`; `first`: the person's first, if finished."""
    start = NOW - ago
    steps = tuple((name, start + dt.timedelta(seconds=seconds * at)) for at, name in enumerate(made, 1))
    return Attempt(person, start, NOW if finished else None, outcome if finished else None, steps, finished and first)


def figures(*attempts):
    """Return the coverage, and its scenes by name."""
    coverage = coverage_of(STORY, [walk_of(STORY, one, NOW) for one in attempts])
    return coverage, {part.id: part for part in coverage.scenes}


def test_shares_match_a_count_done_by_hand():
    # In a: x by 1, 2, 3 and y by 4, 5: 60 and 40 %. In b: x by 1 to 4, y by 5: 80, 20 and 0 %.
    coverage, scenes = figures(*(attempt(p, made) for p, made in enumerate(["xx", "xx", "xx", "yx", "yy"])))
    assert (coverage.attempts, coverage.people, coverage.finished) == (5, 5, 5)
    assert [(each.n, each.share) for each in scenes["a"].choices] == [(3, 0.6), (2, 0.4)]
    assert [(each.n, each.share) for each in scenes["b"].choices] == [(4, 0.8), (1, 0.2), (0, 0.0)]
    assert scenes["b"].choices[2].interval.low == 0 and scenes["b"].choices[2].interval.high > 0.3
    assert dict(coverage.outcomes)["satisfied"] == 5


def test_it_is_people_who_must_be_five_not_attempts():
    four = [attempt(person, "xx") for person in range(4)] * 3
    assert not figures(*four)[0].shown and figures(*four)[0].attempts == 0
    assert figures(*four, attempt(4, "xx"))[0].shown


def test_a_scene_that_few_people_answered_shows_nothing():
    _, scenes = figures(*(attempt(p, "xx") for p in range(6)), *(attempt(p, "xzx") for p in range(4)))
    assert scenes["b"].shown and not scenes["a2"].shown
    assert (scenes["a2"].answers, scenes["a2"].reached, scenes["a2"].choices) == (0, 0, ())


def test_who_left_is_counted_where_they_stood():
    played = [attempt(p, "xx") for p in range(5)]
    given_up = Attempt(5, NOW - dt.timedelta(hours=2), NOW, None, (("x", NOW - dt.timedelta(hours=1)),))
    forgotten = attempt(6, "x", finished=False, ago=dt.timedelta(days=2))
    running = attempt(7, "x", finished=False)
    coverage, scenes = figures(*played, given_up, forgotten, running)
    assert (coverage.finished, coverage.left, coverage.under_way) == (5, 2, 1)
    assert (scenes["b"].dropped, scenes["b"].reached) == (2, 8)
    assert (scenes["a"].dropped, scenes["a"].reached) == (0, 8)


def test_the_mean_time_leaves_pauses_out():
    quick, paused = [attempt(p, "xx", seconds=10 + p) for p in range(5)], attempt(5, "xx", seconds=3600, ago=dt.timedelta(hours=3))
    _, scenes = figures(*quick, paused)
    assert (scenes["a"].seconds, scenes["a"].timed, scenes["a"].answers) == (12, 5, 6)


def test_a_mean_time_of_few_people_is_not_shown():
    paused = [attempt(p, "xx", seconds=3600, ago=dt.timedelta(hours=3)) for p in range(5)]
    _, scenes = figures(*paused, attempt(9, "xx"))
    assert (scenes["a"].seconds, scenes["a"].timed) == (None, 0)


def test_discrimination_is_the_correlation_with_the_points_of_the_other_scenes():
    # numpy is the oracle: r of choosing x in a with the points earned in b, over the first finished play of 24 people.
    made = [("xx", "xy", "yx", "yy", "xx", "yy")[p % 6] for p in range(24)]
    _, scenes = figures(*(attempt(p, one) for p, one in enumerate(made)), *(attempt(p, "yx", first=False) for p in range(24)))
    r = np.corrcoef([one[0] == "x" for one in made], [3 * (one[1] == "x") for one in made])[0, 1]
    assert scenes["a"].choices[0].discrimination == pytest.approx(r) and r > 0.3
    assert scenes["a"].choices[1].discrimination == pytest.approx(-r)


def test_discrimination_says_why_there_is_none():
    def reasons(count, made):
        return {each.reason for each in figures(*(attempt(p, made(p)) for p in range(count)))[1]["a"].choices}
    assert reasons(19, lambda p: "xy"[p % 2] + "xy"[p // 2 % 2]) == {FEW_PEOPLE}
    assert reasons(24, lambda p: "xx" if p % 2 else "xy") == {ONE_ANSWER}
    assert reasons(24, lambda p: "xx" if p % 2 else "yx") == {NO_SPREAD}


def test_choices_of_another_story_are_refused():
    with pytest.raises(IllegalChoice):
        walk_of(STORY, attempt(1, ["nothing"]), NOW)


plays = st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["", "x", "y", "xx", "yx", "xy", "xz", "xzx", "yzy"])), max_size=40)


@given(plays)
@settings(max_examples=100)
def test_whatever_is_played_nothing_of_fewer_than_five_people_is_shown(played):
    ends = ("xx", "yx", "xy", "xzx", "yzy")
    walks = [walk_of(STORY, attempt(person, made, finished=made in ends), NOW) for person, made in played]
    coverage = coverage_of(STORY, walks)
    assert coverage.shown == (len({person for person, _ in played}) >= FEWEST)
    for part in coverage.scenes:
        people = {walk.person for walk in walks for beat in walk.beats if beat.scene.id == part.id}
        assert part.shown == (len(people) >= FEWEST)
        if part.shown:
            assert sum(each.n for each in part.choices) == part.answers and part.people == len(people)
            assert sum(each.share for each in part.choices) == pytest.approx(1)
            assert part.dropped <= part.reached <= coverage.attempts
