import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.measures.control_signals import OUTSIDE, RUN, TREND, TWO_OF_THREE, Signal, find_signals

series = st.lists(st.sampled_from([None, -3.5, -2.5, -1, 0, 1, 2.5, 3.5]), max_size=30)


def of(zs, kind):
    return [signal.index for signal in find_signals(zs, zs) if signal.kind == kind]


def slow(zs):
    """The four rules, written from their sentences with slices."""
    found = []
    for i in range(len(zs)):
        eight, six, three = zs[i - 7 : i + 1] if i >= 7 else [], zs[i - 5 : i + 1] if i >= 5 else [], zs[max(0, i - 2) : i + 1]
        if zs[i] is not None and not -3 <= zs[i] <= 3:
            found.append((i, OUTSIDE))
        if eight and None not in eight and (min(eight) > 0 or max(eight) < 0):
            found.append((i, RUN))
        if six and None not in six:
            steps = [b - a for a, b in zip(six, six[1:], strict=False)]
            if min(steps) > 0 or max(steps) < 0:
                found.append((i, TREND))
        while None in three[:-1]:
            three = three[three.index(None) + 1 :]
        if zs[i] is not None and any(sum(side * z > 2 for z in three) >= 2 and side * zs[i] > 2 for side in (1, -1)):
            found.append((i, TWO_OF_THREE))
    return found


@given(series)
def test_the_signals_agree_with_the_rules_read_word_by_word(zs):
    assert [(signal.index, signal.kind) for signal in find_signals(zs, zs)] == slow(zs)


@given(series)
def test_a_series_turned_upside_down_has_the_same_signals(zs):
    turned = [None if z is None else -z for z in zs]
    assert find_signals(turned, turned) == find_signals(zs, zs)


def test_one_point_beyond_three_sigma_is_outside_and_one_on_the_line_is_not():
    assert of([3.0, 3.0000001, -3.0, -3.1], OUTSIDE) == [1, 3]
    assert of([3 + 1e-10], OUTSIDE) == []


def test_eight_on_one_side_signal_at_the_eighth_and_at_each_further_one():
    assert of([0.5] * 7, RUN) == []
    assert of([0.5] * 9, RUN) == [7, 8]
    assert of([-0.5] * 8, RUN) == [7]


def test_a_point_on_the_centre_on_the_other_side_or_missing_ends_a_run():
    for end in (0.0, 1e-10, -0.5, None):
        assert of([0.5] * 7 + [end] + [0.5] * 7, RUN) == []
        assert of([0.5] * 7 + [end] + [0.5] * 8, RUN) == [15]


def test_six_that_rise_or_fall_signal_at_the_sixth():
    # Spread about the centre, so that no other rule has its say.
    rising = [-1.0, -0.6, -0.2, 0.2, 0.6, 1.0]
    assert find_signals(rising, rising) == (Signal(5, TREND),)
    assert of(rising[::-1], TREND) == [5]
    assert of(rising[:5], TREND) == []
    assert of([*rising, 1.4], TREND) == [5, 6]


def test_an_equal_neighbour_or_a_missing_point_ends_a_trend():
    assert of([-1.0, -0.6, -0.2, -0.2, 0.2, 0.6, 1.0], TREND) == []
    assert of([-1.0, -0.6, -0.2, None, 0.2, 0.6, 1.0], TREND) == []


def test_two_of_three_beyond_two_sigma_must_be_on_the_same_side():
    assert of([2.1, 0, 2.1], TWO_OF_THREE) == [2]
    assert of([2.1, 2.1, 0], TWO_OF_THREE) == [1]
    assert of([-2.1, 0, -2.1], TWO_OF_THREE) == [2]
    assert of([2.1, 0, -2.1], TWO_OF_THREE) == []
    assert of([2.1, 0, 0, 2.1], TWO_OF_THREE) == []
    assert of([2.0, 0, 2.1], TWO_OF_THREE) == []


def test_a_missing_point_parts_two_of_three():
    assert of([2.1, None, 2.1], TWO_OF_THREE) == []
    assert of([None, 2.1, 2.1], TWO_OF_THREE) == [2]
    assert of([2.1, 2.1, None, 2.1], TWO_OF_THREE) == [1]


def test_the_signals_of_one_point_stand_in_the_order_of_the_rules():
    zs = [0.1, 0.5, 1.0, 1.2, 1.4, 1.6, 2.5, 3.5]
    assert find_signals(zs, zs) == (
        Signal(5, TREND),
        Signal(6, TREND),
        Signal(7, OUTSIDE),
        Signal(7, RUN),
        Signal(7, TREND),
        Signal(7, TWO_OF_THREE),
    )


def test_trends_are_in_the_values_and_the_other_rules_in_the_sigmas():
    assert find_signals([1, 2, 3, 4, 5, 6], [0.0] * 6) == (Signal(5, TREND),)
    assert find_signals([1, 1], [0.0, 9.0]) == (Signal(1, OUTSIDE),)


def test_nothing_has_no_signal_and_unequal_lists_are_refused():
    assert find_signals([], []) == ()
    with pytest.raises(ValueError, match=r"^values and zs must be of the same points$"):
        find_signals([1.0], [])


def test_the_kinds_are_codes_that_stay():
    assert (OUTSIDE, RUN, TREND, TWO_OF_THREE) == ("outside", "run", "trend", "two_of_three")
