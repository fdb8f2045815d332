import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import NO_OBSERVATION, Sums
from cxtrain.measures.shrinkage import (
    NO_DIFFERENCE,
    NO_REPEAT,
    ONE_UNIT,
    Spread,
    estimate_spread,
    shrink,
    visits_needed,
)
from tests.measures.dyestuff import DYESTUFF

groups = st.lists(st.lists(st.integers(1, 7), min_size=1, max_size=12), min_size=2, max_size=12)


def test_it_meets_eb_dyestuff_balanced():
    # Davies' yields, six batches of five; the figures are those of the lme4 documentation, MSB 11271.5 among them:
    # tau² = (11271.5 - 2451.25) / 5 = 1764.05.
    samples = {batch: Sums.of(values) for batch, values in DYESTUFF.items()}
    spread = estimate_spread(samples.values())
    assert spread.within == pytest.approx(2451.25, abs=0.001)
    assert spread.between == pytest.approx(1764.05, abs=0.001)
    assert spread.icc == pytest.approx(0.4184874149, abs=1e-6)
    shrunken = {batch: shrink(sample, spread) for batch, sample in samples.items()}
    assert shrunken["A"].reliability == pytest.approx(0.7825267267, abs=1e-6)
    effects = {batch: each.value - spread.mu for batch, each in shrunken.items()}
    expected = {"A": -17.6068514, "B": 0.3912634, "C": 28.5622256, "D": -23.0845385, "E": 56.7331877, "F": -44.9952868}
    assert effects == pytest.approx(expected, abs=0.001)


def test_it_meets_the_worked_example_of_one_employee():
    # Eight visits, own mean gap -1.10, team -.40, within variance 1, tau² .16: B = 1 / (1 + 8 * .16) = .4386,
    # so .4386 * -.40 + .5614 * -1.10 = -.793 and the standard error is sqrt(.5614 / 8) = .265.
    spread = Spread(mu=-0.40, mu_variance=0.0, between=0.16, within=1.0, units=20, n=160)
    shrunken = shrink(Sums(8, -8.8, 16.68), spread)
    assert shrunken.value == pytest.approx(-0.793, abs=0.001)
    assert shrunken.se == pytest.approx(0.265, abs=0.001)
    assert shrunken.mean == pytest.approx(-1.10)


def test_units_that_the_data_cannot_tell_apart_share_one_mean_and_it_says_so():
    # Both units have the same two values, so the variance between is 2 * 0 - 2 < 0 and counts as none.
    spread = estimate_spread([Sums.of([4, 6]), Sums.of([6, 4])])
    shrunken = shrink(Sums.of([4, 6]), spread)
    assert (spread.between, spread.reason) == (0, NO_DIFFERENCE)
    assert (shrunken.value, shrunken.reliability, shrunken.reason) == (5, 0, NO_DIFFERENCE)


def test_one_unit_alone_keeps_its_own_mean_and_it_says_so():
    # Values 4 and 6: variance 2, of two values, so the standard error is 1.
    shrunken = shrink(Sums.of([4, 6]), estimate_spread([Sums.of([4, 6])]))
    assert (shrunken.value, shrunken.se, shrunken.reason) == (5, 1, ONE_UNIT)


def test_units_seen_once_each_have_no_standard_error_and_it_says_so():
    spread = estimate_spread([Sums.of([4]), Sums.of([6])])
    shrunken = shrink(Sums.of([4]), spread)
    assert (spread.mu, shrunken.value, shrunken.se, shrunken.reason) == (5, 4, None, NO_REPEAT)


def test_nothing_observed_gives_nothing_and_says_so():
    assert estimate_spread([]).reason == NO_OBSERVATION
    assert estimate_spread([Sums(0, 0, 0)]).reason == NO_OBSERVATION
    assert shrink(Sums(0, 0, 0), estimate_spread([Sums.of([4, 6])])).reason == NO_OBSERVATION


def test_a_few_equal_answers_do_not_make_certainty():
    spread = estimate_spread([Sums.of([5, 5, 5]), Sums.of([6, 6, 6])], least_within=1 / 12)
    assert spread.within == 1 / 12
    assert shrink(Sums.of([5, 5, 5]), spread).se > 0


@pytest.mark.parametrize(
    ("icc", "needed"),
    [(0.05, (19, 29, 45, 76)), (0.10, (9, 14, 21, 36)), (0.15, (6, 9, 14, 23)), (0.20, (4, 6, 10, 16)), (0.30, (3, 4, 6, 10))],
)
def test_visits_needed_are_those_of_spearman_brown(icc, needed):
    # By hand for .10 and .80: .8 * .9 / (.1 * .2) = 36.
    assert tuple(visits_needed(icc, reliability) for reliability in (0.5, 0.6, 0.7, 0.8)) == needed


@given(groups)
def test_a_shrunken_mean_lies_between_the_own_and_the_common_mean(values):
    samples = [Sums.of(each) for each in values]
    spread = estimate_spread(samples)
    for sample in samples:
        shrunken = shrink(sample, spread)
        low, high = sorted((sample.mean, spread.mu))
        assert low - 1e-9 <= shrunken.value <= high + 1e-9


@given(groups)
def test_more_visits_with_the_same_mean_are_believed_more(values):
    spread = estimate_spread([Sums.of(each) for each in values], least_within=0.1)
    few, many = shrink(Sums.of([3, 4]), spread), shrink(Sums.of([3, 4] * 5), spread)
    if spread.between:
        assert many.reliability > few.reliability
        assert abs(many.value - 3.5) <= abs(few.value - 3.5) + 1e-9


@given(groups)
def test_the_order_of_the_units_does_not_matter(values):
    forwards, backwards = (estimate_spread([Sums.of(each) for each in order]) for order in (values, values[::-1]))
    assert forwards.mu == pytest.approx(backwards.mu, abs=1e-9)
    assert forwards.between == pytest.approx(backwards.between, abs=1e-9)


@pytest.mark.parametrize(("icc", "reliability"), [(0, 0.7), (1.2, 0.7), (0.2, 1)])
def test_visits_needed_refuses_what_no_number_of_visits_reaches(icc, reliability):
    with pytest.raises(ValueError, match="icc"):
        visits_needed(icc, reliability)
