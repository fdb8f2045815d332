"""Class hours: rounding, what each step states, and lines that add up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxtrain.training.classes.hours import Attended, attended_percent, class_hours, credited, credited_hours

MINUTES = st.integers(0, 3000)


@pytest.mark.parametrize(("minutes", "of", "hours"), [
    (0, 45, 0), (22, 45, 0), (22.5, 45, 0.5), (44, 45, 0.5), (45, 45, 1), (67, 45, 1), (68, 45, 1.5), (270, 45, 6), (90, 60, 1.5)])
def test_minutes_are_class_hours_rounded_down_to_half_an_hour(minutes, of, hours):
    assert class_hours(minutes, of) == hours


@pytest.mark.parametrize("wrong", [(-1, 45), (10, 0)])
def test_it_refuses_minutes_that_cannot_be(wrong):
    with pytest.raises(ValueError, match="class hours"):
        class_hours(*wrong)


@given(st.lists(st.integers(0, 4000), max_size=8), st.integers(1, 60))
def test_a_step_counts_at_most_what_is_stated_however_it_is_split(parts, stated):
    spent, counted = 0, 0
    for part in parts:
        counted += credited(spent, part, stated)
        spent += part
    assert counted == min(sum(parts), 60 * stated)


@given(st.lists(st.tuples(MINUTES, st.integers(20, 120)), max_size=6), st.lists(st.integers(0, 20_000), max_size=6))
def test_hours_are_never_more_than_the_minutes_and_add_up(classes, online):
    hours = credited_hours([Attended(*each) for each in classes], online)
    assert hours.total == hours.classroom + hours.online == (
        sum(class_hours(*each) for each in classes) + sum(class_hours(each / 60) for each in online))
    assert hours.online * 45 <= sum(online) / 60
    assert (hours.classroom_minutes, hours.online_minutes) == (sum(each[0] for each in classes), sum(online) // 60)


@given(st.integers(0, 600), st.integers(0, 600))
def test_the_percent_attended_lies_between_nothing_and_all(minutes, planned):
    percent = attended_percent(minutes, planned)
    assert 0 <= percent <= 100
    assert planned == 0 or (percent == 100) == (minutes >= planned)
