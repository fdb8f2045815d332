"""Matching and putting in order."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.quizzes.kinds.arranged import tau
from cxtrain.quizzes.question import BadAnswer
from tests.quizzes.kinds.conftest import TEXT, asked, earned


def pairs(*matches):
    return [{"id": letter, "text": {"en": letter}, "match": {"en": match}} for letter, match in zip("abcdef", matches, strict=False)]


def test_each_right_match_earns_its_share():
    question = asked("matching", pairs=pairs("x", "y", "z"), extra=[{"en": "w"}])
    assert [name for name, _ in question.choices] == ["a", "b", "c", "+1"]
    assert [earned(question, *given_) for given_ in ("abc", "acb", ("a", "", ""), ("+1", "+1", "+1"))] == [
        1, Fraction(1, 3), Fraction(1, 3), 0]


def test_equal_matches_are_one_choice_and_right_for_all_of_theirs():
    # Moodle: equal answer texts are merged into one choice.
    question = asked("matching", pairs=pairs("x", "x", "y"))
    assert [name for name, _ in question.choices] == ["a", "c"]
    assert earned(question, "a", "a", "c") == 1


@pytest.mark.parametrize("given_", [("a", "b"), ("a", "b", "z"), ("a", "b", "c", "a")])
def test_a_matching_refuses_what_it_does_not_offer(given_):
    with pytest.raises(BadAnswer):
        asked("matching", pairs=pairs("x", "y", "z")).checked(given_)


def test_a_matching_in_which_all_is_alike_is_refused():
    assert list(asked("matching", pairs=pairs("x", "x")).complaints())


STEPS = [{"id": letter, "text": TEXT} for letter in "abcd"]


def test_an_order_earns_what_a_sum_by_hand_says():
    # Four things have six pairs. One neighbouring swap: 5 right, 1 wrong: 4/6. Two of four placed, in order: 1 of 6.
    question = asked("ordering", items=STEPS)
    assert [earned(question, *places) for places in ("1234", "2134", "4321", ("1", "2", "", ""))] == [
        1, Fraction(2, 3), 0, Fraction(1, 6)]


@given(st.permutations("12345"))
def test_it_is_kendalls_tau(places):
    # Oracle: the definition, by counting pairs in a plain loop.
    concordant = sum(places[i] < places[j] for i in range(5) for j in range(i + 1, 5))
    assert tau(places) == max(0, Fraction(concordant - (10 - concordant), 10))


@pytest.mark.parametrize("places", [("1", "1", "2", "3"), ("1", "2", "3", "5"), ("1", "2", "3"), ("0", "1", "2", "3")])
def test_no_place_is_given_twice_or_made_up(places):
    with pytest.raises(BadAnswer):
        asked("ordering", items=STEPS).checked(places)
