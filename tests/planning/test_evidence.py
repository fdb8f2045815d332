import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.measures.shrinkage import Spread
from cxtrain.planning.evidence import (
    DOWN,
    OPEN,
    TOO_FEW,
    UP,
    compare,
    comparison_from,
    evidence_from,
    evidence_of,
)
from cxtrain.planning.findings import Cell, judge
from tests.planning.conftest import around

SPREAD = Spread(mu=5.2, mu_variance=0.0, between=0.16, within=1.0, units=12, n=160)
SPAN = {"kind": "mystery_shop", "first_month": "2025-06", "last_month": "2026-05"}


def evidence(values):
    return evidence_of(judge(Cell("unit", 1, "check-in", "reliability", Sums.of(values), 6.0), SPREAD), **SPAN)


def test_the_interval_lies_around_the_gap():
    # 16 visits around 4: B = 1/(1 + 16 * .16) = .281, g = .281 * -.8 + .719 * -2 = -1.66, SE = sqrt(.719/16) = .212.
    kept = evidence(around(4.0, 16))
    assert (kept.gap, kept.se) == (pytest.approx(-1.663, abs=0.001), pytest.approx(0.212, abs=0.001))
    assert (kept.low, kept.high) == (pytest.approx(-2.079, abs=0.001), pytest.approx(-1.247, abs=0.001))


def test_it_comes_back_from_the_database_as_it_went_in():
    kept = evidence(around(4.0, 16))
    assert evidence_from(dict(vars(kept))) == kept
    compared = compare(kept, Sums.of(around(6.0)), after_from="2026-06")
    assert comparison_from(dict(vars(compared))) == compared
    assert evidence_from(None) is None and comparison_from(None) is None


@pytest.mark.parametrize(
    ("after", "words"),
    [(around(6.0), UP), (around(2.0), DOWN), (around(4.2), OPEN), (around(6.0, 5), TOO_FEW), ([], TOO_FEW), ([6.0], TOO_FEW)],
)
def test_what_may_be_said_after(after, words):
    assert compare(evidence(around(4.0, 16)), Sums.of(after), after_from="2026-06").words == words


def test_a_finding_without_numbers_is_no_evidence():
    nothing = judge(Cell("unit", 1, "check-in", "reliability", Sums(0, 0, 0), 6.0), SPREAD)
    with pytest.raises(ValueError, match="no evidence"):
        evidence_of(nothing, **SPAN)


@given(st.lists(st.floats(1, 7), max_size=20))
def test_fewer_than_six_visits_after_never_say_that_it_worked(after):
    compared = compare(evidence(around(4.0, 16)), Sums.of(after), after_from="2026-06")
    assert len(after) >= 6 or compared.words == TOO_FEW
    assert (compared.words == UP) <= ((compared.low or 0) > 0)
