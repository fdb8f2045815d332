from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import NO_OBSERVATION, Estimate, Interval, wilson
from cxtrain.measures.lifetime_value import (
    ASSUMPTIONS,
    CONSTANT_CHURN,
    END,
    FINITE,
    NEVER_ENDS,
    NO_CHURN,
    SCENARIO,
    START,
    LifetimeValue,
    annual_churn,
    churn,
    finite_lifetime_value,
    lifetime_value,
    mean_life,
    retention_scenario,
)

rates, discounts = st.floats(0, 0.99), st.floats(0, 0.5)


def test_it_meets_clv():
    # Gupta & Lehmann 2003: retention 80 %, discount 10 %: the printed multiple is 2.67.
    answer = lifetime_value(1, 0.8, 0.1)
    assert answer.multiple == pytest.approx(2.6666666667, abs=1e-6)
    assert answer.value == pytest.approx(2.6666666667, abs=1e-6)
    assert (answer.assumption, answer.reason) == (ASSUMPTIONS[END], None)


def test_paid_at_the_start_is_one_margin_more():
    # 1.1 / .3 = 3.6667, of a margin of 12 that is 44, less 4 for winning the customer.
    answer = lifetime_value(12, 0.8, 0.1, timing=START, acquisition=4)
    assert (answer.value, answer.multiple) == pytest.approx((40, 11 / 3), rel=1e-12)
    assert answer.assumption == ASSUMPTIONS[START]
    assert "at once" in ASSUMPTIONS[START] and "after one period" in ASSUMPTIONS[END]


@given(rates, discounts)
def test_both_timings_agree_with_the_sums_they_stand_for(r, i):
    stay = r / (1 + i)
    whole = sum(stay**t for t in range(1, 4000))
    assert lifetime_value(1, r, i).multiple == pytest.approx(whole, rel=1e-9, abs=1e-12)
    assert lifetime_value(1, r, i, timing=START).multiple == pytest.approx(whole + 1, rel=1e-9)


@given(rates, discounts, st.lists(st.floats(-100, 100), min_size=1, max_size=24))
def test_a_finite_horizon_is_the_sum_of_its_periods(r, i, margins):
    by_hand = sum(m * r**t / (1 + i) ** t for t, m in enumerate(margins)) - 7
    assert finite_lifetime_value(margins, r, i, acquisition=7).value == pytest.approx(by_hand, rel=1e-9, abs=1e-9)


def test_a_long_horizon_nears_the_value_for_ever():
    answer = finite_lifetime_value([5] * 300, 0.8, 0.1)
    assert answer.value == pytest.approx(lifetime_value(5, 0.8, 0.1, timing=START).value, rel=1e-12)
    assert (answer.multiple, answer.assumption, answer.reason) == (pytest.approx(11 / 3), FINITE, None)


def test_margins_that_differ_have_no_multiple_and_none_have_no_value():
    # 10 + 20 * .8 / 1.1 = 24.545.
    assert finite_lifetime_value([10, 20], 0.8, 0.1) == LifetimeValue(pytest.approx(10 + 16 / 1.1), None, FINITE)
    assert finite_lifetime_value([], 0.8, 0.1) == LifetimeValue(None, None, FINITE, NO_OBSERVATION)
    assert finite_lifetime_value([10], 1, 0).multiple == 1


def test_without_churn_and_without_discount_the_value_has_no_end():
    assert lifetime_value(1, 1, 0) == LifetimeValue(None, None, ASSUMPTIONS[END], NEVER_ENDS)
    assert lifetime_value(1, 1, 0, timing=START).assumption == ASSUMPTIONS[START]
    assert lifetime_value(1, 1, 0.1).multiple == pytest.approx(10)
    assert lifetime_value(1, 0, 0) == LifetimeValue(0, 0, ASSUMPTIONS[END])


@pytest.mark.parametrize("bad", [(1, -0.1, 0.1), (1, 1.1, 0.1), (1, 0.5, -0.1), (1, 0.5, inf), (inf, 0.5, 0.1), (nan, 0.5, 0.1), (1, nan, 0.1)])
def test_rates_and_money_that_cannot_be_are_refused(bad):
    words = r"^retention must lie within 0\.\.1, discount be 0 or more, and money be finite$"
    with pytest.raises(ValueError, match=words):
        lifetime_value(*bad)
    with pytest.raises(ValueError, match=words):
        finite_lifetime_value([bad[0]], *bad[1:])
    for value in (lambda: lifetime_value(1, 0.5, 0.1, acquisition=inf), lambda: finite_lifetime_value([1], 0.5, 0.1, acquisition=nan)):
        with pytest.raises(ValueError, match=words):
            value()


def test_a_timing_that_is_neither_is_refused():
    with pytest.raises(ValueError, match=r'^timing must be "end" or "start"$'):
        lifetime_value(1, 0.8, 0.1, timing="middle")


