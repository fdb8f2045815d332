"""What a customer is worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.lifetime_value import lifetime_value
from cxtrain.voices.indicators.figures import Figure
from cxtrain.voices.indicators.worth.value import Terms, basis, worth

PAGE = "/indicators/value"


def figures(value, n=1000, months=12):
    """The same figure in each month."""
    return [Figure(f"2026-{month:02d}", value, n) for month in range(1, months + 1)]


def test_the_value_is_that_of_the_measure():
    found = basis(figures(0.05), figures(100.0), figures(20.0))
    made = worth(found, Terms(margin=0.6, discount=0.1))
    i = 1.1 ** (1 / 12) - 1
    assert made.margin == pytest.approx(40) and found.retention.n == 12000
    assert made.value == pytest.approx(lifetime_value(40, 0.95, i).value)
    assert made.low < made.value < made.high
    assert made.life.value == pytest.approx(20)


def test_a_long_horizon_comes_near_to_none_with_both_timings():
    found = basis(figures(0.05), figures(100.0), ())
    for timing in ("end", "start"):
        endless = worth(found, Terms(0.6, 0.1, timing)).value
        assert worth(found, Terms(0.6, 0.1, timing, months=600)).value == pytest.approx(endless, rel=1e-9)
        assert worth(found, Terms(0.6, 0.1, timing, months=6)).value < endless


@given(st.floats(0, 1), st.floats(0.01, 1), st.floats(0, 1), st.sampled_from(["end", "start"]), st.none() | st.integers(1, 60))
def test_more_retention_is_never_worth_less_where_there_is_a_margin(share, margin, discount, timing, months):
    made = worth(basis(figures(round(share, 3)), figures(100.0), ()), Terms(margin, discount, timing, 50.0, months))
    assert all(more >= -1e-9 for _, more in made.scenarios)
    if made.value is not None and made.low is not None and made.high is not None:
        assert made.low - 1e-6 <= made.value <= made.high + 1e-6


def test_months_without_both_numbers_are_left_out():
    assert basis(figures(0.05, months=3), figures(100.0, months=2), ()).months == 2
    assert basis(figures(0.05), [], ()) is None


def numbers(enter, cast, months):
    """Two months of 静安店."""
    for month in months[-3:-1]:
        enter(cast.jingan, month, {"customers-start": 1000, "customers-lost": 50, "revenue": 100000, "cost-to-serve": 20000})


def test_the_page_says_value_and_assumptions_and_the_region_hands_them_down(browser, cast, enter, months):
    numbers(enter, cast, months)
    assert "HR has not said yet" in browser.login(cast.he).get(PAGE, query_string={"unit": cast.jingan}).text
    page = f"/indicators/units/{cast.east}/assumptions"
    fields = {"margin": "60", "discount": "10", "timing": "end", "acquisition": "0", "reason": "books of 2025"}
    assert browser.post(page, **fields).status_code == 303
    text = browser.get(PAGE, query_string={"unit": cast.jingan}).text
    i = 1.1 ** (1 / 12) - 1
    assert f"would be worth {lifetime_value(40, 0.95, i).value:,.0f} yuan" in text
    assert "A scenario, not a forecast." in text and "books of 2025" in text and "m·r / (1 + i − r)" in text
    assert browser.post(page, **{**fields, "margin": "50"}).status_code == 303
    assert "60.0%" in browser.get(page).text  # what was assumed before


def test_numbers_that_cannot_be_are_refused(browser, cast):
    page = f"/indicators/units/{cast.east}/assumptions"
    answer = browser.login(cast.he).post(page, margin="0", discount="-1", timing="end", acquisition="x", reason="")
    assert answer.status_code == 400
    assert browser.login(cast.li).get(page).status_code == 403


def test_an_empty_unit_says_what_to_enter(browser, cast):
    assert "Enter the customers at the start" in browser.login(cast.li).get(PAGE).text
