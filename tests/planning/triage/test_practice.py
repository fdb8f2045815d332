from hypothesis import given
from hypothesis import strategies as st

from cxtrain.planning.causes import Practised
from cxtrain.planning.triage.practice import Tally, linked, of_team

HERE, THERE = ("check-in", "empathy"), ("check-out", "empathy")


def test_the_nearest_questions_that_are_enough_count():
    people = {1: {HERE: Tally(1, 2, 2), THERE: Tally(3, 3, 3), ("check-in", ""): Tally(0, 5, 5)}}
    assert linked(people, *HERE) == Practised(80.0, 5, 1, "dimension")  # two questions on both are too few
    assert linked(people, *HERE, least=2) == Practised(50.0, 2, 1, "both")
    assert linked(people, "check-in", "assurance") == Practised(100 / 7, 7, 1, "touchpoint")
    assert linked(people, "room", "assurance") is None


def test_a_team_is_the_mean_of_its_people_and_never_of_fewer_than_three():
    people = {person: {HERE: Tally(earned, 10, 10)} for person, earned in ((1, 9), (2, 6))}
    assert of_team(people, *HERE) is None
    people[3] = {HERE: Tally(1, 2, 2)}
    assert of_team(people, *HERE) == Practised((90 + 60 + 50) / 3, 22, 3, "both")


@given(st.dictionaries(st.integers(1, 5), st.dictionaries(
    st.tuples(st.sampled_from(["check-in", "room", ""]), st.sampled_from(["empathy", "assurance", ""])),
    st.builds(Tally, st.floats(-5, 10), st.just(10.0), st.integers(1, 9)))))
def test_a_share_is_a_share(people):
    found = linked(people, *HERE, least=1)
    assert found is None or (0 <= found.percent <= 100 and found.n >= 1 and found.people <= len(people))
