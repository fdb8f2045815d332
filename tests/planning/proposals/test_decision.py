import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.intervals import Sums
from cxtrain.measures.shrinkage import Spread
from cxtrain.planning.findings import Cell, judge
from cxtrain.planning.proposals.decision import AGAIN, NO, NOT_NOW, PLAN, Decided

DAY = dt.date(2026, 5, 6)
SPREAD = Spread(mu=5.4, mu_variance=0.0, between=1.0, within=1.0, units=12, n=200)


def short(mean, n=16):
    return judge(Cell("unit", 1, "desk", "reliability", Sums(n, n * mean, n * mean * mean + n - 1), 6.0), SPREAD)


def decided(decision, finding, until=None):
    return Decided(decision, "The desk is rebuilt in June", until, {"zh": "李想"}, DAY, finding.verdict.value, finding.n,
                   finding.gap or 0.0)


def test_not_now_holds_until_its_day():
    finding = short(4.5)
    choice = decided(NOT_NOW, finding, DAY + dt.timedelta(30))
    assert choice.holds(finding, DAY) and choice.holds(finding, DAY + dt.timedelta(29))
    assert not choice.holds(finding, DAY + dt.timedelta(30))


def test_no_holds_until_the_finding_changes():
    finding = short(5.2)
    assert decided(NO, finding).holds(finding, DAY + dt.timedelta(300))
    assert not decided(NO, finding).holds(short(4.6), DAY), "the gap has grown by more than the tolerance"
    assert not decided(NO, finding).holds(short(5.2, 22), DAY), "six visits more say the same"


def test_a_more_pressing_class_asks_again():
    mild, urgent = short(5.3), short(5.2)
    assert (mild.verdict, urgent.verdict) == ("B", "A")
    assert not decided(NO, mild).holds(urgent, DAY)
    assert decided(NO, urgent).holds(mild, DAY)


def test_a_plan_and_propose_it_again_put_nothing_off():
    assert not any(decided(choice, short(4.5)).holds(short(4.5), DAY) for choice in (PLAN, AGAIN))


@given(st.floats(3, 5.4), st.integers(6, 40), st.integers(0, 400))
def test_what_has_not_changed_is_never_proposed_again_before_its_day(mean, n, days):
    finding = short(mean, n)
    until = DAY + dt.timedelta(200)
    assert decided(NOT_NOW, finding, until).holds(finding, DAY + dt.timedelta(days)) == (days < 200)
