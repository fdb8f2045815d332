"""Days away move a deadline: each day once, never back, whatever the order in which they were entered."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxtrain.people.absences.spans import DAY, Span, days_covered, merged, paused

START = dt.date(2026, 3, 1)
days = st.integers(-20, 60).map(lambda n: START + n * DAY)
closed = st.builds(lambda a, n: Span(a, a + n * DAY), days, st.integers(0, 15))
spans = st.lists(closed | days.map(Span), max_size=6)
ends = st.lists(closed, max_size=6)


def away(found, day):
    """Whether somebody is away on a day, told without any arithmetic of stretches."""
    return any(span.start <= day and (span.end is None or day <= span.end) for span in found)


def walked(deadline, found, since):
    """The deadline, counted day by day."""
    owed, day = (deadline - since).days, since
    for _ in range(400):
        if owed <= 0:
            return day
        day += DAY
        owed -= not away(found, day)
    return None


@given(spans, days)
def test_merged_stretches_cover_the_same_days_and_stand_apart(found, day):
    assert away(merged(found), day) == away(found, day)
    for one, other in zip(merged(found), merged(found)[1:], strict=False):
        assert one.end is not None and other.start > one.end + DAY


@given(spans, days, st.integers(0, 40))
def test_each_day_away_counts_once(found, since, length):
    wanted = sum(away(found, since + n * DAY) for n in range(length + 1))
    assert days_covered(found, since, since + length * DAY) == days_covered(found * 2, since, since + length * DAY) == wanted


@given(spans, days, st.integers(1, 20))
def test_a_paused_deadline_is_the_one_counted_day_by_day(found, since, length):
    assert paused(since + length * DAY, found, since=since) == walked(since + length * DAY, found, since)


@given(ends, ends, days, st.integers(1, 20))
def test_more_days_away_never_bring_a_deadline_forward(found, more, since, length):
    before, after = (paused(since + length * DAY, some, since=since) for some in (found, found + more))
    assert since + length * DAY <= before <= after


@given(ends, days, st.integers(1, 20))
def test_a_later_deadline_stays_later(found, since, length):
    one, other = (paused(since + n * DAY, found, since=since) for n in (length, length + 1))
    assert one < other


@given(spans, days, st.integers(1, 20), st.randoms(use_true_random=False))
def test_the_order_of_entering_says_nothing(found, since, length, random):
    mixed = found[:]
    random.shuffle(mixed)
    assert paused(since + length * DAY, mixed, since=since) == paused(since + length * DAY, found, since=since)