def test_churn_and_retention_have_the_intervals_of_wilson():
    answer = churn(12, 200, level=0.9)
    assert answer.churn == wilson(12, 200, level=0.9)
    assert answer.retention == wilson(188, 200, level=0.9)
    assert (answer.churn.value, answer.retention.value, answer.churn.interval.level) == (0.06, 0.94, 0.9)
    assert churn(0, 0).churn.reason == churn(0, 0).retention.reason == NO_OBSERVATION
    assert churn(3, 3).retention.value == 0


@pytest.mark.parametrize("bad", [(-1, 3), (4, 3)])
def test_more_lost_than_there_were_is_refused(bad):
    with pytest.raises(ValueError, match=r"^lost must lie within 0\.\.at_start$"):
        churn(*bad)


def test_a_mean_life_is_one_over_churn_and_says_what_it_takes_for_granted():
    rate = Estimate(0.05, 400, interval=Interval(0.04, 0.08, 0.9))
    assert mean_life(rate) == Estimate(20, 400, interval=Interval(12.5, 25, 0.9), note=CONSTANT_CHURN)
    assert "only if churn stays the same" in CONSTANT_CHURN


def test_a_mean_life_without_churn_or_interval_says_so():
    assert mean_life(wilson(0, 9)) == Estimate(None, 9, reason=NO_CHURN)
    assert mean_life(wilson(0, 0)) == Estimate(None, 0, reason=NO_OBSERVATION)
    assert mean_life(Estimate(0.5, 4, interval=Interval(0, 0.9))) == Estimate(2, 4, note=CONSTANT_CHURN)
    assert mean_life(Estimate(0.5, 4, reason="known")) == Estimate(2, 4, reason="known", note=CONSTANT_CHURN)
    assert mean_life(Estimate(1.0, 4)).value == 1


def test_annual_churn_compounds_twelve_months():
    # 1 - .98¹² = .21528, and the ends likewise.
    answer = annual_churn(Estimate(0.02, 500, interval=Interval(0.01, 0.03, 0.9)))
    assert answer.value == pytest.approx(1 - 0.98**12, rel=1e-12)
    assert (answer.interval.low, answer.interval.high) == pytest.approx((1 - 0.99**12, 1 - 0.97**12), rel=1e-12)
    assert (answer.n, answer.interval.level, answer.reason, answer.note) == (500, 0.9, None, CONSTANT_CHURN)
    assert annual_churn(Estimate(0.02, 500), periods=4).value == pytest.approx(1 - 0.98**4, rel=1e-12)
    assert annual_churn(Estimate(0.02, 5), periods=1).value == pytest.approx(0.02, rel=1e-12)


def test_annual_churn_of_all_none_and_unknown():
    assert annual_churn(wilson(3, 3)).value == annual_churn(wilson(3, 3)).interval.high == 1
    assert annual_churn(wilson(0, 3)).value == 0
    assert annual_churn(wilson(0, 0)) == Estimate(None, 0, reason=NO_OBSERVATION)
    assert annual_churn(Estimate(0.1, 4, reason="known")).reason == "known"
    assert annual_churn(Estimate(0.1, 4)).interval is None


@pytest.mark.parametrize("bad", [-0.01, 1.01, nan])
def test_a_churn_beyond_nought_and_one_is_refused(bad):
    for measure in (mean_life, annual_churn):
        with pytest.raises(ValueError, match=r"^churn must lie within 0\.\.1$"):
            measure(Estimate(bad, 5))


def test_a_year_of_no_period_is_refused():
    with pytest.raises(ValueError, match=r"^periods must be 1 or more$"):
        annual_churn(Estimate(0.1, 5), periods=0)


def test_more_retention_is_a_scenario_and_not_a_forecast():
    # .8 / .3 = 2.6667 and .85 / .25 = 3.4: .7333 more for each unit of margin.
    answer = retention_scenario(3, 0.8, 0.1, points=5)
    assert answer.value == pytest.approx(2.2, rel=1e-12)
    assert (answer.before, answer.points) == (lifetime_value(3, 0.8, 0.1), 5)
    assert answer.after.multiple == pytest.approx(3.4, rel=1e-12)
    assert (answer.note, answer.reason) == (SCENARIO, None)
    assert SCENARIO == "A scenario, not a forecast."
    late = retention_scenario(3, 0.8, 0.1, points=-5, timing=START)
    assert (late.value, late.after.assumption) == (pytest.approx(3 * (1.1 / 0.35 - 1.1 / 0.3)), ASSUMPTIONS[START])
    assert late.before.assumption == ASSUMPTIONS[START]


def test_a_scenario_up_to_all_customers_is_taken_and_beyond_refused():
    assert retention_scenario(1, 0.9, 0.1, points=10).after.multiple == pytest.approx(10)
    assert retention_scenario(1, 0.95, 0.1, points=5).after.multiple == pytest.approx(10)
    assert retention_scenario(1, 0.9, 0, points=10).reason == NEVER_ENDS
    assert retention_scenario(1, 1, 0, points=-10).reason == NEVER_ENDS
    assert retention_scenario(1, 1, 0, points=-10).value is None
    with pytest.raises(ValueError, match="retention"):
        retention_scenario(1, 0.9, 0.1, points=10.1)
