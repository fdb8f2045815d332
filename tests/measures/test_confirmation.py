"""Expectation confirmed, exceeded and disappointed, from counted pairs."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.confirmation import confirmation_of_counts
from cxtrain.measures.intervals import NO_OBSERVATION
from cxtrain.measures.servqual_survey import Respondent, servqual

PAIRS = st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), max_size=60)


def test_four_pairs_by_hand():
    # Gaps 1, 0, 0, -2: mean -.25, one of four exceeded, two confirmed, one disappointed. Wilson for 1 of 4: .0456 to .6994.
    found = confirmation_of_counts({(6, 5): 1, (5, 5): 2, (4, 6): 1})
    assert (found.n, found.perception.value, found.expectation.value, found.gap.value) == (4, 5.0, 5.25, -0.25)
    assert (found.exceeded.value, found.confirmed.value, found.disappointed.value) == (0.25, 0.5, 0.25)
    assert (found.exceeded.interval.low, found.exceeded.interval.high) == pytest.approx((0.0456, 0.6994), abs=1e-4)


@given(PAIRS)
def test_the_gap_is_that_of_servqual_where_each_dimension_is_asked_once(answers):
    found = confirmation_of_counts(Counter(answers))
    survey = servqual([Respondent({"empathy": [p]}, {"empathy": [e]}) for p, e in answers], ["empathy"])
    theirs = survey.dimensions[0]
    assert found.n == theirs.n
    if answers:
        assert (found.gap.value, found.perception.value, found.expectation.value) == pytest.approx(
            (theirs.gap.value, theirs.perception, theirs.expectation))
        assert (found.gap.interval is None) == (theirs.gap.interval is None)
        if found.gap.interval:
            assert (found.gap.interval.low, found.gap.interval.high) == pytest.approx(
                (theirs.gap.interval.low, theirs.gap.interval.high))


@given(PAIRS.filter(bool))
def test_the_three_shares_make_up_the_whole(answers):
    found = confirmation_of_counts(Counter(answers))
    assert found.exceeded.value + found.confirmed.value + found.disappointed.value == pytest.approx(1)


def test_nobody_gives_no_number():
    found = confirmation_of_counts({})
    assert (found.n, found.gap.value, found.gap.reason, found.confirmed.value) == (0, None, NO_OBSERVATION, None)


@pytest.mark.parametrize("pairs", [{(0, 5): 1}, {(5, 8): 1}, {(5, 5): -1}])
def test_it_refuses_what_is_no_answer_and_no_count(pairs):
    with pytest.raises(ValueError, match="must lie within"):
        confirmation_of_counts(pairs)
