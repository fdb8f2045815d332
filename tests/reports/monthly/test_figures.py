"""What is claimed of a month, and what is not."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.reports.monthly.facts import Three
from cxtrain.reports.monthly.figures import difference, sheet_of, value_of
from cxtrain.reports.monthly.metrics import BY_KEY, METRICS
from cxtrain.reports.monthly.sources.counted import share
from tests.reports.monthly.conftest import EMPTY, FACTS, LINES, nps, visits


def with_line(key, three):
    return dataclasses.replace(FACTS, lines={key: three})


def test_values_are_percent_points_and_hours():
    sheet = sheet_of(FACTS)
    assert round(sheet.of("completion").value, 1) == 70.0 and sheet.of("completion").target == 95.0
    assert round(sheet.of("nps").value, 1) == 29.6 and sheet.of("nps").target == 30.0
    assert round(sheet.of("hours").value, 2) == 2.6 and round(sheet.of("empathy").month_change, 2) == -0.5


def test_only_what_lies_beyond_chance_has_a_sign():
    signs = {line.metric.key: line.month_sign for line in sheet_of(FACTS).lines if line.month_sign}
    assert signs == {"completion": -1, "first-pass": 1, "empathy": -1}
    targets = {line.metric.key: line.target_sign for line in sheet_of(FACTS).lines if line.target_sign}
    assert targets == {"completion": -1, "hours": 1, "visits": -1}  # one missed visit is proof against a hundred percent


def test_a_few_are_counted_and_carry_no_number():
    line = sheet_of(FACTS).of("reply")
    assert (line.n, line.value, line.month_sign, line.before is None) == (3, None, 0, False)
    assert value_of(BY_KEY["nps"], nps(20, 5, 4)) is None and value_of(BY_KEY["nps"], nps(20, 6, 4)) is not None
    assert value_of(BY_KEY["visits"], share(1, 1)) == 100.0  # counted things are shown from the first on


def test_a_mean_that_changed_by_harder_touchpoints_alone_is_not_claimed():
    before, now = visits(141, 5.7), visits(134, 5.2)
    assert difference(BY_KEY["empathy"], now, before)[1] < 0.01
    assert difference(BY_KEY["empathy"], now, before, (visits(141, 0.01), visits(134, -0.01)))[1] > 0.5
    assert difference(BY_KEY["empathy"], now, before, (visits(141, -0.3), visits(134, 0.3)))[1] == 1.0


def test_hours_that_a_handful_earned_are_not_compared():
    few = dataclasses.replace(visits(140, 0.0, 0.0), total=9.0, squares=20.0)
    assert difference(BY_KEY["hours"], few, visits(140, 0.0, 0.0)) is None


def test_many_targets_make_each_harder_to_claim():
    alone = sheet_of(with_line("plans", Three(share(26, 19), target=0.9)))
    crowd = {key: dataclasses.replace(three, target=0.9 if BY_KEY[key].kind == "share" else 1.0) for key, three in LINES.items()}
    many = sheet_of(dataclasses.replace(FACTS, lines=crowd | {"plans": Three(share(26, 19), target=0.9)}))
    assert (alone.of("plans").target_sign, many.of("plans").target_sign) == (-1, 0)


def test_an_empty_month_has_all_lines_and_claims_nothing():
    sheet = sheet_of(EMPTY)
    assert len(sheet.lines) == len(METRICS) == 16 and sheet.compared == 0
    assert all(line.value is None and not line.month_sign and not line.target_sign for line in sheet.lines)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_turning_time_around_turns_each_sign_around(hits, misses, other_hits, other_misses):
    one, other = share(hits + misses, hits), share(other_hits + other_misses, other_hits)
    forth, back = (sheet_of(with_line("plans", Three(*pair))).of("plans") for pair in ((one, other), (other, one)))
    assert forth.month_sign == -back.month_sign
    if forth.month_sign:
        assert forth.month_change * forth.month_sign > 0 and min(one.n, other.n) >= 5
