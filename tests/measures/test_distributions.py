"""The oracle is scipy; the properties are those that any distribution function has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from cxtrain.measures.distributions import normal_cdf, normal_quantile, t_cdf, t_quantile

DFS = (0.5, 1, 2, 2.7, 5, 9, 30, 99.5, 1e3, 1e5, 1e6)
PROBABILITIES = (1e-12, 1e-6, 0.001, 0.025, 0.3, 0.499, 0.5, 0.75, 0.975, 0.999999)

dfs = st.floats(0.5, 1e6)
points = st.floats(-50, 50)
probabilities = st.floats(1e-9, 1 - 1e-9)


@pytest.mark.parametrize("z", [-38, -8.2, -1.959963984540054, -0.1, 0, 0.7, 3, 9])
def test_the_normal_cdf_agrees_with_scipy_far_into_the_tails(z):
    assert normal_cdf(z) == pytest.approx(special.ndtr(z), rel=1e-9)


@pytest.mark.parametrize("p", PROBABILITIES)
def test_the_normal_quantile_agrees_with_scipy(p):
    assert normal_quantile(p) == pytest.approx(special.ndtri(p), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("df", DFS)
@pytest.mark.parametrize("t", [-1e6, -12.7, -2.262, -0.3, -1e-6, 0, 1e-9, 0.8, 4.3, 200])
def test_the_t_cdf_agrees_with_scipy_to_nine_digits(t, df):
    assert t_cdf(t, df) == pytest.approx(stats.t.cdf(t, df), rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("df", DFS)
@pytest.mark.parametrize("p", PROBABILITIES)
def test_the_t_quantile_agrees_with_scipy_to_nine_digits(p, df):
    assert t_quantile(p, df) == pytest.approx(stats.t.ppf(p, df), rel=1e-9, abs=1e-12)


def test_it_knows_the_tables_that_everybody_knows():
    # Two-sided 95 % points of any printed t table: 12.706, 4.303, 2.262; one degree of freedom is Cauchy, whose
    # quartile is exactly 1.
    assert [round(t_quantile(0.975, df), 3) for df in (1, 2, 9)] == [12.706, 4.303, 2.262]
    assert t_quantile(0.75, 1) == pytest.approx(1, rel=1e-12)
    assert t_quantile(0.975, float("inf")) == pytest.approx(1.959963984540054, rel=1e-12)


@given(points, points, dfs)
def test_the_t_cdf_never_falls(a, b, df):
    low, high = sorted((a, b))
    assert t_cdf(low, df) <= t_cdf(high, df) + 1e-12


@given(points, dfs)
def test_the_t_cdf_is_symmetric(t, df):
    assert t_cdf(t, df) + t_cdf(-t, df) == pytest.approx(1, abs=1e-12)


@given(probabilities, st.floats(1, 1e5))
def test_the_t_quantile_undoes_the_cdf(p, df):
    assert t_cdf(t_quantile(p, df), df) == pytest.approx(p, rel=1e-8)


@given(st.floats(-8, 5))
def test_the_normal_quantile_undoes_the_cdf(z):
    assert normal_quantile(normal_cdf(z)) == pytest.approx(z, abs=1e-8)


@pytest.mark.parametrize("p", [0, 1, -0.1, 1.1, float("nan")])
def test_a_quantile_refuses_what_is_no_probability(p):
    with pytest.raises(ValueError, match="probability"):
        normal_quantile(p)
    with pytest.raises(ValueError, match="probability"):
        t_quantile(p, 5)


@pytest.mark.parametrize("df", [0, -1, float("nan")])
def test_t_refuses_degrees_of_freedom_that_do_not_exist(df):
    with pytest.raises(ValueError, match="freedom"):
        t_cdf(1, df)
    with pytest.raises(ValueError, match="freedom"):
        t_quantile(0.9, df)
