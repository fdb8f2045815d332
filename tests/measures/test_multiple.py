from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cxtrain.measures.multiple import NO_TEST, Discoveries, benjamini_hochberg

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_it_meets_bh():
    # R: p.adjust(c(.01, .04, .03, .005, .2), "BH").
    answer = benjamini_hochberg([0.01, 0.04, 0.03, 0.005, 0.2], q=0.05)
    assert answer.adjusted == pytest.approx((0.025, 0.05, 0.05, 0.025, 0.2), abs=1e-6)
    assert (answer.found, answer.n, answer.q, answer.reason) == ((True, True, True, True, False), 5, 0.05, None)


@given(p_values)
def test_it_agrees_with_scipy(values):
    assert benjamini_hochberg(values).adjusted == pytest.approx(stats.false_discovery_control(values), rel=1e-9)


@given(p_values, st.randoms())
def test_the_order_does_not_matter(values, random):
    order = list(range(len(values)))
    random.shuffle(order)
    straight, shuffled = benjamini_hochberg(values), benjamini_hochberg([values[i] for i in order])
    assert shuffled.adjusted == tuple(straight.adjusted[i] for i in order)


@given(p_values)
def test_no_p_value_gets_smaller_or_leaves_one(values):
    assert all(p <= adjusted <= 1 or adjusted == pytest.approx(p) for p, adjusted in zip(values, benjamini_hochberg(values).adjusted, strict=True))


def test_a_discovery_is_at_most_q_and_q_is_a_tenth():
    assert benjamini_hochberg([0.05, 1.0]) == Discoveries((0.1, 1.0), (True, False), 2, 0.10)
    assert benjamini_hochberg([0.0501, 1.0]).found == (False, False)


def test_what_was_not_tested_does_not_count():
    answer = benjamini_hochberg([None, 0.02, None, 0.5])
    assert (answer.adjusted, answer.found, answer.n) == ((None, 0.04, None, 0.5), (False, True, False, False), 2)


def test_nothing_tested_finds_nothing_and_says_so():
    assert benjamini_hochberg([]) == Discoveries((), (), 0, 0.10, NO_TEST)
    assert benjamini_hochberg([None]) == Discoveries((None,), (False,), 0, 0.10, NO_TEST)


@pytest.mark.parametrize("bad", [-0.001, 1.001, nan])
def test_p_values_beyond_nought_and_one_are_refused(bad):
    with pytest.raises(ValueError, match=r"^p values must lie within 0\.\.1$"):
        benjamini_hochberg([0.5, bad])
    assert benjamini_hochberg([0, 1]).adjusted == (0, 1)


@pytest.mark.parametrize("bad", [0, 1, -0.1, nan])
def test_a_q_beyond_nought_and_one_is_refused(bad):
    with pytest.raises(ValueError, match=r"^q must lie between 0 and 1$"):
        benjamini_hochberg([0.5], q=bad)
