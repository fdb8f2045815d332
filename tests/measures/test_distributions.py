"""The oracle is scipy; the properties are those that any distribution function has."""

from math import exp, inf, log, nan, pi, sqrt, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from cxtrain.measures.distributions import (
    chi_square_cdf,
    chi_square_quantile,
    chi_square_tail,
    f_cdf,
    f_quantile,
    f_tail,
    normal_cdf,
    normal_quantile,
    normal_tail,
    t_cdf,
    t_quantile,
    t_tail,
)

DFS = (0.5, 1, 2, 2.7, 5, 9, 30, 99.5, 1e3, 1e5, 1e6)
PROBABILITIES = (1e-12, 1e-6, 0.001, 0.025, 0.3, 0.499, 0.5, 0.75, 0.975, 0.999999, 1 - 1e-12)
SPREADS = (-30, -12, -4, -1, -0.1, 0, 0.1, 1, 4, 12, 30)  # how far from the centre, in rough standard deviations

dfs = st.floats(0.5, 1e6)
points = st.floats(-50, 50)
sizes = st.floats(-12, 12).map(exp)
probabilities = st.floats(1e-12, 1 - 1e-12)


@pytest.mark.parametrize("z", [-37, -8.2, -1.959963984540054, -0.1, 0, 0.7, 3, 9])
def test_the_normal_areas_agree_with_scipy_far_into_the_tails(z):
    assert normal_cdf(z) == pytest.approx(special.ndtr(z), rel=1e-9, abs=0)
    assert normal_tail(-z) == normal_cdf(z)


