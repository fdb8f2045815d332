"""A touchpoint month by month: what is a point, what limits rest on, what is a signal."""

from random import Random

from cxtrain.measures.control_charts import xmr_chart
from cxtrain.measures.course import course
from cxtrain.measures.intervals import Sums
from cxtrain.reports.figures import months_back

MONTHS = months_back("2026-11", 36)


def by_month(values, n=5, months=MONTHS):
    """Sums of n visits that all score the month's value."""
    return {month: Sums.of([value] * n) for month, value in zip(months[-len(values):], values, strict=True) if value is not None}


def noisy(count, seed=3):
    random = Random(seed)
    return [5 + random.gauss(0, 0.2) for _ in range(count)]


def test_nothing_was_seen():
    assert course({}, MONTHS).periods == () and not course({}, MONTHS).has_limits


def test_months_before_the_first_visit_are_left_out():
    assert [each.label for each in course(by_month([5, 6]), MONTHS).periods] == ["2026-10", "2026-11"]


def test_below_eight_points_it_is_a_run_chart_with_its_median():
    found = course(by_month([5, 6, 7, 5, 5, 6, 7]), MONTHS)
    assert not found.has_limits and found.stretches[0].centre == 6 and found.signals == ()


def test_six_in_a_row_that_rise_are_a_signal_before_there_are_limits():
    found = course(by_month([4, 4.2, 4.4, 4.6, 4.8, 5.0]), MONTHS)
    assert [(each.index, each.kind) for each in found.signals] == [(5, "trend")]


def test_limits_rest_on_the_first_twelve_points_and_stay():
    values = noisy(12)
    settled, later = course(by_month(values), MONTHS), course(by_month([*values, 5.0, 5.1, 6.9]), MONTHS)
    assert (settled.stretches[0].low, settled.stretches[0].high) == (later.stretches[0].low, later.stretches[0].high)
    assert later.stretches[0].rests_on == ("2025-09", "2026-08")
    assert (14, "outside") in {(each.index, each.kind) for each in later.signals}


def test_the_limits_are_those_of_the_measure():
    values = noisy(10)
    wanted = xmr_chart([Sums.of([value] * 5).mean for value in values], baseline=10)
    found = course(by_month(values), MONTHS).stretches[0]
    assert (found.centre, found.low, found.high) == (wanted.centre, wanted.low, wanted.high)


def test_a_month_of_fewer_than_five_visits_is_a_gap():
    sums = by_month(noisy(12))
    sums["2026-08"] = Sums.of([1, 1, 1, 1])
    found = course(sums, MONTHS)
    assert not found.by_quarter and found.periods[8].value is None and found.points == 11
    assert all(each.index != 8 for each in found.signals)


def test_where_months_are_sparse_quarters_are_drawn():
    found = course(by_month(noisy(12), n=2), MONTHS)
    assert found.by_quarter and [each.label for each in found.periods][-2:] == ["2026 Q3", "2026 Q4"]
    assert [each.sums.n for each in found.periods] == [2, 6, 6, 6, 4] and found.points == 3


def test_limits_begin_anew_where_a_note_says_so():
    random = Random(5)
    values = [5 + random.gauss(0, 0.1) for _ in range(10)] + [6 + random.gauss(0, 0.1) for _ in range(10)]
    plain, parted = course(by_month(values), MONTHS), course(by_month(values), MONTHS, ["2026-02"])
    assert plain.signals and parted.signals == ()
    assert [(each.start, each.stop) for each in parted.stretches] == [(0, 10), (10, 20)]