@pytest.mark.parametrize("p", PROBABILITIES)
def test_the_normal_quantile_agrees_with_scipy(p):
    assert normal_quantile(p) == pytest.approx(special.ndtri(p), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("df", DFS)
@pytest.mark.parametrize("t", [-1e6, -12.7, -2.262, -0.3, -1e-6, 0, 1e-9, 0.8, 1.74, 4.3, 200])
def test_the_t_areas_agree_with_scipy_to_nine_digits(t, df):
    assert t_cdf(t, df) == pytest.approx(stats.t.cdf(t, df), rel=1e-9, abs=1e-300)
    assert t_tail(t, df) == pytest.approx(stats.t.sf(t, df), rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("df", DFS)
@pytest.mark.parametrize("p", PROBABILITIES)
def test_the_t_quantile_agrees_with_scipy_to_nine_digits(p, df):
    assert t_quantile(p, df) == pytest.approx(stats.t.ppf(p, df), rel=1e-9, abs=1e-12)


def test_it_knows_the_tables_that_everybody_knows():
    # Two-sided 95 % points of any printed t table: 12.706, 4.303, 2.262; one degree of freedom is Cauchy, whose
    # quartile is exactly 1. Upper 5 % points of F(3, 10) and of chi-square(10): 3.708 and 18.307.
    assert [round(t_quantile(0.975, df), 3) for df in (1, 2, 9)] == [12.706, 4.303, 2.262]
    assert t_quantile(0.75, 1) == pytest.approx(1, rel=1e-12)
    assert t_quantile(0.975, inf) == pytest.approx(1.959963984540054, rel=1e-12)
    assert round(f_quantile(0.95, 3, 10), 3) == 3.708
    assert round(chi_square_quantile(0.95, 10), 3) == 18.307


def test_t_with_one_and_two_degrees_of_freedom_follows_its_closed_form():
    # Cauchy: the quantile is tan(pi (p - 1/2)), or -1 / tan(pi p) near 0; df 2: (2p - 1) / sqrt(2 p (1 - p)).
    for p in (1e-12, 1e-3, 0.25, 0.5 - 2.0**-30, 0.5 + 2.0**-30, 0.9, 1 - 2.0**-30):
        cauchy = tan(pi * (p - 0.5)) if 0.25 < p < 0.75 else -1 / tan(pi * p) if p < 0.5 else 1 / tan(pi * (1 - p))
        assert t_quantile(p, 1) == pytest.approx(cauchy, rel=1e-12, abs=0)
        assert t_quantile(p, 2) == pytest.approx((2 * p - 1) / sqrt(2 * p * (1 - p)), rel=1e-12, abs=0)


def test_t_keeps_its_power_where_its_square_is_no_float():
    # P(T > t) of a Cauchy is 1 / (pi t) far out, of df 1/2 it falls by 10 where t grows by 100.
    assert t_tail(1e200, 1) == pytest.approx(1e-200 / pi, rel=1e-9)
    assert t_tail(1e204, 0.5) == pytest.approx(t_tail(1e200, 0.5) / 100, rel=1e-9)
    assert (t_tail(1e-200, 5), t_cdf(1e-200, 5), t_tail(inf, 5), t_cdf(inf, 5)) == (0.5, 0.5, 0, 1)
    assert t_quantile(1e-200, 0.5) == -inf


def test_t_with_huge_degrees_of_freedom_is_normal():
    assert t_tail(2, inf) == normal_tail(2)
    assert t_tail(37, 1e15) == pytest.approx(normal_tail(37), rel=1e-8, abs=0)
    assert t_quantile(0.025, 1e12) == pytest.approx(normal_quantile(0.025), rel=1e-9)
    assert t_quantile(1e-300, 1e12) == pytest.approx(normal_quantile(1e-300), rel=1e-8)


@pytest.mark.parametrize("df1", DFS)
@pytest.mark.parametrize("df2", DFS)
def test_the_f_areas_agree_with_scipy_to_nine_digits(df1, df2):
    for spread in SPREADS:
        f = exp(spread * sqrt(2 / df1 + 2 / df2))
        # scipy's own F loses digits in far tails, its incomplete beta function does not.
        x, y = df1 * f / (df1 * f + df2), df2 / (df1 * f + df2)
        lower = special.betainc(df1 / 2, df2 / 2, x) if x < 0.5 else special.betaincc(df2 / 2, df1 / 2, y)
        upper = special.betainc(df2 / 2, df1 / 2, y) if y < 0.5 else special.betaincc(df1 / 2, df2 / 2, x)
        assert f_cdf(f, df1, df2) == pytest.approx(lower, rel=1e-9, abs=1e-300), spread
        assert f_tail(f, df1, df2) == pytest.approx(upper, rel=1e-9, abs=1e-300), spread


@pytest.mark.parametrize("df1", DFS)
@pytest.mark.parametrize("df2", DFS)
def test_the_f_quantile_agrees_with_scipy_to_nine_digits(df1, df2):
    for p in PROBABILITIES:
        assert f_quantile(p, df1, df2) == pytest.approx(stats.f.ppf(p, df1, df2), rel=1e-9, abs=0), p


@pytest.mark.parametrize("df", DFS)
def test_the_chi_square_areas_agree_with_scipy_to_nine_digits(df):
    for spread in SPREADS:
        x = df * exp(spread * sqrt(2 / df))
        assert chi_square_cdf(x, df) == pytest.approx(special.gammainc(df / 2, x / 2), rel=1e-9, abs=1e-300), spread
        assert chi_square_tail(x, df) == pytest.approx(special.gammaincc(df / 2, x / 2), rel=1e-9, abs=1e-300), spread


@pytest.mark.parametrize("df", DFS)
def test_the_chi_square_quantile_agrees_with_scipy_to_nine_digits(df):
    for p in PROBABILITIES:
        assert chi_square_quantile(p, df) == pytest.approx(stats.chi2.ppf(p, df), rel=1e-9, abs=0), p


def test_chi_square_with_two_degrees_of_freedom_is_exponential():
    # P(X > x) = exp(-x / 2): so 1e-300 lies at 600 ln 10.
    assert chi_square_tail(600 * log(10), 2) == pytest.approx(1e-300, rel=1e-9, abs=0)
    assert chi_square_tail(0.01, 2) == pytest.approx(exp(-0.005), rel=1e-14)
    assert chi_square_quantile(0.5, 2) == pytest.approx(2 * log(2), rel=1e-14)


def test_f_with_two_and_two_degrees_of_freedom_follows_its_closed_form():
    # P(F <= f) = f / (1 + f), so the quantile is p / (1 - p).
    for f in (1e-300, 1e-9, 0.25, 1, 4, 1e9, 1e300):
        assert f_cdf(f, 2, 2) == pytest.approx(f / (1 + f), rel=1e-12, abs=0)
        assert f_tail(f, 2, 2) == pytest.approx(1 / (1 + f), rel=1e-12, abs=0)
    assert f_quantile(0.8, 2, 2) == pytest.approx(4, rel=1e-14)


def test_nothing_lies_below_nought_or_above_infinity():
    for f in (-3, 0.0):
        assert (f_cdf(f, 3, 7), f_tail(f, 3, 7), chi_square_cdf(f, 3), chi_square_tail(f, 3)) == (0, 1, 0, 1)
    assert (f_cdf(inf, 3, 7), f_tail(inf, 3, 7), chi_square_cdf(inf, 3), chi_square_tail(inf, 3)) == (1, 0, 1, 0)
    assert (chi_square_quantile(1e-300, 0.5), f_quantile(1e-300, 0.5, 9)) == (0, 0)


@given(points, points, dfs)
def test_the_t_cdf_never_falls(a, b, df):
    low, high = sorted((a, b))
    assert t_cdf(low, df) <= t_cdf(high, df) + 1e-12


@given(sizes, sizes, dfs, dfs)
def test_the_f_and_the_chi_square_cdf_never_fall_and_their_tails_never_rise(a, b, df1, df2):
    low, high = sorted((a, b))
    assert f_cdf(low, df1, df2) <= f_cdf(high, df1, df2) * (1 + 1e-9)
    assert f_tail(high, df1, df2) <= f_tail(low, df1, df2) * (1 + 1e-9)
    assert chi_square_cdf(low * df1, df1) <= chi_square_cdf(high * df1, df1) * (1 + 1e-9)
    assert chi_square_tail(high * df1, df1) <= chi_square_tail(low * df1, df1) * (1 + 1e-9)


@given(probabilities, probabilities, dfs, dfs)
def test_quantiles_rise_with_the_probability(p, q, df1, df2):
    low, high = sorted((p, q))
    assert t_quantile(low, df1) <= t_quantile(high, df1) + 1e-9 * abs(t_quantile(high, df1))
    assert f_quantile(low, df1, df2) <= f_quantile(high, df1, df2) * (1 + 1e-9)
    assert chi_square_quantile(low, df1) <= chi_square_quantile(high, df1) * (1 + 1e-9)


@given(points, dfs)
def test_the_t_cdf_is_symmetric(t, df):
    assert t_cdf(t, df) + t_cdf(-t, df) == pytest.approx(1, abs=1e-12)
    assert t_tail(t, df) == t_cdf(-t, df)


@given(points, dfs)
def test_the_square_of_t_is_an_f_with_one_degree_of_freedom(t, df):
    assert f_tail(t * t, 1, df) == pytest.approx(2 * t_tail(abs(t), df), rel=1e-9, abs=1e-300)


@given(sizes, dfs, dfs)
def test_turning_an_f_over_swaps_its_degrees_of_freedom(f, df1, df2):
    assert f_cdf(f, df1, df2) == pytest.approx(f_tail(1 / f, df2, df1), rel=1e-8, abs=1e-300)


@given(probabilities, dfs, dfs)
def test_a_quantile_undoes_its_cdf(p, df1, df2):
    assert t_cdf(t_quantile(p, df1), df1) == pytest.approx(p, rel=1e-8, abs=0)
    assert f_cdf(f_quantile(p, df1, df2), df1, df2) == pytest.approx(p, rel=1e-8, abs=0)
    assert chi_square_cdf(chi_square_quantile(p, df1), df1) == pytest.approx(p, rel=1e-8, abs=0)


@given(probabilities, dfs, dfs)
def test_a_quantile_leaves_the_rest_of_the_probability_above_it(p, df1, df2):
    assert f_tail(f_quantile(p, df1, df2), df1, df2) == pytest.approx(1 - p, rel=1e-8, abs=0)
    assert chi_square_tail(chi_square_quantile(p, df1), df1) == pytest.approx(1 - p, rel=1e-8, abs=0)


@given(st.floats(-8, 5))
def test_the_normal_quantile_undoes_the_cdf(z):
    assert normal_quantile(normal_cdf(z)) == pytest.approx(z, abs=1e-8)


@pytest.mark.parametrize("p", [0, 1, -0.1, 1.1, nan])
def test_a_quantile_refuses_what_is_no_probability(p):
    refused = "^a probability must lie strictly between 0 and 1$"
    for quantile in (normal_quantile, lambda p: t_quantile(p, 5), lambda p: f_quantile(p, 5, 5), lambda p: chi_square_quantile(p, 5)):
        with pytest.raises(ValueError, match=refused):
            quantile(p)


@pytest.mark.parametrize("df", [0, -1, nan])
def test_t_refuses_degrees_of_freedom_that_do_not_exist(df):
    for refused in (t_cdf, t_tail):
        with pytest.raises(ValueError, match="^degrees of freedom must be above 0$"):
            refused(1, df)
    with pytest.raises(ValueError, match="^degrees of freedom must be above 0$"):
        t_quantile(0.9, df)


@pytest.mark.parametrize("df", [0, -1, nan, inf])
def test_f_and_chi_square_refuse_degrees_of_freedom_that_do_not_exist_or_never_end(df):
    for function in (f_cdf, f_tail, f_quantile):
        for pair in ((df, 5), (5, df)):
            with pytest.raises(ValueError, match="^degrees of freedom must be above 0 and finite$"):
                function(0.5, *pair)
    for function in (chi_square_cdf, chi_square_tail, chi_square_quantile):
        with pytest.raises(ValueError, match="^degrees of freedom must be above 0 and finite$"):
            function(0.5, df)


def test_areas_refuse_what_is_no_number():
    for call in (lambda: t_tail(nan, 5), lambda: f_cdf(nan, 5, 5), lambda: chi_square_tail(nan, 5)):
        with pytest.raises(ValueError, match="^a point of a distribution must be a number$"):
            call()
